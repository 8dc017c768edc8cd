"""What a shop sets up: every kind is listed, made, changed and deleted by its form."""

from __future__ import annotations

import re

import pytest

from saleor_order_central.dashboard.editors.registry import EDITORS
from saleor_order_central.dashboard.plots import bars
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.statuses.models import OrderStatusDefinition

# What a new one needs, what is changed of it, and how it is called in the list before and after.
MADE = {
    "statuses": (
        {
            "name": "Engraving",
            "type": "IN_PROGRESS",
            "fact": "PREPARING",
            "visibility": "CUSTOMER",
            "any_may_follow": "on",
            "is_active": "on",
            "color": "#123456",
        },
        {"name": "Engraved"},
        ("Engraving", "Engraved"),
    ),
    "rules": (
        {"fact": "DELIVERED", "status": "finalized", "is_active": "on"},
        {"fact": "REFUNDED"},
        ("Delivered", "Refunded"),
    ),
    "templates": (
        {
            "name": "Thanks",
            "subject": "Thank you",
            "body": "Dear {{ customer.name }}",
            "sms_body": "",
            "is_active": "on",
        },
        {"subject": "Many thanks"},
        ("Thank you", "Many thanks"),
    ),
    "carriers": (
        {
            "name": "City bikes",
            "code": "city-bikes",
            "patterns": "CB999999",
            "countries": "PL",
            "is_enabled": "on",
        },
        {"name": "Town bikes"},
        ("City bikes", "Town bikes"),
    ),
    "trusted-links": (
        {"host": "track.bikes.example.com", "path_prefix": "", "allow_embed": "on", "note": ""},
        {"note": "Ours", "host": "parcels.bikes.example.com"},
        ("track.bikes.example.com", "parcels.bikes.example.com"),
    ),
    "contacts": (
        {"name": "Repairs", "description": "", "email": "", "is_active": "on", "sort_order": "9"},
        {"name": "Workshop"},
        ("Repairs", "Workshop"),
    ),
    "return-reasons": (
        {"name": "Wrong colour", "default_disposition": "RESTOCK", "is_active": "on", "sort_order": "99"},
        {"name": "Other colour"},
        ("Wrong colour", "Other colour"),
    ),
    "return-policies": (
        {
            "name": "Generous",
            "window_days": "60",
            "window_starts_from": "DELIVERED",
            "resolutions": ["REFUND"],
            "label_payer": "SHOP",
            "is_active": "on",
            "priority": "5",
            "fee_percent": "0",
        },
        {"name": "More generous"},
        ("Generous", "More generous"),
    ),
}


def entry(desk, name, words):
    """Path of the form of an entry; `words` stand anywhere in its row."""
    rows = desk.get(f"/{name}").html.split("<tr>")
    row = next(one for one in rows if words in one)
    return re.search(rf'/dashboard(/{name}/[^"]+)"', row).group(1)


def form_of(answer, start='<form method="post" class="card"'):
    """What a browser would send of the form unchanged."""
    body = answer.html.split(start)[1].split("</form>")[0]
    values: dict = {}
    for tag, attributes in re.findall(r"<(input|textarea|select)([^>]*)>", body):
        found = dict(re.findall(r'([a-z-]+)="([^"]*)"', attributes))
        name = found.get("name")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if found.get("type") == "checkbox":
            if re.search(r"\bchecked\b", attributes):
                values.setdefault(name, []).append(found.get("value", "on"))
        elif tag == "input":
            values[name] = found.get("value", "")
        elif tag == "textarea":
            text = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', body, re.S).group(1)
            values[name] = text.strip()
        else:
            options = re.search(rf'<select[^>]*name="{name}".*?</select>', body, re.S).group(0)
            chosen = re.search(r'<option value="([^"]*)"[^>]*selected', options)
            values[name] = (
                chosen.group(1) if chosen else re.search(r'<option value="([^"]*)"', options).group(1)
            )
    return values


def test_every_kind_is_tried():
    assert set(MADE) == set(EDITORS)


@pytest.mark.parametrize("name", MADE)
def test_a_thing_is_made_changed_and_deleted(manager, name):
    values, change, (before, after) = MADE[name]
    made = manager.post(f"/{name}/new", **values)
    assert "Saved." in made.text, made.text
    assert before in made.text
    path = entry(manager, name, before)
    # when one field is changed
    filled = form_of(manager.get(path))
    changed = manager.post(path, **{**filled, **change})
    assert "Saved." in changed.text, changed.text
    assert after in changed.text
    # then it goes
    gone = manager.post(f"{entry(manager, name, after)}/delete")
    assert "Deleted." in gone.text, gone.text
    assert after not in gone.html.split("</table>")[0].split("<tbody>")[-1] or name in (
        "rules",
        "return-reasons",
    )


@pytest.mark.parametrize("name", MADE)
def test_a_form_that_was_not_changed_changes_nothing(manager, name):
    values, _change, (before, _after) = MADE[name]
    manager.post(f"/{name}/new", **values)
    path = entry(manager, name, before)
    filled = form_of(manager.get(path))
    assert "Saved." in manager.post(path, **filled).text
    assert form_of(manager.get(path)) == filled


def test_errors_stand_at_their_fields(manager):
    answer = manager.post("/trusted-links/new", host="not a host!", allow_embed="on")
    assert answer.status == 422
    assert 'id="id_host-error"' in answer.html
    again = manager.post("/templates/new", name="X", subject="{{ nonsense }}", body="", is_active="on")
    assert again.status == 422


def test_the_workflow_says_what_may_follow(manager):
    path = entry(manager, "statuses", "Received")
    filled = form_of(manager.get(path))
    filled.pop("any_may_follow")
    manager.post(path, **{**filled, "next_statuses": ["paid", "canceled"]})
    status = OrderStatusDefinition.objects.get(slug="received")
    assert status.next_statuses == ["paid", "canceled"]
    manager.post(path, **{**form_of(manager.get(path)), "any_may_follow": "on"})
    status.refresh_from_db()
    assert status.next_statuses is None


def test_statuses_move_by_a_place(manager):
    def order():
        return list(OrderStatusDefinition.objects.order_by("sort_order", "pk").values_list("slug", flat=True))

    first, second, *_rest = order()
    path = entry(manager, "statuses", "Received")
    manager.post(f"{path}/move", way="down")
    assert order()[:2] == [second, first]
    manager.post(f"{path}/move", way="up")
    assert order()[:2] == [first, second]


def test_the_readiness_list_stands_below_the_statuses(manager):
    answer = manager.get("/statuses")
    assert "Before going live" in answer.text


def test_texts_of_other_languages(manager):
    path = entry(manager, "statuses", "Received")
    values = {"name": "Przyjęte", "customer_label": "Zamówienie przyjęte", "customer_description": ""}
    assert "Saved." in manager.post(f"{path}/texts/pl", **values).text
    assert manager.get(f"{path}/texts/pl").value("customer_label") == "Zamówienie przyjęte"
    assert manager.get(f"{path}/texts/xx").status == 404


@pytest.mark.parametrize(
    ("name", "words", "values"),
    [
        ("contacts", "Customer service", {"name": "Obsługa", "description": "Zamówienia\nZwroty"}),
        ("return-reasons", "It arrived damaged", {"name": "Uszkodzone"}),
    ],
)
def test_texts_that_customers_choose_from_have_languages(manager, api, name, words, values):
    path = entry(manager, name, words)
    form = manager.get(path)
    offered = [link.rpartition("/")[2] for link in form.reader.links if "/texts/" in link]
    assert offered == ["es", "pl", "pt-br", "ro"]
    assert {lang for lang in offered if f'lang="{lang}"' in form.html} == set(offered)
    assert "Saved." in manager.post(f"{path}/texts/pl", **values).text
    # then the form shows them again, customers read them, and no other language has them
    page = manager.get(f"{path}/texts/pl")
    assert form_of(page) == values
    assert set(form_of(manager.get(f"{path}/texts/ro")).values()) == {""}
    listed = EDITORS[name].listed
    query = f'{{ {listed}(first: 50) {{ edges {{ node {{ pl: name(languageCode: "pl") name }} }} }} }}'
    read = [edge["node"] for edge in api.data(query)[listed]["edges"]]
    assert {"pl": values["name"], "name": words} in read
    # and empty texts take the language away
    manager.post(f"{path}/texts/pl", **dict.fromkeys(values, ""))
    assert set(form_of(manager.get(f"{path}/texts/pl")).values()) == {""}
    assert manager.get(f"{path}/texts/xx").status == 404


@pytest.mark.parametrize(("name", "words"), [("contacts", "Webmaster"), ("return-reasons", "damaged")])
def test_a_text_too_long_is_refused_at_its_field(manager, name, words):
    path = f"{entry(manager, name, words)}/texts/pl"
    answer = manager.post(path, name="x" * 1200)
    assert answer.status == 422
    assert 'aria-describedby="id_name-error"' in answer.html
    assert set(form_of(manager.get(path)).values()) == {""}


TRANSLATED = {"statuses", "templates", "contacts", "return-reasons"}


def test_only_kinds_with_texts_have_pages_for_them(manager):
    found = {}
    for name, (values, _change, (before, _after)) in MADE.items():
        manager.post(f"/{name}/new", **values)
        found[name] = manager.get(f"{entry(manager, name, before)}/texts/pl").status
    assert found == {name: 200 if name in TRANSLATED else 404 for name in MADE}


@pytest.mark.parametrize("name", sorted(TRANSLATED))
def test_who_may_not_translate_translates_nothing(desk, manager, name):
    """Staff with MANAGE_ORDERS alone sees no such page; it takes MANAGE_SETTINGS or MANAGE_TRANSLATIONS."""
    values, _change, (before, _after) = MADE[name]
    manager.post(f"/{name}/new", **values)
    path = f"{entry(manager, name, before)}/texts/pl"
    assert (desk.get(path).status, desk.post(path, name="Moje").status) == (403, 403)
    assert manager.get(path).value("name") in (None, "")
    assert "Moje" not in manager.get(path).html


def test_a_template_is_previewed_with_a_real_order(manager, placed, customer):
    from tests.shop_rows import facts_of

    order = placed(user=customer)
    manager.post("/templates/new", **MADE["templates"][0])
    path = entry(manager, "templates", "Thank you")
    before = OrderNotification.objects.count()
    answer = manager.get(path, number=facts_of(order).number)
    assert "ana@example.com" in answer.text
    assert "Thank you" in answer.text
    assert OrderNotification.objects.count() == before
    assert "There is no such order." in manager.get(path, number="no-such").text
    assert "customer.name" in answer.text


def test_a_code_is_tried(manager):
    answer = manager.get("/carriers", code="1Z999AA10123456784")
    assert "Known carrier" in answer.text
    assert "UPS" in answer.text


def test_an_unknown_kind_is_no_page(manager):
    assert manager.get("/nothing-of-ours").status == 404
    assert manager.get("/statuses/nonsense").status == 404


@pytest.mark.parametrize("name", MADE)
def test_who_may_only_read_changes_nothing(desk, name):
    """Staff with MANAGE_ORDERS but without MANAGE_SETTINGS."""
    values = MADE[name][0]
    assert desk.post(f"/{name}/new", **values).status == 403


def test_statistics_take_two_permissions(desk, manager):
    assert desk.get("/statistics").status == 403
    answer = manager.get("/statistics")
    assert "Late orders" in answer.text
    assert "No parcels left in this time." in answer.text


def test_statistics_draw_their_carriers(manager, placed):
    from datetime import UTC, datetime, timedelta

    from saleor_order_central.statuses.automation import record_orders
    from tests.shop_rows import ship

    order = placed(created_at=datetime.now(UTC) - timedelta(days=3))
    ship(order, "AA123456785BR", datetime.now(UTC) - timedelta(days=2))
    record_orders([order.pk])
    answer = manager.get("/statistics")
    assert "correios" in answer.text.lower()


def test_bars_are_drawn_to_scale():
    plot = bars([("A", 1.0, "percent"), ("B", 0.5, "percent"), ("C", None, "percent")])
    assert [(bar.label, bar.words, bar.width) for bar in plot.bars] == [
        ("A", "100 %", 370),
        ("B", "50 %", 185),
    ]
    assert bars([("A", None, "hours")]) is None


def test_problems_of_parcels_are_marked_as_seen(desk):
    assert "Every parcel is on its way." in desk.get("/problems").text


def test_the_hub_names_every_kind(manager):
    answer = manager.get("/settings")
    for name in EDITORS:
        assert any(link.endswith(f"/{name}") for link in answer.reader.links)
