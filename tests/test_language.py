"""Languages that callers name."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext

from saleor_order_central.language import speaking, supported_language


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("en", "en"),
        ("PT_BR", "pt-br"),
        ("pt-BR", "pt-br"),
        ("pt", "pt"),
        ("es-mx", "es-mx"),
        ("ro-MD", "ro-md"),
        ("xx", "en"),
        ("", "en"),
        ("../../etc", "en"),
        ("pl\x00", "en"),
        ("p" * 100_000, "en"),
    ],
)
def test_only_languages_of_the_host_are_spoken(asked, answered):
    found = supported_language(asked)
    # A host may know a country's variant or only the language itself.
    assert found in (answered, answered.partition("-")[0])


@pytest.mark.parametrize(
    ("language", "text"),
    [("pt", "Entregue"), ("pt-br", "Entregue"), ("en", "Delivered"), ("ro", "Livrată"), ("es", "Entregado")],
)
def test_the_catalogue_that_serves_a_language(language, text):
    before = translation.get_language()
    with speaking(supported_language(language)):
        assert gettext("Delivered") == text
    assert translation.get_language() == before
