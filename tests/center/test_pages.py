"""Pages of one order: what is shown to whom, in which language, and under which headers."""

from __future__ import annotations

import gzip
import re

import pytest

from saleor_order_central.activation.models import CenterSettings
from saleor_order_central.center.addresses import BASE
from saleor_order_central.center.assets import asset_path
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import TrustedTrackingHost
from tests.center.conftest import ORDERS, text_of
from tests.shop_rows import NOON, hours, make_channel, make_order, make_user, ship

MARKER = "staff-only-marker"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-src {frames}; frame-ancestors 'self'{ancestors}"
)


@pytest.fixture
def order(customer):
    return make_order(user=customer, is_paid=True)


@pytest.fixture
def page_of(order_id):
    return lambda order: f"{ORDERS}{order_id(order)}/"


def test_the_owner_sees_the_order(her_browser, order, page_of):
    page = text_of(her_browser.get(page_of(order)))

    assert f"<h1>Order {order_number(order)}</h1>" in page
    assert re.findall(r'<li class="(\w+)"', page)[:5] == ["done", "done", "current", "pending", "pending"]
    assert page.count('aria-current="step"') == 1


def order_number(order):
    return getattr(order, "number", None) or order.pk


def test_what_is_for_staff_is_not_in_the_page(her_browser, order, page_of):
    with get_host().allow_writer():
        OrderEntry.objects.create(
            order=order, kind="EVENT", date=NOON, visibility="STAFF", author_type="STAFF", message=MARKER
        )
        OrderEntry.objects.create(
            order=order,
            kind="EVENT",
            date=NOON,
            visibility="CUSTOMER",
            author_type="STAFF",
            message="for her",
        )
    page = text_of(her_browser.get(page_of(order)))

    assert MARKER not in page
    assert "for her" in page


@pytest.mark.parametrize("path", ["", "parcels/x/", "return/", "returns/x/"])
def test_others_see_nothing_of_it(browser, order, page_of, path):
    assert browser.get(page_of(order) + path).status_code == 303
    browser.sign_in(make_user("bruno@example.com"))
    response = browser.get(page_of(order) + path)

    assert response.status_code == 404
    assert f"Order {order_number(order)}" not in text_of(response)


@pytest.mark.parametrize("path", ["feedback/", "returns/x/cancel/", "returns/x/tracking/"])
def test_others_change_nothing(browser, order, page_of, path):
    browser.sign_in(make_user("bruno@example.com"))
    browser.get(ORDERS)

    assert browser.get(page_of(order) + path).status_code == 405
    assert browser.post(page_of(order) + path, {"product": "5", "code": "X"}).status_code == 404


def test_an_order_of_another_channel_is_not_here(her_browser, customer, page_of):
    """004-04; on hosts without channels there is one shop."""
    if not is_saleor_3():
        assert her_browser.get(f"{BASE}main/{ORDERS}").status_code == 404
        return
    make_channel("other")
    order = make_order(user=customer, channel="other")

    assert her_browser.get(page_of(order)).status_code == 404
    assert page_of(order) not in text_of(her_browser.get(ORDERS))
    assert her_browser.get(f"{BASE}other/{page_of(order)}").status_code == 200


@pytest.mark.parametrize(
    "path", ["", "no-such-page/", "assets/center.0000.css", "../secret", "shop/colors/colors.0000.css"]
)
def test_there_is_nothing_else(browser, path):
    assert browser.get(f"{BASE}{path}").status_code == 404


def test_the_list_goes_on_page_by_page(her_browser, customer, page_of):
    orders = [make_order(user=customer) for _number in range(12)]
    first = text_of(her_browser.get(ORDERS))
    older = re.search(r'href="(\?after=[^"]+)"', first)
    second = text_of(her_browser.get(ORDERS + older[1]))
    shown = [re.findall(r"orders/([\w=%]+)/\"", page) for page in (first, second)]

    assert [len(page) for page in shown] == [10, 2]
    assert len({*shown[0], *shown[1]}) == len(orders)
    assert "?after=" not in second


def test_answers_are_closed(her_browser, order, page_of):
    response = her_browser.get(page_of(order))

    assert response["Content-Security-Policy"] == POLICY.format(frames="'none'", ancestors="")
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert "Cookie" in response["Vary"]
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=", text_of(response))


def test_only_named_storefronts_may_frame_the_pages(browser, configure):
    configure(storefront_origins="https://Shop.example.com/, http://localhost:3000")

    assert browser.get()["Content-Security-Policy"] == POLICY.format(
        frames="'none'", ancestors=" https://shop.example.com http://localhost:3000"
    )


def parcel_links(page):
    """Links of the parcels as (href, target, rel)."""
    section = page.partition('id="parcels-title"')[2].partition("</section>")[0]
    return [
        (re.search(r'href="([^"]*)"', link)[1], "_blank" in link, "noopener noreferrer" in link)
        for link in re.findall(r"<a [^>]*>", section)
    ]


@pytest.mark.parametrize(
    ("code", "way"),
    [
        ("AA123456785BR", "window"),
        ("VAN-2-SHELF-B", "none"),
        ("https://track.example.com/p/1", "frame"),
        ("http://track.example.com/p/1", "tab"),
        ("https://unlisted.example.org/p/1", "tab"),
        ("javascript:alert(1)", "none"),
    ],
)
def test_a_parcels_link_does_what_its_class_allows(her_browser, order, page_of, code, way):
    """000-31 … 000-35."""
    with get_host().allow_writer():
        TrustedTrackingHost.objects.create(host="track.example.com", allow_embed=True)
        ship(order, code, NOON + hours(5))
    response = her_browser.get(page_of(order))
    page, links = text_of(response), parcel_links(text_of(response))

    assert "javascript:" not in page.replace(f"<code>{code}</code>", "")
    frames = "https://track.example.com" if way == "frame" else "'none'"
    assert response["Content-Security-Policy"] == POLICY.format(frames=frames, ancestors="")
    if way == "none":
        assert links == []
    elif way == "tab":
        assert links == [(code, True, True)]
    else:
        ((href, is_tab, _rel),) = links
        assert (is_tab, href.startswith(her_browser.base)) == (False, True)
        parcel = her_browser.get(href)
        assert parcel["Content-Security-Policy"] == POLICY.format(frames=frames, ancestors="")
        frame = f'<iframe class="carrier" src="{code}"'
        assert (frame in text_of(parcel)) is (way == "frame")
        if way == "frame":
            assert 'sandbox="allow-scripts allow-forms allow-same-origin"' in text_of(parcel)
            assert 'referrerpolicy="no-referrer"' in text_of(parcel)
            assert f'href="{code}" target="_blank"' in text_of(parcel)


def test_a_hidden_parcel_has_no_page(her_browser, order, page_of):
    with get_host().allow_writer():
        ship(order, "VAN-2-SHELF-B", NOON)
    page = text_of(her_browser.get(page_of(order)))
    assert "VAN-2-SHELF-B" in page

    assert her_browser.get(page_of(order) + "parcels/T3JkZXJQYXJjZWw6MQ==/").status_code == 404


@pytest.mark.parametrize(
    ("accepted", "order_language", "expected"),
    [
        ("pl", "en", "pl"),
        ("pt-PT,pt;q=0.9", "en", "pt-br"),
        ("de,fr;q=0.8", "ro", "ro"),
        ("de", "de", "en"),
        ("de, es;q=0.5", "ro", "es"),
        ("", "es", "es"),
        ("x" * 4000, "pl", "pl"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_pages_speak_the_readers_language(her_browser, customer, page_of, accepted, order_language, expected):
    order = make_order(user=customer, language_code=order_language)
    response = her_browser.get(page_of(order), HTTP_ACCEPT_LANGUAGE=accepted)

    assert response["Content-Language"] == expected
    assert f'<html lang="{expected}">' in text_of(response)


def test_a_chosen_language_stays(browser):
    assert browser.get("?lang=ro")["Content-Language"] == "ro"
    assert browser.get(HTTP_ACCEPT_LANGUAGE="pl")["Content-Language"] == "ro"
    assert browser.get("?lang=<script>")["Content-Language"] == "ro"


def test_a_channel_that_is_off_says_so_and_names_the_old_page(her_browser, order, page_of):
    """000-04, 000-12."""
    url = "https://shop.example.com/account"
    with get_host().allow_writer():
        CenterSettings.objects.create(is_enabled=False, features={"TIMELINE": {"fallback_url": url}})
    response = her_browser.get(page_of(order))

    assert response.status_code == 404
    assert f'href="{url}"' in text_of(response)
    assert f"Order {order_number(order)}" not in text_of(response)


def test_with_the_plugin_off_there_are_no_pages(browser, configure):
    configure(active=False)

    assert browser.get().status_code == 404


def test_a_feature_that_is_not_ready_has_its_fallback_or_is_hidden(her_browser, order, page_of):
    """B-14."""
    url = "https://shop.example.com/returns"
    with get_host().allow_writer():
        ship(order, "AA123456785BR", NOON)
        row = CenterSettings.objects.create(
            features={"RETURNS": {"state": "PLANNED", "fallback_url": url}, "TRACKING": {"state": "PLANNED"}}
        )
    page = text_of(her_browser.get(page_of(order)))
    assert f'href="{url}"' in page
    assert her_browser.get(page_of(order) + "return/").status_code == 404
    assert "parcels-title" not in page
    with get_host().allow_writer():
        row.features = {"RETURNS": {"state": "PLANNED"}}
        row.save()

    assert "Return something" not in text_of(her_browser.get(page_of(order)))


def test_looks_come_from_the_settings(browser):
    with get_host().allow_writer():
        CenterSettings.objects.create(
            primary_color="#7c2d12",
            logo_url="https://cdn.example.com/logo.png",
            texts={"": {"title": "Owls & Co", "footer": "<b>bold</b>"}},
        )
    response = browser.get()
    page = text_of(response)
    style = browser.get(re.search(r'href="([^"]*colors\.\w+\.css)"', page)[1])

    assert "--primary: #7c2d12" in text_of(style)
    assert style["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Owls &amp; Co" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "img-src 'self' https://cdn.example.com;" in response["Content-Security-Policy"]


def test_texts_of_people_are_escaped(her_browser, order, page_of):
    with get_host().allow_writer():
        OrderEntry.objects.create(
            order=order, kind="EVENT", date=NOON, visibility="CUSTOMER", author_type="STAFF",
            subject="<img src=x onerror=alert(1)>", message="</li><script>alert(1)</script>",
        )  # fmt: skip
    page = text_of(her_browser.get(page_of(order)))

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_assets_are_kept_forever_and_packed(browser):
    path = asset_path("center.css")
    plain = browser.get(path)
    packed = browser.get(path, HTTP_ACCEPT_ENCODING="gzip, br")

    assert plain["Cache-Control"] == packed["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert plain["Content-Type"] == "text/css; charset=utf-8"


def test_every_script_of_a_page_is_there(browser):
    page = text_of(browser.get())
    sources = re.findall(r'(?:src|href)="(/[^"]+/assets/[^"]+)"', page)

    assert len(sources) == 4
    assert [browser.get(source).status_code for source in sources] == [200] * 4


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(browser, method):
    assert getattr(browser.client, method)(browser.base).status_code == 405


def test_the_timeline_element_has_a_lasting_address_and_its_words(browser):
    response = browser.get(f"{BASE}assets/timeline.js", HTTP_ORIGIN="https://shop.example.com")

    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert '"pl": {"DONE": "zrobione"' in text_of(response)
