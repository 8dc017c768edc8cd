"""Every provider that is asked, against every way in which a server can fail: none invents an answer."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from saleor_order_central.providers.aftership import AfterShip
from saleor_order_central.providers.base import Asked, ProviderFault, Trouble
from saleor_order_central.providers.correios import Correios
from saleor_order_central.providers.easypost import EasyPost
from saleor_order_central.providers.inpost import InPost
from tests.providers.shapes import (
    CODE,
    LOCKER,
    aftership_checkpoint,
    aftership_tracking,
    correios_event,
    correios_object,
    correios_objects,
    easypost_detail,
    easypost_tracker,
    easypost_trackers,
    inpost_tracking,
)

TOKEN = "/token/v1/autentica/cartaopostagem"
SECRET = "a secret of the shop"
# What is asked for, the address that answers, and a whole answer.
DOORS = {
    "correios": (
        CODE,
        "/srorastro/v1/objetos",
        correios_objects(
            correios_object(CODE, correios_event("PO", "01", "2026-03-01T10:00:00", "Objeto postado"))
        ),
    ),
    "inpost": (
        LOCKER,
        f"/v1/tracking/{LOCKER}",
        inpost_tracking(("created", "2026-03-01T09:00:00.000+01:00")),
    ),
    "aftership": (
        "X1234",
        "/trackings",
        {
            "data": {
                "trackings": [
                    aftership_tracking("X1234", aftership_checkpoint("InTransit", "2026-03-01T09:00:00Z"))
                ]
            }
        },
    ),
    "easypost": (
        "E1234",
        "/trackers",
        easypost_trackers(easypost_tracker("E1234", easypost_detail("in_transit", "2026-03-01T09:00:00Z"))),
    ),
}
FAILURES = [
    pytest.param({"status": 200, "body": b"<html>maintenance</html>"}, Trouble.UNREADABLE, id="html-as-200"),
    pytest.param({"status": 200, "body": b""}, Trouble.UNREADABLE, id="empty"),
    pytest.param({"status": 200, "body": b"null"}, Trouble.UNREADABLE, id="null"),
    pytest.param({"status": 200, "body": b"[" * 15_000}, Trouble.UNREADABLE, id="nested-too-deep"),
    pytest.param({"status": 200, "cut": 30}, Trouble.UNREACHABLE, id="cut-in-the-middle"),
    pytest.param({"status": 200, "truncated": 60}, Trouble.UNREADABLE, id="truncated-json"),
    pytest.param({"status": 200, "body": b"x" * 20_001}, Trouble.TOO_LARGE, id="too-large"),
    pytest.param({"status": 200, "delay": 5.0}, Trouble.TIMEOUT, id="late"),
    pytest.param({"status": 200, "drip": 0.05}, Trouble.TIMEOUT, id="byte-by-byte"),
    pytest.param(
        {"status": 302, "headers": {"Location": "http://169.254.169.254/"}}, Trouble.REDIRECTED, id="redirect"
    ),
    pytest.param({"status": 400, "body": b"{}"}, Trouble.REQUEST_REFUSED, id="bad-request"),
    pytest.param({"status": 403, "body": b"{}"}, Trouble.UNAUTHORIZED, id="forbidden"),
    pytest.param({"status": 429, "headers": {"Retry-After": "77"}}, Trouble.RATE_LIMITED, id="too-often"),
    pytest.param({"status": 500, "body": b"<html>Oops</html>"}, Trouble.SERVER_ERROR, id="error-page"),
    pytest.param({"status": 503, "headers": {"Retry-After": "77"}}, Trouble.SERVER_ERROR, id="maintenance"),
]


@pytest.fixture
def quick(limits):
    return replace(limits, connect=0.5, read=0.5, whole=0.8)


def provider_of(name, server, limits):
    url = server.url
    made = {
        "correios": lambda: Correios("shop", SECRET, "0075", limits, url=url),
        "inpost": lambda: InPost(limits, url=url),
        "aftership": lambda: AfterShip("", SECRET, limits, url=url),
        "easypost": lambda: EasyPost("", SECRET, limits, url=url),
    }
    return made[name]()


def arrange(server, path, whole, failure):
    values = dict(failure)
    body = values.pop("body", whole)
    if size := values.pop("truncated", None):
        body = json.dumps(whole).encode()[:size]
    server.answer(path, values.pop("status"), body, **values)


@pytest.mark.parametrize("name", DOORS)
def test_a_whole_answer_is_read(server, quick, name):
    """What the failures below spoil is an answer that can be used."""
    code, path, whole = DOORS[name]
    server.answer(TOKEN, 201, {"token": "t"})
    server.answer(path, 200, whole)
    (event,) = provider_of(name, server, quick).fetch([Asked(code)])[code].events
    assert (event.tracking_code, event.provider) == (code, name)


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize(("failure", "trouble"), FAILURES)
def test_a_failure_has_its_name(server, quick, name, failure, trouble):
    code, path, whole = DOORS[name]
    server.answer(TOKEN, 201, {"token": "t"})
    arrange(server, path, whole, failure)
    with pytest.raises(ProviderFault) as caught:
        provider_of(name, server, quick).fetch([Asked(code)])
    assert caught.value.trouble is trouble
    assert caught.value.retry_after == (77.0 if "Retry-After" in failure.get("headers", {}) else None)
    assert SECRET not in caught.value.detail


@pytest.mark.parametrize(("failure", "trouble"), FAILURES)
def test_a_login_that_fails_has_its_name(server, quick, failure, trouble):
    """Correios gives a token first; a refusal there is about the login, whatever number it has."""
    arrange(server, TOKEN, {"token": "t" * 300, "expiraEm": "2026-03-01T10:00:00"}, failure)
    with pytest.raises(ProviderFault) as caught:
        provider_of("correios", server, quick).fetch([Asked(CODE)])
    is_refused = failure.get("status") == 400 or failure.get("body") == b"null"
    assert caught.value.trouble is (Trouble.UNAUTHORIZED if is_refused else trouble)
    assert server.paths() == [TOKEN]


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("private_hosts", [(), ("localhost",)])
def test_no_provider_is_asked_at_a_private_address(server, quick, name, private_hosts):
    """The address of a provider is checked like any other: nothing is sent, not even a login."""
    code, path, whole = DOORS[name]
    server.answer(path, 200, whole)
    for url in (server.url, server.url.replace("http:", "https:")):
        provider = replace(provider_of(name, server, replace(quick, private_hosts=private_hosts)), url=url)
        with pytest.raises(ProviderFault) as caught:
            provider.fetch([Asked(code)])
        assert caught.value.trouble is Trouble.ADDRESS_REFUSED
    assert server.asked == []
