"""What a shop sets for itself and its channels: senders, customers' pages, instructions, withdrawal, file."""

from __future__ import annotations

import json
import re
from base64 import b64decode

import graphene
import pytest

from saleor_order_central.activation.book import load_activation
from saleor_order_central.conversations.models import ThreadStatusMeaning
from saleor_order_central.dashboard.addresses import BASE
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import ChannelSettings, PaymentInstruction
from saleor_order_central.statuses.models import OrderStatusDefinition
from saleor_order_central.withdrawals.models import Withdrawal, WithdrawalSettings
from saleor_order_central.withdrawals.settings import load_withdrawal_book
from tests.dashboard.conftest import desk_of
from tests.dashboard.test_editors import form_of
from tests.shop_rows import make_channel, make_order, make_user


@pytest.fixture
def channel(db):
    """The query of a channel's tab, {} where Saleor has no channels."""
    made = make_channel("main")
    return {"channel": made.slug} if made else {}


def address(path, query):
    return f"{path}?{'&'.join(f'{name}={value}' for name, value in query.items())}"


def saved(answer):
    assert "Saved." in answer.text, answer.text
    return answer


def center_form(desk, path="/customer-pages"):
    """What a browser would send of a form of a channel unchanged."""
    start = f'action="{BASE}{path.partition("?")[0]}'
    return form_of(desk.get(path), start)


@pytest.mark.parametrize("path", ["/customer-pages", "/senders", "/withdrawal-settings"])
def test_what_was_not_changed_stays_as_it_was(manager, channel, path):
    for where in {path, address(path, channel)}:
        filled = center_form(manager, where)
        saved(manager.post(where, **filled))
        assert center_form(manager, where) == filled
    kept = load_activation(using="default").rows.values()
    assert {(row.is_enabled, row.primary_color, *row.features) for row in kept} <= {(None, "")}
    assert set(WithdrawalSettings.objects.values_list("is_enabled", "period_days")) <= {(None, None)}


def test_the_switch_of_the_shop_and_of_a_channel(manager, channel):
    saved(manager.post("/customer-pages", **{**center_form(manager), "is_on": "off"}))
    assert load_activation(using="default").view(channel.get("channel", "")).is_enabled is False
    if is_saleor_3():
        where = address("/customer-pages", channel)
        saved(manager.post(where, **{**center_form(manager, where), "is_on": "on"}))
        assert load_activation(using="default").view("main").is_enabled is True
        saved(manager.post(where, **{**center_form(manager, where), "is_on": ""}))
        assert load_activation(using="default").view("main").is_enabled is False


def test_colours_are_tried_before_they_are_saved(manager):
    pale = {**center_form(manager), "primary_color": "#ffff99", "preview": "1"}
    tried = manager.post("/customer-pages", **pale)
    assert "Not everybody can read them" in tried.text
    assert tried.value("primary_color") == "#ffff99"
    assert load_activation(using="default").view("").colors.primary == "#1d4ed8"
    del pale["preview"]
    refused = manager.post("/customer-pages", **pale)
    assert refused.status == 422
    assert 'id="id_primary_color-error"' in refused.html
    good = {**center_form(manager), "primary_color": "#7c2d12"}
    assert "Everybody can read them." in manager.post("/customer-pages", **good, preview="1").text
    saved(manager.post("/customer-pages", **good))
    assert load_activation(using="default").view("").colors.primary == "#7c2d12"
    saved(manager.post("/customer-pages", **center_form(manager), forget_colors="on"))
    assert load_activation(using="default").view("").colors.primary == "#1d4ed8"


def test_texts_have_languages(manager):
    saved(manager.post("/customer-pages", **{**center_form(manager), "title": "Owls"}))
    polish = "/customer-pages?language=pl"
    saved(manager.post(polish, **{**center_form(manager, polish), "title": "Sowy"}))
    book = load_activation(using="default")
    assert [book.texts("", language)["title"] for language in ("en", "pl")] == ["Owls", "Sowy"]


def test_a_feature_waits_and_names_another_page(manager):
    url = "https://shop.example.com/returns"
    values = {**center_form(manager), "state_RETURNS": "PLANNED", "page_RETURNS": url}
    saved(manager.post("/customer-pages", **values))
    view = load_activation(using="default").view("")
    features = {one.code.value: (one.is_ready, one.fallback_url) for one in view.features}
    assert features["RETURNS"] == (False, url)
    assert features["TIMELINE"] == (True, "")
    answer = manager.get("/customer-pages")
    offered = re.search(r'<select name="state_PROFILE".*?</select>', answer.html, re.S)[0]
    assert "READY" not in offered


def test_the_sender_of_the_shop_and_of_a_channel(manager, channel):
    values = {**center_form(manager, "/senders"), "sender_name": "Owls", "sender_email": "owl@example.com"}
    assert "Owls <owl@example.com>" in saved(manager.post("/senders", **values)).text
    if is_saleor_3():
        where = address("/senders", channel)
        saved(manager.post(where, **{**center_form(manager, where), "language_code": "pl"}))
        assert ChannelSettings.objects.get(channel="main").language == "pl"
        assert ChannelSettings.objects.get(channel="main").sender_name == ""
    assert manager.post("/senders", **{**values, "reply_to": "nobody"}).status == 422


def test_instructions_are_written_translated_and_deleted(manager):
    new = {"payment_gateway": "bank", "bank_account": "PL61 1090", "message": "Pay us.", "channel": ""}
    assert "PL61 1090" in saved(manager.post("/payment-instructions/new", **new)).text
    path = re.search(
        r"/dashboard(/payment-instructions/(?!new)[^\"]+)", manager.get("/payment-instructions").html
    )[1]
    saved(manager.post(path, bank_account="PL61 1090", message="Pay us now."))
    saved(manager.post(f"{path}?language=pl", message="Zapłać."))
    row = PaymentInstruction.objects.get(gateway="bank")
    assert (row.message, row.bank_account, row.translations["pl"]["message"]) == (
        "Pay us now.",
        "PL61 1090",
        "Zapłać.",
    )
    assert manager.get(f"{path}?language=xx").status == 404
    assert "Deleted." in manager.post(f"{path}/delete").text
    assert not PaymentInstruction.objects.filter(gateway="bank").exists()


def test_the_function_of_withdrawal_is_switched_on(manager):
    where = "/withdrawal-settings"
    saved(manager.post(where, **{**center_form(manager, where), "is_enabled": "on", "period_days": "30"}))
    rules = load_withdrawal_book(using="default").rules("")
    assert (rules.is_enabled, rules.period_days, rules.exclude_business_customers) == (True, 30, False)
    wrong = {**center_form(manager, where), "excluded_products": "nothing-of-ours"}
    refused = manager.post(where, **wrong)
    assert (refused.status, "Unknown: nothing-of-ours." in refused.text) == (422, True), refused.text


def statement(order):
    values = {"number": "W-1", "name": "Eve", "email": "eve@example.com", "language": "en", "pair": "x"}
    with get_host().allow_writer():
        return Withdrawal.objects.create(
            order=order, order_number="77", subject="Receipt", receipt="All that was said", **values
        )


def test_a_statement_is_read_and_settled(desk):
    row = statement(make_order())
    answer = desk.get("/withdrawals", search="W-1")
    assert "All that was said" in answer.text
    assert "Not checked" in answer.text
    path = f"/withdrawals/{graphene.Node.to_global_id('OrderWithdrawal', row.pk)}/status"
    assert desk.post(path, status="INVALID", note="").status == 400
    assert "Saved." in desk.post(path, status="INVALID", note="Too late").text
    row.refresh_from_db()
    assert (row.status, row.staff_note) == ("INVALID", "Too late")
    assert "There are no statements here." in desk.get("/withdrawals", search="nothing").text


def test_the_file_is_taken_along_and_loaded_in_two_steps(manager):
    answer = manager.get("/configuration")
    link = next(one for one in answer.reader.links if one.startswith("data:"))
    file = json.loads(b64decode(link.partition("base64,")[2]))
    next(one for one in file["statuses"] if one["slug"] == "received")["name"] = "Arrived"
    text = json.dumps({"format": file["format"], "version": file["version"], "statuses": file["statuses"]})
    tried = manager.post("/configuration", config=text)
    assert "Changed statuses received" in tried.text
    assert not OrderStatusDefinition.objects.filter(name="Arrived").exists()
    saved(manager.post("/configuration", config=text, apply="1"))
    assert OrderStatusDefinition.objects.get(slug="received").name == "Arrived"
    assert "Nothing: the shop has it all." in manager.post("/configuration", config=text).text


@pytest.mark.parametrize(("config", "words"), [("", "Choose a file"), ("{", "What would change")])
def test_a_file_that_is_none_changes_nothing(manager, config, words):
    answer = manager.post("/configuration", config=config, apply="1")
    assert answer.status == 422
    assert words in answer.text


def test_states_of_conversations_mean_what_the_team_says(manager):
    assert manager.get("/thread-states").html.count(f'action="{BASE}/thread-states"') == 4
    values = {
        "status": "PENDING_1",
        "name": "At the supplier",
        "color": "#112233",
        "description": "They answer us.",
    }
    assert "At the supplier" in saved(manager.post("/thread-states", **values)).text
    rows = ThreadStatusMeaning.objects.values_list("name", "color", "description")
    assert rows.get(status="PENDING_1") == ("At the supplier", "#112233", "They answer us.")
    assert not ThreadStatusMeaning.objects.exclude(status="PENDING_1").filter(name="At the supplier").exists()
    empty = manager.post("/thread-states", **{**values, "name": ""})
    assert (empty.status, rows.get(status="PENDING_1")[0]) == (422, "At the supplier")


def test_a_starter_set_is_looked_at_and_added(manager):
    before = OrderStatusDefinition.objects.count()
    looked = manager.post("/configuration/starter", name="polish")
    assert "Carry it out" in looked.text
    assert OrderStatusDefinition.objects.count() == before
    saved(manager.post("/configuration/starter", name="polish", apply="1"))
    assert OrderStatusDefinition.objects.count() > before
    assert manager.post("/configuration/starter", name="nonsense", apply="1").status == 422


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/customer-pages", {"is_on": "off"}),
        ("/senders", {"sender_name": "Eve"}),
        ("/payment-instructions/new", {"payment_gateway": "x", "message": "Pay Eve"}),
        ("/thread-states", {"status": "OPEN", "name": "Eve's"}),
        ("/withdrawal-settings", {"is_enabled": "on", "period_days": "1"}),
        ("/configuration", {"config": "{}", "apply": "1"}),
        ("/configuration/starter", {"name": "polish", "apply": "1"}),
    ],
)
def test_who_may_only_work_with_orders_sets_nothing(desk, path, values):
    before = OrderStatusDefinition.objects.count()
    assert desk.post(path, **values).status == 403
    assert load_activation(using="default").view("").is_enabled is True
    assert OrderStatusDefinition.objects.count() == before


def test_statements_are_for_those_who_work_with_orders(db):
    clerk = desk_of(make_user("settings@example.com", "site.manage_settings", is_staff=True))
    row = statement(None)
    path = f"/withdrawals/{graphene.Node.to_global_id('OrderWithdrawal', row.pk)}/status"
    assert clerk.post(path, status="COMPLETED").status == 403
    row.refresh_from_db()
    assert row.status == "SUBMITTED"
