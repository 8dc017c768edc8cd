"""The configuration file as a text: what is refused, with the place of every fault."""

from __future__ import annotations

import json
from typing import Any

import pytest

from saleor_order_central.configuration.diff import Action, differences
from saleor_order_central.configuration.document import MAX_BYTES, read_document, write_document
from saleor_order_central.configuration.items import merged_order
from saleor_order_central.errors import OrderCentralFault, OrderCentralFaults

HEAD = {"format": "saleor-order-central", "version": 1}


def text(**sections: Any) -> str:
    return json.dumps({**HEAD, **sections})


def refused(content: str) -> list[tuple[str | None, str]]:
    """Places and codes of the faults."""
    with pytest.raises(OrderCentralFault) as caught:
        read_document(content)
    fault = caught.value
    faults = fault.faults if isinstance(fault, OrderCentralFaults) else (fault,)
    return [(one.field, one.code.value) for one in faults]


WHOLE = {
    "not JSON": "{",
    "nothing": "",
    "a list": "[]",
    "a number": "1",
    "no number": '{"format": NaN}',
    "nested": "[" * 100_000 + "]" * 100_000,
    "a key twice": '{"format": "saleor-order-central", "format": "saleor-order-central", "version": 1}',
    "too large": text(statuses=[{"slug": "a", "name": "x" * MAX_BYTES}]),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_no_file_is_refused_as_a_whole(name):
    assert refused(WHOLE[name]) == [("config", "INVALID")]


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ({}, "format"),
        ({"format": "other", "version": 1}, "format"),
        ({"format": "saleor-order-central"}, "version"),
        ({"format": "saleor-order-central", "version": 2}, "version"),
        ({"format": "saleor-order-central", "version": True}, "version"),
        ({"format": "saleor-order-central", "version": "1"}, "version"),
    ],
)
def test_other_formats_and_versions_are_refused(head, field):
    assert refused(json.dumps(head)) == [(field, "INVALID")]


@pytest.mark.parametrize(
    ("sections", "field", "code"),
    [
        ({"themes": []}, "themes", "INVALID"),
        ({"statuses": {}}, "statuses", "INVALID"),
        ({"statuses": None}, "statuses", "INVALID"),
        ({"statuses": [{"slug": str(one)} for one in range(101)]}, "statuses", "INVALID"),
        ({"trustedLinks": [{"host": f"{one}.com"} for one in range(501)]}, "trustedLinks", "INVALID"),
        ({"statuses": [{"slug": "a"}, {"slug": ""}]}, "statuses[1].slug", "REQUIRED"),
        ({"statuses": [{"slug": " \t"}]}, "statuses[0].slug", "REQUIRED"),
        ({"messageTemplates": [{"slug": ""}]}, "messageTemplates[0].slug", "REQUIRED"),
        ({"statuses": ["sent"]}, "statuses[0]", "INVALID"),
        ({"statuses": [{}]}, "statuses[0].slug", "REQUIRED"),
        ({"statuses": [{"slug": 1}]}, "statuses[0].slug", "INVALID"),
        ({"statuses": [{"slug": "a", "name": "\0"}]}, "statuses[0].name", "INVALID"),
        ({"statuses": [{"slug": "a", "channels": ["b", "\ud800"]}]}, "statuses[0].channels", "INVALID"),
        (
            {"statuses": [{"slug": "a", "translations": {"pl": {"name": "\udfff"}}}]},
            "statuses[0].translations.pl.name",
            "INVALID",
        ),
        ({"statuses": [{"slug": None}]}, "statuses[0].slug", "INVALID"),
        ({"statuses": [{"slug": "a", "colour": ""}]}, "statuses[0].colour", "INVALID"),
        ({"statuses": [{"slug": "a"}, {"slug": "b", "type": "DONE"}]}, "statuses[1].type", "INVALID"),
        ({"statuses": [{"slug": "a", "type": 7}]}, "statuses[0].type", "INVALID"),
        ({"statuses": [{"slug": "a", "fact": None}]}, "statuses[0].fact", "INVALID"),
        ({"statuses": [{"slug": "a", "visibility": "ALL"}]}, "statuses[0].visibility", "INVALID"),
        ({"statuses": [{"slug": "a", "isActive": 1}]}, "statuses[0].isActive", "INVALID"),
        ({"statuses": [{"slug": "a", "silentAfterHours": True}]}, "statuses[0].silentAfterHours", "INVALID"),
        ({"statuses": [{"slug": "a", "silentAfterHours": 1.5}]}, "statuses[0].silentAfterHours", "INVALID"),
        ({"statuses": [{"slug": "a", "channels": None}]}, "statuses[0].channels", "INVALID"),
        ({"statuses": [{"slug": "a", "channels": [1]}]}, "statuses[0].channels", "INVALID"),
        ({"statuses": [{"slug": "a", "nextStatuses": "b"}]}, "statuses[0].nextStatuses", "INVALID"),
        ({"statuses": [{"slug": "a", "translations": []}]}, "statuses[0].translations", "INVALID"),
        (
            {"statuses": [{"slug": "a", "translations": {"pl": "x"}}]},
            "statuses[0].translations.pl",
            "INVALID",
        ),
        (
            {"statuses": [{"slug": "a", "translations": {"pl": {"label": "x"}}}]},
            "statuses[0].translations.pl.label",
            "INVALID",
        ),
        (
            {"statuses": [{"slug": "a", "translations": {"pl": {"name": 1}}}]},
            "statuses[0].translations.pl.name",
            "INVALID",
        ),
        (
            {"statuses": [{"slug": "a", "translations": {f"x{one}": {} for one in range(101)}}]},
            "statuses[0].translations",
            "INVALID",
        ),
        ({"statuses": [{"slug": "a"}, {"slug": " a "}]}, "statuses[1]", "INVALID"),
        ({"statusRules": [{"status": "sent"}]}, "statusRules[0].fact", "REQUIRED"),
        ({"statusRules": [{"fact": "LOST", "status": "sent"}]}, "statusRules[0].fact", "INVALID"),
        (
            {"statusRules": [{"fact": "SENT", "status": "a", "channels": list(one)} for one in ("ab", "ba")]},
            "statusRules[1]",
            "INVALID",
        ),
        ({"messageTemplates": [{"slug": "a", "statuses": {}}]}, "messageTemplates[0].statuses", "INVALID"),
        ({"channelSettings": [{}, {"channel": ""}]}, "channelSettings[1]", "INVALID"),
        ({"paymentInstructions": [{"channel": "a"}]}, "paymentInstructions[0].gateway", "REQUIRED"),
        ({"trustedLinks": [{"host": "A.com"}, {"host": "a.com"}]}, "trustedLinks[1]", "INVALID"),
    ],
)  # fmt: skip
def test_each_fault_names_its_place(sections, field, code):
    assert refused(text(**sections)) == [(field, code)]


def test_as_many_items_as_allowed_are_read():
    document = read_document(
        text(
            statuses=[{"slug": str(one)} for one in range(100)],
            trustedLinks=[{"host": f"{one}.com"} for one in range(500)],
        )
    )
    assert {key: len(items) for key, items in document.items()} == {"statuses": 100, "trustedLinks": 500}


def test_all_faults_are_named_at_once():
    faults = refused(text(statuses=[{"slug": 1, "x": 2}, {"slug": "a", "type": "?"}], trustedLinks=3))
    assert [field for field, _code in faults] == [
        "statuses[0].x",
        "statuses[0].slug",
        "statuses[1].type",
        "trustedLinks",
    ]


def test_what_tells_items_apart_is_settled():
    document = read_document(
        text(
            statuses=[{"slug": " a "}],
            statusRules=[{"fact": "PAID", "status": "a", "channels": ["b", "a", "a"]}],
            channelSettings=[{}],
            trustedLinks=[{"host": "Parcels.COM "}],
        )
    )
    assert document == {
        "statuses": [{"slug": "a"}],
        "statusRules": [{"fact": "PAID", "status": "a", "channels": ["a", "b"], "paymentGateways": []}],
        "channelSettings": [{"channel": ""}],
        "trustedLinks": [{"host": "parcels.com", "pathPrefix": ""}],
    }
    assert read_document(write_document(document)) == document


def test_the_text_is_the_same_whatever_the_order_of_the_sections():
    one, other = {"trustedLinks": [], "statuses": []}, {"statuses": [], "trustedLinks": []}
    assert write_document(one) == write_document(other)
    assert list(json.loads(write_document(one))) == ["format", "version", "statuses", "trustedLinks"]


def test_differences_name_every_item():
    before = {
        "statuses": [{"slug": "a", "name": "A"}, {"slug": "b", "name": "B"}, {"slug": "c", "name": ""}],
        "statusRules": [{"fact": "PAID", "status": "a", "channels": ["x"], "paymentGateways": []}],
        "trustedLinks": [{"host": "b.com", "pathPrefix": "/p"}],
    }
    after = {
        "statuses": [{"slug": "b", "name": "B"}, {"slug": "a", "name": "Z"}, {"slug": "d", "name": "D"}],
        "statusRules": before["statusRules"],
        "trustedLinks": [{"host": "b.com", "pathPrefix": ""}],
    }
    found = [
        (one.action.value, one.section, one.key, [(each.field, each.old, each.new) for each in one.fields])
        for one in differences(before, after)
    ]
    assert found == [
        ("UPDATE", "statuses", "b", [("place", 1, 0)]),
        ("UPDATE", "statuses", "a", [("name", "A", "Z"), ("place", 0, 1)]),
        ("CREATE", "statuses", "d", [("slug", None, "d"), ("name", None, "D")]),
        ("DELETE", "statuses", "c", [("slug", "c", None)]),
        ("UNCHANGED", "statusRules", "PAID a x", []),
        ("CREATE", "trustedLinks", "b.com", [("host", None, "b.com")]),
        ("DELETE", "trustedLinks", "b.com /p", [("host", "b.com", None), ("pathPrefix", "/p", None)]),
    ]
    assert [one.action for one in differences(after, after)] == [Action.UNCHANGED] * 5


@pytest.mark.parametrize(
    ("present", "listed", "expected"),
    [
        ("abc", "abc", "abc"),
        ("abc", "cab", "cab"),
        ("abc", "", "abc"),
        ("abc", "ca", "cba"),
        ("abc", "axbyc", "axbyc"),
        ("abc", "bx", "abxc"),
        ("abc", "xa", "xabc"),
        ("", "xy", "xy"),
        ("abcd", "dxb", "adxcb"),
    ],
)
def test_merged_order(present, listed, expected):
    assert "".join(merged_order(list(present), list(listed))) == expected
