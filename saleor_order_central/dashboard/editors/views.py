"""The pages of an editor: list, form of one, its texts in other languages."""

from typing import Any

from django import forms
from django.http import HttpResponse

from ...center.languages import NAMES
from ...language import CATALOGUE_LANGUAGES
from ..forms import PageForm, camel_case
from ..paging import nodes, window
from ..visit import PageMissing, Refused, Visit
from .editor import Editor, EditorForm, Node
from .registry import EDITORS

_MOST_PAGES = 20


def listed(visit: Visit, editor: str) -> HttpResponse:
    """Show the list; GET."""
    kind = _editor(editor)
    found = visit.one_of(kind.list_document(), **window(visit.request.GET))
    rows = [
        {"node": node, "cells": [_cell(node, column.path) for column in kind.columns]}
        for node in nodes(found)
    ]
    context = {"editor": kind, "found": found, "rows": rows, **_extra(kind, visit, None)}
    return visit.page("editor_list.html", context)


def new(visit: Visit, editor: str) -> HttpResponse:
    """Make a new one; GET and POST."""
    kind = _editor(editor)
    form = _form(kind, visit, None)
    if form.is_valid():
        done = visit.change_by(kind.create_document(), input=form.as_input())
        if done.is_done:
            return visit.to("editor", "saved", editor=editor)
        form.take_errors(done.errors)
    context = {"editor": kind, "form": form, "node": None, **_extra(kind, visit, None)}
    return visit.page("editor_form.html", context, status=422 if form.errors else 200)


def edit(visit: Visit, editor: str, id: str) -> HttpResponse:
    """Change one; GET and POST."""
    kind = _editor(editor)
    node = _find(kind, visit, id)
    form = _form(kind, visit, node)
    if form.is_valid():
        done = visit.change_by(kind.update_document(), id=id, input=form.as_input())
        if done.is_done:
            return visit.to("editor", "saved", editor=editor)
        form.take_errors(done.errors)
    context = {
        "editor": kind,
        "form": form,
        "node": node,
        "label": node[kind.label],
        **_extra(kind, visit, node),
    }
    return visit.page("editor_form.html", context, status=422 if form.errors else 200)


def delete(visit: Visit, editor: str, id: str) -> HttpResponse:
    """Delete one; POST."""
    done = visit.change_by(_editor(editor).delete_document(), id=id)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("editor", "deleted", editor=editor)


def move(visit: Visit, editor: str, id: str) -> HttpResponse:
    """Move one up or down by a place; POST."""
    kind = _editor(editor)
    if not kind.is_ordered:
        raise PageMissing
    places = -1 if visit.request.POST.get("way") == "up" else 1
    document = (
        f"mutation($moves: [OrderStatusMoveInput!]!) {{ {kind.change}Reorder(moves: $moves) "
        "{ errors { field message code } } }"
    )
    done = visit.change_by(document, moves=[{"id": id, "sortOrder": places}])
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("editor", "saved", editor=editor)


def translate(visit: Visit, editor: str, id: str, language: str) -> HttpResponse:
    """Change the texts of one language; GET and POST."""
    kind = _editor(editor)
    if not kind.texts or language not in CATALOGUE_LANGUAGES:
        raise PageMissing
    node = _find(kind, visit, id)
    stored: Node = next((one for one in node["translations"] if one["languageCode"] == language), {})
    form = _texts_form(kind, visit.request.POST or None, stored)
    if form.is_valid():
        texts = kind.translate_variables(form.cleaned_data)
        done = visit.change_by(kind.translate_document(), id=id, languageCode=language, **texts)
        if done.is_done:
            return visit.to("editor-edit", "saved", editor=editor, id=id)
        form.take_errors(done.errors)
    context = {
        "editor": kind,
        "form": form,
        "node": node,
        "label": node[kind.label],
        "language": NAMES[language],
        "language_code": language,
    }
    return visit.page("editor_texts.html", context, status=422 if form.errors else 200)


def _editor(name: str) -> Editor:
    try:
        return EDITORS[name]
    except KeyError:
        raise PageMissing from None


def _find(kind: Editor, visit: Visit, id: str) -> Node:
    """Look one up in its list, as most kinds have no query for one."""
    after = None
    for _page in range(_MOST_PAGES):
        found = visit.one_of(kind.list_document(), first=100, after=after)
        node = next((one for one in nodes(found) if one["id"] == id), None)
        if node is not None:
            return node
        if not found["pageInfo"]["hasNextPage"]:
            break
        after = found["pageInfo"]["endCursor"]
    raise PageMissing


def _form(kind: Editor, visit: Visit, node: Node | None) -> EditorForm:
    choices = kind.choices(visit) if kind.choices else {}
    return kind.form(visit.request.POST or None, node, choices)


def _extra(kind: Editor, visit: Visit, node: Node | None) -> dict[str, Any]:
    languages = [(code, NAMES[code]) for code in CATALOGUE_LANGUAGES] if kind.texts else []
    return {"languages": languages, **(kind.extra(visit, node) if kind.extra else {})}


def _texts_form(kind: Editor, data: Any, stored: Node) -> PageForm:
    form = PageForm(data, initial={name: stored.get(camel_case(name)) for name, _label in kind.texts})
    for name, label in kind.texts:
        widget = forms.TextInput if name in ("name", "subject", "customer_label") else forms.Textarea
        form.fields[name] = forms.CharField(label=label, required=False, widget=widget)
    return form


def _cell(node: Node, path: str) -> Any:
    value: Any = node
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return ", ".join(value) if isinstance(value, list) else value
