"""Carriers and the pages they offer (000-31)."""

from urllib.parse import urlsplit

import pytest

from saleor_order_central.tracking import (
    CARRIERS,
    SHIPPED_TRUSTED_LINKS,
    normalise_trusted_host,
    tracking_page_url,
)

ASKED_FOR = [
    "4px",
    "amazon",
    "australia_post",
    "bpost",
    "bring",
    "cainiao",
    "canada_post",
    "canpar",
    "cargus",
    "chronopost",
    "correios",
    "correos_es",
    "dhl",
    "dpd",
    "dpd_de",
    "dpd_pl",
    "dpd_ro",
    "evri",
    "fan_courier",
    "fedex",
    "gls",
    "gofo",
    "inpost",
    "la_poste",
    "landmark",
    "lasership",
    "old_dominion",
    "ontrac",
    "packeta",
    "parcelforce",
    "poczta_polska",
    "post_at",
    "postnl",
    "postnord",
    "purolator",
    "royal_mail",
    "sameday",
    "sf_express",
    "speedee",
    "ups",
    "usps",
    "yodel",
    "yunexpress",
]


@pytest.mark.parametrize("code", ASKED_FOR, ids=lambda code: f"000-31-{code}")
def test_carrier_is_in_the_table(code):
    # given
    carrier = CARRIERS[code]

    # then
    assert (carrier.code, bool(carrier.name), bool(carrier.source)) == (code, True, True)
    assert all(len(country) == 2 and country.isupper() for country in carrier.countries)


def test_every_page_is_https_on_a_shipped_host():
    # given
    shipped = {link.host for link in SHIPPED_TRUSTED_LINKS}

    # when
    pages = [tracking_page_url(code, "A/B C") for code in CARRIERS]

    # then
    for page in filter(None, pages):
        parts = urlsplit(page)
        assert (parts.scheme, parts.port) == ("https", None)
        assert parts.hostname in shipped
        assert "A%2FB%20C" in page
        assert "{" not in page


def test_shipped_hosts_pass_the_check_of_staff_input():
    # then
    assert all(normalise_trusted_host(link.host) == link.host for link in SHIPPED_TRUSTED_LINKS)
    assert not any(link.embed or link.include_subdomains for link in SHIPPED_TRUSTED_LINKS)


def test_carrier_without_page_or_unknown_has_no_url():
    # then
    assert tracking_page_url("lasership", "LX10000000") is None
    assert tracking_page_url("nobody", "1") is None


def test_page_longer_than_a_link_may_be_is_left_out():
    # then
    assert tracking_page_url("ups", "1" * 3000) is None


def test_networks_are_carriers_themselves():
    # given
    networks = {carrier.network for carrier in CARRIERS.values() if carrier.network}

    # then
    assert networks == {"dhl", "dpd", "gls"}
    assert networks <= CARRIERS.keys()
