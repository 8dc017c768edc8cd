"""The configuration file against a real shop: export, dry run, import, prune, faults."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from saleor_order_central.configuration.diff import Action
from saleor_order_central.configuration.export import export_text
from saleor_order_central.configuration.services import ImportResult, import_text
from saleor_order_central.errors import OrderCentralFault, OrderCentralFaults
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import ChannelSettings, MessageTemplate, PaymentInstruction
from saleor_order_central.statuses.definitions import set_default
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition, StatusRule
from saleor_order_central.tracking.carrier_models import TrackingCarrier
from saleor_order_central.tracking.models import TrustedTrackingHost
from tests.shop_rows import make_channel, make_order

pytestmark = pytest.mark.django_db
HEAD = {"format": "saleor-order-central", "version": 1}


@pytest.fixture(autouse=True)
def channel(db: None) -> list[str]:
    """A channel where the host has them."""
    return [make_channel("pl").slug] if is_saleor_3() else []


def load(dry_run: bool = False, prune: bool = False, **sections: Any) -> ImportResult:
    return import_text(json.dumps({**HEAD, **sections}), dry_run=dry_run, prune=prune)


def refused(**sections: Any) -> list[tuple[str | None, str]]:
    before = export_text(using="default")
    with pytest.raises(OrderCentralFault) as caught:
        load(**sections)
    assert export_text(using="default") == before
    fault = caught.value
    faults = fault.faults if isinstance(fault, OrderCentralFaults) else (fault,)
    return [(one.field, one.code.value) for one in faults]


def done(result: ImportResult) -> list[tuple[str, str, str]]:
    """What is not as it was."""
    return [
        (one.action.value, one.section, one.key)
        for one in result.changes
        if one.action is not Action.UNCHANGED
    ]


def slugs() -> list[str]:
    rows = OrderStatusDefinition.objects.order_by("sort_order", "pk")
    return list(rows.values_list("slug", flat=True))


def whole(channel: list[str]) -> dict[str, Any]:
    """Every section with every key."""
    return {
        "messageTemplates": [
            {
                "slug": "engraving",
                "name": "Engraving",
                "subject": "{{ order.number }}",
                "body": "{{ comment }}\nLine two",
                "smsBody": "{{ status.name }}",
                "translations": {
                    "pl": {"name": "G", "subject": "S", "body": "{{ comment }}", "smsBody": "s"}
                },
                "isActive": True,
                "statuses": ["engraving", "paid"],
            }
        ],
        "statuses": [
            {"slug": "received", "nextStatuses": ["engraving", "canceled"], "isDefault": False},
            {
                "slug": "engraving",
                "name": "Engraving",
                "type": "IN_PROGRESS",
                "fact": "PREPARING",
                "color": "#aabbcc",
                "visibility": "CUSTOMER",
                "customerLabel": "Being engraved",
                "customerDescription": "By hand.",
                "translations": {
                    "pl": {"name": "G", "customerLabel": "Grawer", "customerDescription": "Ręcznie"}
                },
                "isActive": True,
                "isDefault": True,
                "channels": channel,
                "defaultChannels": channel,
                "nextStatuses": ["engraving-off", "sent"],
                "requirements": ["PAID", "INVOICE"],
                "paymentGateways": ["transfer"],
                "notifyByDefault": ["EMAIL", "SMS"],
                "messageTemplate": "engraving",
                "silentAfterHours": 12,
                "silentTemplate": "engraving",
            },
            {"slug": "engraving-off", "name": "Off", "type": "CONCLUDED", "isActive": False},
        ],
        "statusRules": [
            {"fact": "PAID", "status": "engraving", "channels": channel, "paymentGateways": ["b", "a"]},
            {"fact": "PAID", "status": "engraving-off", "isActive": True},
            {"fact": "CREATED", "status": "engraving", "isActive": False},
        ],
        "channelSettings": [
            {"channel": "", "senderName": "Mugs", "senderEmail": "a@mugs.test", "replyTo": "b@mugs.test"},
            *({"channel": one, "language": "pl"} for one in channel),
        ],
        "paymentInstructions": [
            {
                "gateway": "transfer",
                "message": "Pay.",
                "bankAccount": "DE02",
                "translations": {"pl": {"message": "Zapłać."}},
            },
            {"gateway": "cod", "translations": {"pl": {"message": "Przy odbiorze."}}},
        ],
        "trustedLinks": [
            {
                "host": "parcels.mugs.com",
                "pathPrefix": "/t",
                "includeSubdomains": True,
                "allowEmbed": False,
                "note": "x",
            }
        ],
        "carriers": [
            {
                "code": "city-bikes",
                "name": "City Bikes",
                "translations": {"pl": {"name": "Rowery"}},
                "urlTemplate": "https://bikes.mugs.com/{code}",
                "patterns": ["CB#{6}"],
                "countries": ["PL", "CZ"],
                "channels": channel,
            },
            {"code": "off", "name": "Off", "isEnabled": False},
            {"code": "ups", "isEnabled": True, "channels": channel},
        ],
    }  # fmt: skip


def test_b_15_export_import_into_an_empty_shop_export_gives_the_same_text(channel):
    # given a shop that is full, exported
    with transaction.atomic():
        load(**whole(channel))
        full = export_text(using="default")
        transaction.set_rollback(True)
    assert export_text(using="default") != full
    # when it is loaded into a fresh one
    result = import_text(full, dry_run=False)
    # then
    assert result.is_applied is True
    assert export_text(using="default") == full
    # and again: nothing changes
    before = dict(OrderStatusDefinition.objects.values_list("slug", "updated_at"))
    assert done(import_text(full, dry_run=False)) == []
    assert dict(OrderStatusDefinition.objects.values_list("slug", "updated_at")) == before


def test_every_column_arrives(channel):
    load(**whole(channel))
    status = OrderStatusDefinition.objects.get(slug="engraving")
    assert (status.kind, status.type, status.fact, status.color) == (
        "CUSTOM", "IN_PROGRESS", "PREPARING", "#aabbcc",
    )  # fmt: skip
    assert status.translations["pl"] == {
        "name": "G",
        "customer_label": "Grawer",
        "customer_description": "Ręcznie",
    }
    assert (status.is_default, status.channels, status.default_channels) == (True, channel, channel)
    assert (status.next_statuses, status.requirements) == (["engraving-off", "sent"], ["PAID", "INVOICE"])
    assert (status.payment_gateways, status.notify_by_default) == (["transfer"], ["EMAIL", "SMS"])
    assert (status.message_template.slug, status.silent_template.slug) == ("engraving", "engraving")
    assert status.silent_after_hours == 12
    assert OrderStatusDefinition.objects.get(slug="engraving-off").is_active is False
    assert slugs()[:3] == ["received", "engraving", "engraving-off"]
    rules = StatusRule.objects.order_by("sort_order").values_list("fact", "status__slug", "is_active")
    assert list(rules) == [
        ("PAID", "engraving", True),
        ("PAID", "engraving-off", True),
        ("CREATED", "engraving", False),
    ]
    assert StatusRule.objects.order_by("sort_order")[0].payment_gateways == ["a", "b"]
    template = MessageTemplate.objects.get(slug="engraving")
    assert sorted(template.statuses.values_list("slug", flat=True)) == ["engraving", "paid"]
    assert template.translations["pl"]["sms_body"] == "s"
    assert ChannelSettings.objects.get(channel="").reply_to == "b@mugs.test"
    assert PaymentInstruction.objects.get(gateway="cod").translations == {"pl": {"message": "Przy odbiorze."}}
    assert TrustedTrackingHost.objects.get(host="parcels.mugs.com").path_prefix == "/t"


def test_a_dry_run_shows_the_same_and_writes_nothing(channel, django_capture_on_commit_callbacks):
    before = export_text(using="default")
    # when
    with django_capture_on_commit_callbacks() as queued:
        shown = load(dry_run=True, **whole(channel))
    # then
    assert export_text(using="default") == before
    assert queued == []
    assert shown.is_applied is False
    assert ("CREATE", "statuses", "engraving") in done(shown)
    assert (
        "CREATE",
        "statusRules",
        " ".join(["PAID engraving", channel[0] if channel else "*", "a, b"]),
    ) in done(shown)
    applied = load(**whole(channel))
    assert (applied.changes, applied.is_applied) == (shown.changes, True)


def test_what_a_file_does_not_name_stays(channel):
    load(**whole(channel))
    # when
    result = load(
        statuses=[{"slug": "engraving", "color": "#000000"}],
        messageTemplates=[{"slug": "engraving", "name": "New"}],
        paymentInstructions=[{"gateway": "transfer", "bankAccount": "FR76"}],
    )
    # then
    assert done(result) == [
        ("UPDATE", "statuses", "engraving"),
        ("UPDATE", "messageTemplates", "engraving"),
        ("UPDATE", "paymentInstructions", "transfer"),
    ]
    fields = {change.key: change.fields for change in result.changes if change.section == "statuses"}
    (change,) = fields["engraving"]
    assert (change.field, change.old, change.new) == ("color", "#aabbcc", "#000000")
    status = OrderStatusDefinition.objects.get(slug="engraving")
    assert (status.customer_label, status.next_statuses) == ("Being engraved", ["engraving-off", "sent"])
    assert PaymentInstruction.objects.get(gateway="transfer").message == "Pay."


def test_translations_of_an_item_are_the_whole_of_them(channel):
    load(**whole(channel))
    load(
        statuses=[{"slug": "engraving", "translations": {"PT-br": {"customerLabel": "Gravação"}}}],
        messageTemplates=[{"slug": "engraving", "translations": {}}],
        paymentInstructions=[{"gateway": "transfer", "translations": {"ro": {"message": "Plătiți."}}}],
    )
    status = OrderStatusDefinition.objects.get(slug="engraving")
    assert status.translations == {"pt-br": {"customer_label": "Gravação"}}
    assert MessageTemplate.objects.get(slug="engraving").translations == {}
    assert PaymentInstruction.objects.get(gateway="transfer").translations == {"ro": {"message": "Plătiți."}}


def test_the_default_can_move_and_the_old_one_be_switched_off():
    load(
        statuses=[
            {"slug": "received", "isDefault": False, "isActive": False},
            {"slug": "awaiting-payment", "isDefault": True},
        ]
    )
    assert OrderStatusDefinition.objects.get(is_default=True).slug == "awaiting-payment"
    assert OrderStatusDefinition.objects.get(slug="received").is_active is False


if is_saleor_3():

    def test_first_statuses_of_channels_are_taken_away_and_moved():
        load(statuses=[{"slug": "paid", "defaultChannels": ["pl"]}])
        load(
            statuses=[
                {"slug": "awaiting-payment", "defaultChannels": ["pl"]},
                {"slug": "paid", "defaultChannels": []},
            ]
        )
        chosen = OrderStatusDefinition.objects.exclude(default_channels=[]).values_list("slug", flat=True)
        assert list(chosen) == ["awaiting-payment"]
        load(statuses=[{"slug": "awaiting-payment", "defaultChannels": []}])
        assert not OrderStatusDefinition.objects.exclude(default_channels=[]).exists()


def test_the_order_of_a_file_is_the_order_of_the_shop():
    first, second, *rest = slugs()
    result = load(statuses=[{"slug": second}, {"slug": first}])
    assert slugs() == [second, first, *rest]
    assert done(result) == [("UPDATE", "statuses", second), ("UPDATE", "statuses", first)]
    assert {each.field for one in result.changes for each in one.fields} == {"place"}


def test_rules_that_the_file_names_come_first():
    load(statusRules=[{"fact": "PAID", "status": "paid"}, {"fact": "SENT", "status": "sent"}])
    load(statusRules=[{"fact": "SENT", "status": "sent"}])
    rules = StatusRule.objects.order_by("sort_order").values_list("fact", flat=True)
    assert list(rules) == ["SENT", "PAID"]


TEXT = {"slug": "a", "name": "A", "body": "x"}
CUSTOM = {"slug": "wrapping", "name": "Wrapping", "type": "IN_PROGRESS"}

REFUSED: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "no type": ({"statuses": [{"slug": "x", "name": "X"}]}, [("statuses[0].type", "TYPE_REQUIRED")]),
    "no name": ({"statuses": [{"slug": "x", "type": "CONCLUDED"}]}, [("statuses[0].name", "REQUIRED")]),
    "the meaning of a built-in status": (
        {"statuses": [CUSTOM, {"slug": "sent", "type": "CONCLUDED"}]},
        [("statuses[1].type", "BUILT_IN_READ_ONLY")],
    ),
    "the fact of a built-in status": (
        {"statuses": [{"slug": "sent", "fact": "NONE"}]},
        [("statuses[0].fact", "BUILT_IN_READ_ONLY")],
    ),
    "a bad slug": ({"statuses": [{**CUSTOM, "slug": "Not A Slug"}]}, [("statuses[0].slug", "INVALID")]),
    "a bad colour": ({"statuses": [{**CUSTOM, "color": "red"}]}, [("statuses[0].color", "INVALID")]),
    "an unknown language": (
        {"statuses": [{**CUSTOM, "translations": {"xx-yy": {"name": "X"}}}]},
        [("statuses[0].translations.xx-yy", "INVALID")],
    ),
    "a text that is too long": (
        {"statuses": [{**CUSTOM, "translations": {"pl": {"name": "X" * 251}}}]},
        [("statuses[0].translations.pl.name", "INVALID")],
    ),
    "an unknown template": (
        {"statuses": [{**CUSTOM, "messageTemplate": "gone"}]},
        [("statuses[0].messageTemplate", "NOT_FOUND")],
    ),
    "an unknown follower": (
        {"statuses": [{**CUSTOM, "nextStatuses": ["gone"]}]},
        [("statuses[0].nextStatuses", "INVALID")],
    ),
    "an unknown requirement": (
        {"statuses": [{**CUSTOM, "requirements": ["LUCK"]}]},
        [("statuses[0].requirements", "INVALID")],
    ),
    "an unknown kind of channel": (
        {"statuses": [{**CUSTOM, "notifyByDefault": ["FAX"]}]},
        [("statuses[0].notifyByDefault", "INVALID")],
    ),
    "too many hours": (
        {"statuses": [{**CUSTOM, "silentAfterHours": 0}]},
        [("statuses[0].silentAfterHours", "INVALID")],
    ),
    "two defaults": (
        {"statuses": [{**CUSTOM, "isDefault": True}, {"slug": "paid", "isDefault": True}]},
        [("statuses[1].isDefault", "INVALID")],
    ),
    "no default": (
        {"statuses": [{"slug": "received", "isDefault": False}]},
        [("statuses[0].isDefault", "INVALID")],
    ),
    "a concluded default": (
        {"statuses": [{"slug": "finalized", "isDefault": True}]},
        [("statuses[0].isDefault", "INVALID")],
    ),
    "the default switched off": (
        {"statuses": [{"slug": "received", "isActive": False}]},
        [("statuses[0].isActive", "INVALID")],
    ),
    "a rule for nothing": (
        {"statusRules": [{"fact": "PAID", "status": "gone"}]},
        [("statusRules[0].status", "NOT_FOUND")],
    ),
    "an unknown variable": (
        {"messageTemplates": [{"slug": "a", "name": "A", "body": "{{ order.nmber }}"}]},
        [("messageTemplates[0].body", "INVALID")],
    ),
    "a template without a text": (
        {"messageTemplates": [{"slug": "a", "name": "A"}]},
        [("messageTemplates[0].body", "REQUIRED")],
    ),
    "a bad translation": (
        {"messageTemplates": [{**TEXT, "translations": {"pl": {"body": "{{ x }}"}}}]},
        [("messageTemplates[0].translations.pl.body", "INVALID")],
    ),
    "a comment of an unknown status": (
        {"messageTemplates": [{"slug": "a", "name": "A", "body": "x", "statuses": ["gone"]}]},
        [("messageTemplates[0].statuses", "NOT_FOUND")],
    ),
    "a bad address": (
        {"channelSettings": [{"senderEmail": "nobody"}]},
        [("channelSettings[0].senderEmail", "INVALID")],
    ),
    "empty instructions": (
        {"paymentInstructions": [{"gateway": "a"}]},
        [("paymentInstructions[0].message", "INVALID")],
    ),
    "a private host": ({"trustedLinks": [{"host": "localhost"}]}, [("trustedLinks[0].host", "INVALID")]),
    "a bad carrier": (
        {
            "carriers": [
                {"code": "a", "name": "A", "patterns": ["(A+)+"]},
                {"code": "b", "name": "B", "urlTemplate": "http://b.com/{code}"},
                {"code": "c"},
                {"code": "ups", "name": "Mine"},
                {"code": "d", "name": "D", "translations": {"xx": {"name": "X"}}},
            ]
        },
        [
            ("carriers[0].patterns", "INVALID"),
            ("carriers[1].urlTemplate", "INVALID"),
            ("carriers[2].name", "REQUIRED"),
            ("carriers[3].name", "BUILT_IN_READ_ONLY"),
            ("carriers[4].translations", "INVALID"),
        ],
    ),
    "a carrier that is neither on nor off": (
        {"carriers": [{"code": "a", "name": "A", "isEnabled": "yes"}]},
        [("carriers[0].isEnabled", "INVALID")],
    ),
    "a bad path": (
        {"trustedLinks": [{"host": "mugs.com", "pathPrefix": "x"}]},
        [("trustedLinks[0].pathPrefix", "INVALID")],
    ),
    "several at once": (
        {
            "messageTemplates": [{"slug": "a", "name": "A"}, {"slug": "b", "name": "B", "body": "fine"}],
            "statuses": [CUSTOM, {"slug": "x", "name": "X"}, {"slug": "y", "type": "CONCLUDED"}],
        },
        [
            ("messageTemplates[0].body", "REQUIRED"),
            ("statuses[1].type", "TYPE_REQUIRED"),
            ("statuses[2].name", "REQUIRED"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_names_its_place_and_nothing_is_written(name):
    sections, faults = REFUSED[name]
    assert refused(**sections) == faults


def test_unknown_channels_are_refused():
    code = "INVALID" if is_saleor_3() else "UNSUPPORTED_HOST"
    assert refused(
        statuses=[{**CUSTOM, "channels": ["gone"]}],
        messageTemplates=[{"slug": "a", "name": "A", "body": "b"}],
    ) == [("statuses[0].channels", code)]
    assert refused(
        statuses=[{"slug": "paid", "defaultChannels": ["gone"]}],
        channelSettings=[{"channel": "gone"}],
        paymentInstructions=[{"gateway": "a", "channel": "gone", "message": "x"}],
    ) == [
        ("statuses[0].defaultChannels", code),
        ("channelSettings[0].channel", code),
        ("paymentInstructions[0].channel", code),
    ]


def test_prune_deletes_what_the_lists_do_not_name_and_nothing_else(channel):
    load(**whole(channel))
    TrustedTrackingHost.objects.create(host="mine.mugs.com")
    # when the lists of statuses and rules are there, and the others are not
    result = load(
        prune=True, statuses=[{"slug": "received", "nextStatuses": None, "isDefault": True}], statusRules=[]
    )
    # then
    assert {one for one in done(result) if one[0] == "DELETE"} == {
        ("DELETE", "statuses", "engraving"),
        ("DELETE", "statuses", "engraving-off"),
        *((action, section, key) for action, section, key in done(result) if section == "statusRules"),
    }
    assert not StatusRule.objects.exists()
    assert OrderStatusDefinition.objects.filter(kind="BUILT_IN").count() == 9
    assert MessageTemplate.objects.filter(slug="engraving").exists()
    # when the other lists are there
    load(
        prune=True,
        messageTemplates=[],
        channelSettings=[],
        paymentInstructions=[],
        trustedLinks=[{"host": "mine.mugs.com"}],
    )
    assert not MessageTemplate.objects.filter(is_built_in=False).exists()
    assert MessageTemplate.objects.filter(is_built_in=True).exists()
    assert not ChannelSettings.objects.exists()
    assert not PaymentInstruction.objects.exists()
    assert list(TrustedTrackingHost.objects.values_list("host", flat=True)) == ["mine.mugs.com"]


if is_saleor_3():

    @pytest.mark.parametrize("way", ["the list is emptied", "the status is pruned"])
    def test_lists_follow_when_a_channel_loses_its_default(channel, way, django_capture_on_commit_callbacks):
        # given an order that stands in the default status of its channel
        load(statuses=[{**CUSTOM, "silentAfterHours": 5}])
        order = make_order(channel=channel[0])
        OrderState.objects.create(order=order)
        with django_capture_on_commit_callbacks(execute=True):
            set_default(OrderStatusDefinition.objects.get(slug="wrapping").pk, channel[0])
        assert OrderState.objects.get(order=order).silent_at is not None
        # when
        with django_capture_on_commit_callbacks(execute=True):
            if way == "the list is emptied":
                load(statuses=[{"slug": "wrapping", "defaultChannels": []}])
            else:
                load(prune=True, statuses=[{"slug": slug} for slug in slugs() if slug != "wrapping"])
        # then the list knows the shop's default, without a limit
        assert OrderState.objects.get(order=order).silent_at is None


def test_carriers_of_a_file(channel):
    # when
    load(**whole(channel))
    # then
    rows = {row.code: row for row in TrackingCarrier.objects.all()}
    bikes = rows["city-bikes"]
    assert (bikes.name, bikes.translations, bikes.is_built_in, bikes.is_enabled) == (
        "City Bikes", {"pl": {"name": "Rowery"}}, False, True,
    )  # fmt: skip
    assert (bikes.url_template, bikes.patterns) == ("https://bikes.mugs.com/{code}", ["CB#{6}"])
    assert (bikes.countries, bikes.channels) == (["PL", "CZ"], channel)
    assert (rows["off"].is_enabled, rows["ups"].is_enabled, rows["ups"].is_built_in) == (False, True, True)
    # when an item names one key only
    load(carriers=[{"code": "city-bikes", "patterns": ["CC#{6}"]}])
    # then the rest stays
    bikes.refresh_from_db()
    assert (bikes.name, bikes.patterns) == ("City Bikes", ["CC#{6}"])
    # when what a shipped carrier has is taken back
    load(carriers=[{"code": "ups", "isEnabled": None, "channels": []}])
    assert sorted(TrackingCarrier.objects.values_list("code", flat=True)) == ["city-bikes", "off"]
    # when pruned
    load(prune=True, carriers=[{"code": "off"}])
    assert list(TrackingCarrier.objects.values_list("code", flat=True)) == ["off"]


def test_prune_refuses_statuses_that_orders_have():
    load(statuses=[CUSTOM])
    status = OrderStatusDefinition.objects.get(slug="wrapping")
    OrderState.objects.update_or_create(order=make_order(), defaults={"status": status})
    with pytest.raises(OrderCentralFaults) as caught:
        load(prune=True, statuses=[{"slug": "received", "color": "#000000"}])
    assert [(one.field, one.code.value) for one in caught.value.faults] == [
        ("statuses.wrapping", "STATUS_IN_USE")
    ]
    assert OrderStatusDefinition.objects.get(slug="received").color != "#000000"


def test_findings_tell_of_the_result_also_in_a_dry_run():
    sections = {"statuses": [{"slug": "paid", "nextStatuses": []}]}
    found = [
        (one.code.value, one.object_slug) for one in load(dry_run=True, **sections).findings
        if one.severity.value == "ERROR"
    ]  # fmt: skip
    assert found == [("STATUS_DEAD_END", "paid")]


def test_hostile_texts_stay_texts():
    body = "<script>alert(1)</script> \u202e 😀 '; DROP TABLE x; --"
    load(messageTemplates=[{"slug": "a", "name": "A\u0007\r\nBcc: x", "body": body}])
    template = MessageTemplate.objects.get(slug="a")
    assert (template.name, template.body) == ("A Bcc: x", body)


def test_statements_do_not_grow_with_the_configuration(statements, channel):
    with statements() as few:
        export_text(using="default")
    load(**whole(channel))
    with statements() as many:
        export_text(using="default")
    assert len(few) == len(many) <= 8


def run(*arguments: str) -> tuple[str, str]:
    out = StringIO()
    try:
        call_command("order_central_config", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), str(error)
    return out.getvalue(), ""


def test_the_command_writes_and_reads_files(tmp_path: Path):
    file = tmp_path / "config.json"
    assert run("export", str(file)) == ("", "")
    assert file.read_text(encoding="utf-8") == export_text(using="default") == run("export")[0]
    # when one colour differs
    content = json.loads(file.read_text(encoding="utf-8"))
    content["statuses"][0]["color"] = "#123456"
    file.write_text(json.dumps(content), encoding="utf-8")
    # then
    total = sum(len(items) for items in content.values() if isinstance(items, list))
    printed, _refused = run("import", str(file), "--dry-run")
    assert printed.startswith("UPDATE statuses received: color\n")
    assert printed.endswith(f"1 of {total} items would change\n")
    assert OrderStatusDefinition.objects.get(slug="received").color != "#123456"
    assert run("import", str(file))[0].endswith(f"1 of {total} items changed\n")
    assert OrderStatusDefinition.objects.get(slug="received").color == "#123456"


def test_the_command_says_every_fault_and_what_it_needs(tmp_path: Path):
    file = tmp_path / "config.json"
    file.write_text(json.dumps({**HEAD, "statuses": [{"slug": "x"}, {"x": 1}]}), encoding="utf-8")
    assert run("import", str(file)) == (
        "",
        "statuses[1].x: There is no such key.\nstatuses[1].slug: This field is required.",
    )
    assert run("import")[1] == "Name either a file or a starter set."
    assert run("import", str(file), "--starter", "tray")[1] == "Name either a file or a starter set."
    assert "cannot be read" in run("import", str(tmp_path / "gone"))[1]
