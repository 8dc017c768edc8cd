"""The only way out: addresses, redirects, sizes and times, against a real server."""

from __future__ import annotations

import gzip
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest

from saleor_order_central.providers.addresses import is_public
from saleor_order_central.providers.base import ProviderFault, Trouble
from saleor_order_central.providers.outgoing import call, require_success


def ask(url, limits, **headers):
    return call("GET", url, headers=headers, limits=limits)


def trouble(url, limits):
    with pytest.raises(ProviderFault) as caught:
        require_success(ask(url, limits))
    return caught.value


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
        ("not an address", False),
        ("", False),
    ],
)
def test_only_public_addresses_are_public(address, expected):
    assert is_public(address) is expected


def test_an_answer_is_read_and_the_name_is_sent(server, limits):
    server.answer("/one", 200, {"is": "fine"}, headers={"ETag": "abc"})
    reply = ask(server.url + "/one?a=b", limits, **{"X-Key": "secret"})
    assert (reply.status, reply.json(), reply.headers["etag"]) == (200, {"is": "fine"}, "abc")
    (request,) = server.asked
    assert (request.query, request.headers["x-key"]) == ({"a": ["b"]}, "secret")
    assert request.headers["host"] == server.host
    assert request.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("private_hosts", [(), ("127.0.0.1:1",), ("localhost",)])
def test_a_host_that_nobody_allowed_is_not_connected_to(server, limits, private_hosts):
    strict = replace(limits, private_hosts=private_hosts)
    assert trouble(server.url, strict).trouble is Trouble.ADDRESS_REFUSED
    https = server.url.replace("http:", "https:")
    assert trouble(https, strict).trouble is Trouble.ADDRESS_REFUSED
    assert server.asked == []


@pytest.mark.parametrize("url", ["ftp://example.com/", "file:///etc/passwd", "http://example.com/", "//x"])
def test_nothing_but_https_leaves(limits, url):
    assert trouble(url, limits).trouble is Trouble.ADDRESS_REFUSED


@pytest.mark.parametrize("answers", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["169.254.169.254"]])
def test_a_name_that_leads_inside_is_refused(limits, monkeypatch, answers):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in answers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)
    assert trouble("https://carrier.example/", limits).detail == "not a public address"


def test_the_name_is_resolved_once_and_the_checked_address_is_used(server, limits, monkeypatch):
    port = int(server.host.rpartition(":")[2])
    calls = []

    def rebinding(host, *args, **more):
        calls.append(host)
        address = "127.0.0.1" if len(calls) == 1 else "10.9.9.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *args, **more: (
            rebinding(host) if host == "carrier.example" else real(host, *args, **more)
        ),
    )
    server.answer("/", 200, {})
    allowed = replace(limits, private_hosts=("carrier.example",))
    assert ask(f"http://carrier.example:{port}/", allowed).status == 200
    assert calls == ["carrier.example"]
    assert server.asked[0].headers["host"] == f"carrier.example:{port}"


def test_the_next_address_is_tried_when_one_takes_no_connection(server, limits, monkeypatch):
    port = int(server.host.rpartition(":")[2])
    real = socket.getaddrinfo
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("::1", "127.0.0.1")]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *args, **more: found if host == "carrier.example" else real(host, *args, **more),
    )
    server.answer("/", 200, {})
    allowed = replace(limits, private_hosts=("carrier.example",))
    assert ask(f"http://carrier.example:{port}/", allowed).status == 200


def test_redirects_are_not_followed(server, limits):
    server.answer("/away", 302, b"", headers={"Location": "http://169.254.169.254/latest/"})
    server.answer("/here", 301, b"", headers={"Location": server.url + "/target"})
    assert trouble(server.url + "/away", limits).trouble is Trouble.REDIRECTED
    assert trouble(server.url + "/here", limits).trouble is Trouble.REDIRECTED
    assert server.paths() == ["/away", "/here"]


@pytest.mark.parametrize(
    ("status", "headers", "expected", "wait"),
    [
        (401, {}, Trouble.UNAUTHORIZED, None),
        (403, {}, Trouble.UNAUTHORIZED, None),
        (404, {}, Trouble.REQUEST_REFUSED, None),
        (429, {"Retry-After": "120"}, Trouble.RATE_LIMITED, 120.0),
        (429, {"Retry-After": "9999999"}, Trouble.RATE_LIMITED, 86400.0),
        (429, {"Retry-After": "soon"}, Trouble.RATE_LIMITED, None),
        (429, {}, Trouble.RATE_LIMITED, None),
        (500, {}, Trouble.SERVER_ERROR, None),
        (502, {"Content-Type": "text/html"}, Trouble.SERVER_ERROR, None),
        (503, {"Retry-After": "5"}, Trouble.SERVER_ERROR, 5.0),
    ],
)
def test_statuses_have_names(server, limits, status, headers, expected, wait):
    server.answer("/", status, b"<html>Bad Gateway</html>", headers=headers)
    fault = trouble(server.url + "/", limits)
    assert (fault.trouble, fault.retry_after) == (expected, wait)
    assert fault.detail == f"HTTP {status}"


def test_a_date_to_come_back_is_read(server, limits):
    later = datetime.now(UTC) + timedelta(minutes=10)
    server.answer("/", 503, b"", headers={"Retry-After": format_datetime(later, usegmt=True)})
    assert 580 < trouble(server.url + "/", limits).retry_after <= 600


def test_large_answers_are_not_read(server, limits):
    server.answer("/told", 200, b"x" * 20_001)
    server.answer("/untold", 200, b"x" * 500_000, headers={"Content-Length": "100"})
    server.answer("/packed", 200, gzip.compress(b"0" * 1_000_000), headers={"Content-Encoding": "gzip"})
    assert trouble(server.url + "/told", limits).trouble is Trouble.TOO_LARGE
    assert len(ask(server.url + "/untold", limits).body) == 100
    assert trouble(server.url + "/packed", limits).trouble is Trouble.UNREADABLE


def test_broken_answers_are_told_apart(server, limits):
    server.answer("/cut", 200, {"a": "b" * 50}, cut=20)
    server.answer("/html", 200, b"<html>maintenance</html>")
    server.answer("/deep", 200, b"[" * 15_000)
    assert trouble(server.url + "/cut", limits).trouble is Trouble.UNREACHABLE
    for path in ("/html", "/deep"):
        with pytest.raises(ProviderFault) as caught:
            ask(server.url + path, limits).json()
        assert caught.value.trouble is Trouble.UNREADABLE


@pytest.mark.parametrize("way", [{"delay": 5.0}, {"drip": 0.2}])
def test_a_slow_answer_ends_in_time(server, limits, way):
    server.answer("/", 200, b"x" * 1000, **way)
    began = monotonic()
    quick = replace(limits, read=0.5, whole=1.0)
    assert trouble(server.url + "/", quick).trouble is Trouble.TIMEOUT
    assert monotonic() - began < 2


def test_a_closed_door_is_unreachable(limits):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{taken.getsockname()[1]}"
    allowed = replace(limits, private_hosts=(host,))
    assert trouble(f"http://{host}/", allowed).trouble is Trouble.UNREACHABLE
    assert trouble("https://no-such-name.invalid/", limits).trouble is Trouble.UNREACHABLE
