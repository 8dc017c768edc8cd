"""Forms of the pages: Django's own, rendered so that every control has a name, a hint and its errors."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

_CAMEL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Row:
    """One control with all that belongs to it. `described` are ids of its hint and errors."""

    html: Any
    label: str
    hint: str
    id: str
    errors: list[str]
    described: str
    is_hidden: bool
    is_check: bool
    is_group: bool


class PageForm(forms.Form):
    """Base: names of fields are those of the API's inputs, in snake case."""

    # Saleor's setting looks for the templates of controls where it has none.
    default_renderer = DjangoTemplates()

    def rows(self) -> Iterator[Row]:
        """Yield the controls in their order."""
        return (_row(self[name]) for name in self.fields)

    def take_errors(self, errors: Iterable[Mapping[str, Any]]) -> None:
        """Show the errors of the API at their fields; others stand above the form."""
        for error in errors:
            name = snake_case(error.get("field") or "")
            message = error.get("message") or error.get("code")
            self.add_error(name if name in self.fields else None, str(message))


def _row(bound: Any) -> Row:
    ids = [f"{bound.auto_id}-hint"] if bound.help_text else []
    ids += [f"{bound.auto_id}-error"] if bound.errors else []
    attributes = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    widget = bound.field.widget
    is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return Row(
        html=bound.as_widget(attrs={} if is_group else attributes),
        label=bound.label if bound.field.required or _needs_no_word(widget) else _optional(bound.label),
        hint=str(bound.help_text),
        id=bound.auto_id,
        errors=list(bound.errors),
        described=" ".join(ids),
        is_hidden=bound.is_hidden,
        is_check=isinstance(widget, forms.CheckboxInput),
        is_group=is_group,
    )


def _needs_no_word(widget: Any) -> bool:
    return isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.Select)


def _optional(label: str) -> str:
    return str(_("%(label)s (optional)") % {"label": label})


def snake_case(name: str) -> str:
    """Turn customerLabel into customer_label."""
    return "".join(f"_{letter.lower()}" if letter in _CAMEL else letter for letter in name)


def camel_case(name: str) -> str:
    """Turn customer_label into customerLabel."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def choices_of(codes: Iterable[str], *, empty: Any = None) -> list[tuple[str, Any]]:
    """Return codes of the API with their words, after a choice of nothing if one is named."""
    from .wording import word_text

    found = [(code, word_text(code)) for code in codes]
    return found if empty is None else [("", empty), *found]


class WordList(forms.CharField):
    """Words separated by commas."""

    def to_python(self, value: Any) -> list[str]:
        """Return the words without blanks around them."""
        return [word.strip() for word in super().to_python(value).split(",") if word.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Write a list as the person would."""
        return ", ".join(value) if isinstance(value, list | tuple) else value


class LineList(forms.CharField):
    """One text a line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[str]:
        """Return the lines without empty ones."""
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Write a list as the person would."""
        return "\n".join(value) if isinstance(value, list | tuple) else value
