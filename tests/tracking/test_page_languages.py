"""Pages of carriers in the language of the customer, where the carrier has it (001-20)."""

from __future__ import annotations

import pytest

from saleor_order_central.tracking import tracking_page_url


@pytest.mark.parametrize(
    ("carrier", "language", "part"),
    [
        ("dhl_de", "", "lang=de"),
        ("dhl_de", "de", "lang=de"),
        ("dhl_de", "en-gb", "lang=en"),
        ("dhl_de", "pl", "lang=en"),
        ("dpd_ro", "RO", "language=ro"),
        ("dpd_ro", "pt-br", "language=en"),
        ("canada_post", "fr_CA", "track-reperage/fr#"),
        ("canada_post", '"><script>', "track-reperage/en#"),
    ],
)
def test_language_of_the_page(carrier, language, part):
    assert part in tracking_page_url(carrier, "12345678", language=language)
