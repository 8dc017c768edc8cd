"""The catalogues: complete, in step with the source, and found by Django on every host."""

from __future__ import annotations

import ast
import gettext
import io
import re
from importlib import import_module
from typing import Any

import pytest
from django.utils import translation

from devtool import messages
from devtool.paths import PACKAGE
from saleor_order_central.statuses.models import OrderStatusDefinition, StatusKind
from saleor_order_central.statuses.selectors import customer_label
from saleor_order_central.statuses.wording import BUILT_IN_LABELS
from saleor_order_central.timeline.view import StepCode, WarningCode
from saleor_order_central.timeline.wording import STEP_LABELS, WARNING_MESSAGES, active_words
from saleor_order_central.tracking import TrackingReason, classify_tracking
from saleor_order_central.tracking.wording import explain, help_text

MARKERS = {"_", "gettext", "gettext_noop"}
TEMPLATE_TEXT = re.compile(r"""(?:{% translate |_\()(["'])(.*?)\1""")
TEMPLATE_BLOCK = re.compile(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", re.S)
TEMPLATE_VARIABLE = re.compile(r"{{ (\w+) }}")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[^(\s]")
PLURAL_FORMS = {"es": 2, "pl": 3, "pt_BR": 2, "ro": 3}
# language: a step, a built-in status, a warning for staff, a reason, the help for a UPS code
TEXTS = {
    "pt-br": (
        "Pedido realizado",
        "Aceito, aguardando pagamento",
        "O status atual não tem tipo.",
        "O host imita um host confiável.",
        "Este é o código de rastreamento da transportadora UPS. Use-o para acompanhar sua encomenda.",
    ),
    "ro": (
        "Comandă plasată",
        "Acceptată, în așteptarea plății",
        "Starea actuală nu are un tip.",
        "Gazda imită o gazdă de încredere.",
        "Acesta este numărul de urmărire (AWB) de la UPS. Folosiți-l pentru a urmări coletul.",
    ),
    "pl": (
        "Zamówienie złożone",
        "Przyjęte, oczekuje na płatność",
        "Obecny status nie ma typu.",
        "Host podszywa się pod zaufany host.",
        "To jest numer przesyłki przewoźnika UPS. Możesz dzięki niemu śledzić swoją paczkę.",
    ),
    "es": (
        "Pedido realizado",
        "Aceptado, pendiente de pago",
        "El estado actual no tiene tipo.",
        "El host imita a un host de confianza.",
        "Este es el código de seguimiento de UPS. Úselo para seguir su paquete.",
    ),
}
ENGLISH = (
    "Order placed",
    "Accepted, awaiting payment",
    "The present status has no type.",
    "The host imitates a trusted host.",
    "This is the tracking number of UPS. Use it to follow your parcel.",
)

each_language = pytest.mark.parametrize("language", messages.LANGUAGES)


def marked_in_source() -> set[str]:
    """Literals in calls of the markers, found without Babel."""
    calls = (
        node
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS
    )
    arguments = (call.args[0] for call in calls)
    in_code = {one.value for one in arguments if isinstance(one, ast.Constant) and one.value}
    return in_code | marked_in_templates()


def marked_in_templates() -> set[str]:
    """Texts of the tags and of `_()`, with the variables of blocks as placeholders."""
    texts = [path.read_text(encoding="utf-8") for path in (PACKAGE / "templates").rglob("*.html")]
    plain = (text for html in texts for _quote, text in TEMPLATE_TEXT.findall(html))
    blocks = (text for html in texts for text in TEMPLATE_BLOCK.findall(html))
    return {*plain, *(TEMPLATE_VARIABLE.sub(r"%(\1)s", text) for text in blocks)}


def translations_of(language: str) -> dict[str, Any]:
    """The messages of a .po file by their English source."""
    return {message.id: message for message in messages.read(messages.po_file(language)) if message.id}


def compiled(content: bytes) -> dict[Any, str]:
    """What a .mo file translates; its header is looked at elsewhere."""
    catalog = vars(gettext.GNUTranslations(io.BytesIO(content)))["_catalog"]
    return {source: text for source, text in catalog.items() if source}


def texts_now(language: str) -> tuple[str | None, ...]:
    """One text of each kind, in the active language; a status is asked for its language."""
    words = active_words()
    status = OrderStatusDefinition(customer_label="Accepted, awaiting payment", kind=StatusKind.BUILT_IN)
    code = classify_tracking("1Z999AA10123456784")
    return (
        words[STEP_LABELS[StepCode.PLACED]],
        customer_label(status, language),
        words[WARNING_MESSAGES[WarningCode.STATUS_TYPE_MISSING]],
        explain(TrackingReason.HOST_LOOKALIKE),
        help_text(code),
    )


def test_the_extraction_misses_nothing() -> None:
    extracted = {message.id for message in messages.marked() if message.id}

    assert extracted == marked_in_source()
    assert len(extracted) > 50


@each_language
def test_the_catalogue_holds_just_the_marked_strings(language: str) -> None:
    # When
    catalog = messages.read(messages.po_file(language))

    # Then
    assert {message.id for message in catalog if message.id} == marked_in_source()
    assert not catalog.obsolete


@each_language
def test_everything_is_translated(language: str) -> None:
    found = translations_of(language)

    assert [source for source, message in found.items() if not message.string.strip()] == []
    assert [source for source, message in found.items() if message.fuzzy] == []


@each_language
def test_placeholders_survive(language: str) -> None:
    found = translations_of(language)

    lost = {
        source: message.string
        for source, message in found.items()
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(message.string))
    }
    assert lost == {}


@each_language
def test_sentences_end_as_their_source_does(language: str) -> None:
    found = translations_of(language)

    assert [
        message.string
        for source, message in found.items()
        if source.endswith(".") != message.string.endswith(".") or message.string != message.string.strip()
    ] == []


def test_romanian_uses_commas_below_and_not_cedillas() -> None:
    text = messages.po_file("ro").read_text(encoding="utf-8")

    assert not set("ŞşŢţ") & set(text)
    assert set("șțăâî") <= set(text)


@each_language
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    # Given
    path = messages.po_file(language)

    # When
    shipped = compiled(path.with_suffix(".mo").read_bytes())
    fresh = compiled(messages.as_mo(messages.read(path)))

    # Then
    assert shipped == fresh
    assert set(shipped) == set(translations_of(language))


@each_language
def test_the_header_says_the_same_on_every_machine(language: str) -> None:
    # When
    with messages.po_file(language).with_suffix(".mo").open("rb") as file:
        header = gettext.GNUTranslations(file).info()

    # Then
    assert header["language"] == language
    assert header["content-type"] == "text/plain; charset=utf-8"
    assert header["plural-forms"].startswith(f"nplurals={PLURAL_FORMS[language]};")
    assert not {"pot-creation-date", "po-revision-date", "generated-by"} & set(header)


@each_language
def test_the_file_names_no_place_outside_the_package(language: str) -> None:
    lines = messages.po_file(language).read_text(encoding="utf-8").splitlines()

    places = {place for line in lines if line.startswith("#:") for place in line[2:].split()}

    assert places
    assert [place for place in places if not (PACKAGE / place).is_file()] == []


def test_the_built_in_statuses_are_marked() -> None:
    rows = import_module("saleor_order_central.migrations.0002_built_in_rows").BUILT_IN_STATUSES

    assert [label for _, _, label, *_ in rows] == list(BUILT_IN_LABELS)


@pytest.mark.parametrize("language", TEXTS)
def test_customers_and_staff_read_their_language(language: str) -> None:
    with translation.override(language):
        assert texts_now(language) == TEXTS[language]


@pytest.mark.parametrize("language", TEXTS)
def test_no_other_catalogue_of_the_host_speaks_for_ours(language: str) -> None:
    """Django lets the shop's LOCALE_PATHS and earlier apps win over ours: short texts are at risk."""
    # Given
    ours = translations_of(translation.to_locale(language))

    # When
    with translation.override(language):
        heard = {source: translation.gettext(source) for source in ours}

    # Then
    assert heard == {source: message.string for source, message in ours.items()}


@pytest.mark.parametrize("language", ["PT_BR", "pt-BR", "es-mx"])
def test_a_language_is_found_however_it_is_written(language: str) -> None:
    expected = TEXTS["es" if language == "es-mx" else "pt-br"]

    with translation.override(language):
        assert texts_now(language) == expected


@pytest.mark.parametrize("language", ["en", "xx", "tlh-kx"])
def test_other_languages_read_english(language: str) -> None:
    with translation.override(language):
        assert texts_now(language) == ENGLISH
