"""What one kind of thing looks like: its list, its form, and its names in the API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from ..forms import PageForm, camel_case, snake_case

Node = dict[str, Any]


class EditorForm(PageForm):
    """Base of the forms: they begin with what is stored, and only what was changed is sent."""

    # Fields that can only be given to a new thing.
    only_new: tuple[str, ...] = ()
    # Fields for which "nothing" is a value of its own.
    nullable: tuple[str, ...] = ()

    def __init__(self, data: Any, node: Node | None, choices: dict[str, list[tuple[str, Any]]]) -> None:
        super().__init__(data, initial={} if node is None else self.initial_of(node))
        self.is_new = node is None
        for name in () if node is None else self.only_new:
            del self.fields[name]
        for name, found in choices.items():
            if name in self.fields:
                self.fields[name].choices = [*self.fields[name].choices, *found]

    @classmethod
    def initial_of(cls, node: Node) -> dict[str, Any]:
        """Return what the fields begin with: the values of the API under our names."""
        return {snake_case(name): value for name, value in node.items()}

    def as_input(self) -> dict[str, Any]:
        """Return the API's input: all of a new thing, else what was changed."""
        names = list(self.fields) if self.is_new else self.changed_data
        return {camel_case(name): self._value(name) for name in names if self._is_said(name)}

    def _is_said(self, name: str) -> bool:
        return not self.is_new or self.cleaned_data[name] not in (None, "", []) or name in self.nullable

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        if isinstance(self.fields[name], forms.DecimalField) and value is not None:
            return float(value)
        return None if value == "" and isinstance(self.fields[name], forms.ChoiceField) else value


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its heading, and the path of its value in a node."""

    label: Any
    path: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Editor:
    """`name` is the part of the address and the end of the names of pages; `one` what an entry is called.

    `listed` is the root field of the list, `node` what is read of an entry, `change` the part that the names
    of its mutations share, such as orderStatusRule. `choices` reads what fields offer. `texts` are what is
    translated: one input takes them, or with `texts_apart` an argument each.
    """

    name: str
    title: Any
    one: Any
    listed: str
    node: str
    change: str
    columns: tuple[Column, ...]
    form: type[EditorForm]
    label: str = "name"
    hint: Any = ""
    choices: Callable[[Any], dict[str, list[tuple[str, Any]]]] | None = None
    is_ordered: bool = False
    texts: tuple[tuple[str, Any], ...] = ()
    texts_apart: bool = False
    panel: str = ""
    extra: Callable[[Any, Node | None], dict[str, Any]] | None = None

    @property
    def input_type(self) -> str:
        """Name of the input of its mutations."""
        return f"{self.change[0].upper()}{self.change[1:]}Input"

    def list_document(self) -> str:
        """Return the query of one page of the list."""
        arguments = "first: $first, after: $after, last: $last, before: $before"
        page = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        head = "query($first: Int, $after: String, $last: Int, $before: String)"
        nodes = f"edges {{ node {{ {self.node} }} }}"
        return f"{head} {{ {self.listed}({arguments}) {{ {page} {nodes} }} }}"

    def create_document(self) -> str:
        """Return the mutation that makes one."""
        call = f"{self.change}Create(input: $input)"
        return f"mutation($input: {self.input_type}!) {{ {call} {{ errors {{ field message code }} }} }}"

    def update_document(self) -> str:
        """Return the mutation that changes one."""
        call = f"{self.change}Update(id: $id, input: $input)"
        answer = "{ errors { field message code } }"
        return f"mutation($id: ID!, $input: {self.input_type}!) {{ {call} {answer} }}"

    def delete_document(self) -> str:
        """Return the mutation that deletes one."""
        return f"mutation($id: ID!) {{ {self.change}Delete(id: $id) {{ errors {{ field message code }} }} }}"

    def translate_document(self) -> str:
        """Return the mutation that sets the texts of one language; see `translate_variables`."""
        kind = f"{self.change[0].upper()}{self.change[1:]}TranslationInput"
        kinds = dict.fromkeys(self._text_names(), "String") if self.texts_apart else {"input": f"{kind}!"}
        taken = {"id": "ID!", "languageCode": "String!", **kinds}
        declared = ", ".join(f"${name}: {kind}" for name, kind in taken.items())
        given = ", ".join(f"{name}: ${name}" for name in taken)
        return (
            f"mutation({declared}) {{ {self.change}Translate({given}) "
            "{ errors { field message code } } }"
        )

    def translate_variables(self, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return what `translate_document` takes beside id and language; `texts` by the names of fields."""
        named = {camel_case(name): text for name, text in texts.items()}
        return named if self.texts_apart else {"input": named}

    def _text_names(self) -> list[str]:
        return [camel_case(name) for name, _label in self.texts]
