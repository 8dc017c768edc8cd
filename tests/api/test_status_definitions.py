"""Statuses through the API: filter, create, change, translate, sort, default, delete."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.timeline.models import OrderEntry
from tests.conftest import Api
from tests.shop_rows import make_channel, make_order

FIELDS = """statusDefinition { id slug name kind type fact color isActive isDefault visibility customerLabel
    customerDescription sortOrder channels ordersCount } errors { field code message }"""
CREATE = (
    "mutation($input: OrderStatusDefinitionInput!) { orderStatusDefinitionCreate(input: $input) {"
    + FIELDS
    + "} }"
)
UPDATE = (
    "mutation($id: ID!, $input: OrderStatusDefinitionInput!) {"
    " orderStatusDefinitionUpdate(id: $id, input: $input) {" + FIELDS + "} }"
)
DELETE = (
    "mutation($id: ID!, $to: ID) { orderStatusDefinitionDelete(id: $id, replaceWith: $to) {" + FIELDS + "} }"
)
LIST = """query($where: OrderStatusDefinitionWhereInput, $search: String) {
    orderStatusDefinitions(where: $where, search: $search, first: 100) {
        totalCount edges { node { slug } } } }"""

BUILT_IN = [
    "received",
    "awaiting-payment",
    "paid",
    "in-realisation",
    "waiting-for-dispatch",
    "sent",
    "finalized",
    "canceled",
    "refunded",
]


def global_id(definition):
    return graphene.Node.to_global_id("OrderStatusDefinition", definition.pk)


def create(api, **values):
    return api.data(CREATE, input=values)["orderStatusDefinitionCreate"]


def slugs(api, where=None, search=None):
    found = api.data(LIST, where=where, search=search)["orderStatusDefinitions"]
    listed = [edge["node"]["slug"] for edge in found["edges"]]
    assert found["totalCount"] == len(listed)
    return listed


@pytest.fixture
def engraving(db):
    return OrderStatusDefinition.objects.create(
        slug="engraving", name="Engraving", kind="CUSTOM", type="IN_PROGRESS", sort_order=20
    )


def test_003_02_a_fresh_shop_has_the_built_in_statuses(settings_api):
    assert slugs(settings_api) == BUILT_IN


def test_000_16_filter_by_kind(settings_api, engraving):
    assert slugs(settings_api, {"kind": "CUSTOM"}) == ["engraving"]
    assert slugs(settings_api, {"kind": "BUILT_IN"}) == BUILT_IN


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"types": ["CONCLUDED"]}, ["finalized"]),
        ({"types": ["CONCLUDED", "CANCELED"]}, ["finalized", "canceled"]),
        ({"types": []}, []),
        ({"isActive": False}, []),
        ({"kind": "BUILT_IN", "types": ["CANCELED"]}, ["canceled"]),
    ],
)
def test_000_17_filter_by_type(settings_api, where, expected):
    assert slugs(settings_api, where) == expected


def test_search_by_name_and_customer_label(settings_api):
    assert slugs(settings_api, search="dispatch") == ["waiting-for-dispatch"]
    assert slugs(settings_api, search="being prep") == ["in-realisation"]


def test_customers_cannot_search_for_the_staffs_names(api, settings_api):
    assert slugs(settings_api, search="realis") == ["in-realisation"]
    OrderStatusDefinition.objects.filter(slug="in-realisation").update(name="Ask Zoe")
    assert slugs(settings_api, search="zoe") == ["in-realisation"]
    assert slugs(api, search="zoe") == []
    assert slugs(api, search="being") == ["in-realisation"]


def test_000_17_a_status_without_a_type_is_refused(settings_api):
    # when
    found = create(settings_api, name="Engraving")
    # then
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("type", "TYPE_REQUIRED")]
    assert found["statusDefinition"] is None
    assert OrderStatusDefinition.objects.filter(kind="CUSTOM").count() == 0


def test_003_05_create_a_status(settings_api):
    found = create(
        settings_api,
        name="  Engraving  ",
        type="IN_PROGRESS",
        color="#AABBCC",
        customerLabel="We engrave",
        customerDescription="Takes a day",
    )
    assert found["errors"] == []
    made = found["statusDefinition"]
    row = OrderStatusDefinition.objects.get(slug="engraving")
    assert made == {
        "id": global_id(row),
        "slug": "engraving",
        "name": "Engraving",
        "kind": "CUSTOM",
        "type": "IN_PROGRESS",
        "fact": "NONE",
        "color": "#aabbcc",
        "isActive": True,
        "isDefault": False,
        "visibility": "CUSTOMER",
        "customerLabel": "We engrave",
        "customerDescription": "Takes a day",
        "sortOrder": 9,
        "channels": [],
        "ordersCount": 0,
    }


def test_a_second_status_of_the_same_name_gets_a_slug_of_its_own(settings_api, engraving):
    found = create(settings_api, name="Engraving", type="IN_PROGRESS")
    assert found["statusDefinition"]["slug"] == "engraving-2"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"name": "   "}, "name", "REQUIRED"),
        ({"name": "x" * 251}, "name", "INVALID"),
        ({"slug": "received"}, "slug", "UNIQUE"),
        ({"slug": "Two Words"}, "slug", "INVALID"),
        ({"slug": "a" * 65}, "slug", "INVALID"),
        ({"slug": ""}, "slug", "INVALID"),
        ({"color": "red"}, "color", "INVALID"),
        ({"color": "#12345g"}, "color", "INVALID"),
        ({"color": "#123456\n#"}, "color", "INVALID"),
        ({"customerLabel": "x" * 251}, "customerLabel", "INVALID"),
        ({"customerDescription": "x" * 5001}, "customerDescription", "INVALID"),
    ],
)
def test_bad_input_is_refused_by_field(settings_api, values, field, code):
    found = create(settings_api, **{"name": "New", "type": "IN_PROGRESS", **values})
    assert [(one["field"], one["code"]) for one in found["errors"]] == [(field, code)]
    assert OrderStatusDefinition.objects.filter(kind="CUSTOM").count() == 0


def test_channels_where_the_host_has_them(settings_api):
    make_channel("main")
    make_channel("other")
    found = create(settings_api, name="New", type="IN_PROGRESS", channels=["main", " main ", "other"])
    if is_saleor_3():
        assert found["statusDefinition"]["channels"] == ["main", "other"]
    else:
        assert [(one["field"], one["code"]) for one in found["errors"]] == [("channels", "UNSUPPORTED_HOST")]


def test_update_changes_only_what_is_named(settings_api, engraving):
    found = settings_api.data(UPDATE, id=global_id(engraving), input={"name": "Engraved"})
    made = found["orderStatusDefinitionUpdate"]["statusDefinition"]
    assert (made["name"], made["slug"], made["type"]) == ("Engraved", "engraving", "IN_PROGRESS")


def test_a_custom_status_cannot_lose_its_type(settings_api, engraving):
    found = settings_api.data(UPDATE, id=global_id(engraving), input={"type": None})
    errors = found["orderStatusDefinitionUpdate"]["errors"]
    assert [(one["field"], one["code"]) for one in errors] == [("type", "TYPE_REQUIRED")]


@pytest.mark.parametrize("values", [{"type": "CANCELED"}, {"fact": "PAID"}, {"slug": "other"}])
def test_the_meaning_of_a_built_in_status_is_fixed(settings_api, status, values):
    found = settings_api.data(UPDATE, id=global_id(status("sent")), input=values)
    errors = found["orderStatusDefinitionUpdate"]["errors"]
    assert [one["code"] for one in errors] == ["BUILT_IN_READ_ONLY"]
    assert errors[0]["field"] == next(iter(values))


def test_the_texts_of_a_built_in_status_are_the_merchants(settings_api, status):
    found = settings_api.data(
        UPDATE, id=global_id(status("sent")), input={"name": "Gone", "color": "#000000"}
    )
    assert found["orderStatusDefinitionUpdate"]["errors"] == []
    assert status("sent").name == "Gone"


def test_the_default_status_cannot_be_switched_off(settings_api, status):
    found = settings_api.data(UPDATE, id=global_id(status("received")), input={"isActive": False})
    assert [one["field"] for one in found["orderStatusDefinitionUpdate"]["errors"]] == ["isActive"]


TRANSLATE = """mutation($id: ID!, $language: String!, $input: OrderStatusDefinitionTranslationInput!) {
    orderStatusDefinitionTranslate(id: $id, languageCode: $language, input: $input) {
        statusDefinition { translations { languageCode name customerLabel } shop: customerLabel
            exact: customerLabel(languageCode: "pt-BR") wide: customerLabel(languageCode: "pt") }
        errors { field code } } }"""


def test_translations_and_their_fall_back(settings_api, status):
    found = settings_api.data(
        TRANSLATE, id=global_id(status("sent")), language="PT_BR", input={"customerLabel": "Saiu da loja"}
    )["orderStatusDefinitionTranslate"]
    assert found["errors"] == []
    assert found["statusDefinition"] == {
        "translations": [{"languageCode": "pt-br", "name": None, "customerLabel": "Saiu da loja"}],
        "shop": "Sent",
        "exact": "Saiu da loja",
        "wide": "Enviado",
    }
    found = settings_api.data(
        TRANSLATE, id=global_id(status("sent")), language="pt-br", input={"customerLabel": ""}
    )["orderStatusDefinitionTranslate"]
    assert found["statusDefinition"]["translations"] == []


@pytest.mark.parametrize("language", ["", "x", "english please", "en/us"])
def test_a_bad_language_is_refused(settings_api, status, language):
    found = settings_api.data(
        TRANSLATE, id=global_id(status("sent")), language=language, input={"customerLabel": "x"}
    )["orderStatusDefinitionTranslate"]
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("languageCode", "INVALID")]


REORDER = """mutation($moves: [OrderStatusMoveInput!]!) { orderStatusDefinitionReorder(moves: $moves) {
    statusDefinitions { slug } errors { field code } } }"""


def test_reorder_moves_one_after_the_other_and_stops_at_the_ends(settings_api, status):
    moves = [
        {"id": global_id(status("sent")), "sortOrder": -1},
        {"id": global_id(status("received")), "sortOrder": 100},
    ]
    found = settings_api.data(REORDER, moves=moves)["orderStatusDefinitionReorder"]
    expected = [
        "awaiting-payment",
        "paid",
        "in-realisation",
        "sent",
        "waiting-for-dispatch",
        "finalized",
        "canceled",
        "refunded",
        "received",
    ]
    assert [one["slug"] for one in found["statusDefinitions"]] == expected
    assert slugs(settings_api) == expected


SET_DEFAULT = """mutation($id: ID!, $channel: String) {
    orderStatusDefinitionSetDefault(id: $id, channel: $channel) {
        statusDefinition { slug isDefault defaultChannels } errors { field code } } }"""


def test_003_11_set_the_default(settings_api, status):
    found = settings_api.data(SET_DEFAULT, id=global_id(status("awaiting-payment")))
    assert found["orderStatusDefinitionSetDefault"]["statusDefinition"]["isDefault"] is True
    assert list(OrderStatusDefinition.objects.filter(is_default=True).values_list("slug", flat=True)) == [
        "awaiting-payment"
    ]


@pytest.mark.parametrize("slug", ["finalized", "canceled", "refunded"])
def test_the_default_must_be_in_progress(settings_api, status, slug):
    found = settings_api.data(SET_DEFAULT, id=global_id(status(slug)))["orderStatusDefinitionSetDefault"]
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("id", "INVALID")]
    assert status("received").is_default


if is_saleor_3():

    def test_unknown_channels_are_refused(settings_api, status):
        make_channel("main")
        found = create(settings_api, name="New", type="IN_PROGRESS", channels=["main", "moon"])
        assert [(one["field"], one["code"]) for one in found["errors"]] == [("channels", "INVALID")]
        found = settings_api.data(SET_DEFAULT, id=global_id(status("paid")), channel="moon")
        errors = found["orderStatusDefinitionSetDefault"]["errors"]
        assert [(one["field"], one["code"]) for one in errors] == [("channel", "INVALID")]
        assert status("paid").default_channels == []


def test_a_channel_has_one_default_of_its_own(settings_api, status):
    make_channel("main")
    found = settings_api.data(SET_DEFAULT, id=global_id(status("awaiting-payment")), channel="main")
    found = found["orderStatusDefinitionSetDefault"]
    if not is_saleor_3():
        assert [one["code"] for one in found["errors"]] == ["UNSUPPORTED_HOST"]
        return
    assert found["statusDefinition"]["defaultChannels"] == ["main"]
    settings_api.data(SET_DEFAULT, id=global_id(status("in-realisation")), channel="main")
    assert status("awaiting-payment").default_channels == []
    assert status("in-realisation").default_channels == ["main"]
    assert status("received").is_default


def test_delete_a_status_that_nobody_uses(settings_api, engraving):
    found = settings_api.data(DELETE, id=global_id(engraving))["orderStatusDefinitionDelete"]
    assert found["errors"] == []
    assert found["statusDefinition"]["slug"] == "engraving"
    assert slugs(settings_api) == BUILT_IN


def test_deleting_a_used_status_says_how_many_orders_have_it(settings_api, engraving):
    for _number in range(2):
        OrderState.objects.create(order=make_order(), status=engraving)
    found = settings_api.data(DELETE, id=global_id(engraving))["orderStatusDefinitionDelete"]
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("id", "STATUS_IN_USE")]
    assert found["errors"][0]["message"].startswith("2 orders have this status.")
    assert OrderStatusDefinition.objects.filter(pk=engraving.pk).exists()


def test_004_06_deleting_with_a_replacement_moves_the_orders_and_keeps_history(
    settings_api, staff_api, engraving, status, order_id
):
    # given an order that was given the status
    order = make_order()
    change = """mutation($id: ID!) { orderStatusChange(order: $id, input: {status: "engraving"})
        { errors { code } } }"""
    staff_api.data(change, id=order_id(order))
    # when
    found = settings_api.data(DELETE, id=global_id(engraving), to=global_id(status("paid")))
    # then
    assert found["orderStatusDefinitionDelete"]["errors"] == []
    assert OrderState.objects.get(order=order).status == status("paid")
    assert list(
        OrderEntry.objects.filter(order=order).values_list(
            "status_from_label", "status_to_label", "status_to"
        )
    ) == [("Received", "Engraving", None), ("Engraving", "Paid", status("paid").pk)]


def test_built_in_and_default_statuses_stay(settings_api, status, engraving):
    found = settings_api.data(DELETE, id=global_id(status("sent")))["orderStatusDefinitionDelete"]
    assert [one["code"] for one in found["errors"]] == ["BUILT_IN_READ_ONLY"]
    settings_api.data(SET_DEFAULT, id=global_id(engraving))
    found = settings_api.data(DELETE, id=global_id(engraving))["orderStatusDefinitionDelete"]
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("id", "INVALID")]


def test_customers_see_only_active_customer_statuses_without_staff_columns(api, engraving, status):
    # given one internal and one inactive status
    OrderStatusDefinition.objects.filter(slug="waiting-for-dispatch").update(visibility="STAFF")
    OrderStatusDefinition.objects.filter(slug="paid").update(is_active=False)
    # when
    listed = slugs(api)
    found = api.data('{ orderStatusDefinition(slug: "sent") { name channels ordersCount customerLabel } }')
    hidden = api.data('{ orderStatusDefinition(slug: "waiting-for-dispatch") { slug } }')
    # then
    assert listed == [one for one in BUILT_IN if one not in ("waiting-for-dispatch", "paid")] + ["engraving"]
    assert found["orderStatusDefinition"] == {
        "name": None,
        "channels": None,
        "ordersCount": None,
        "customerLabel": "Sent",
    }
    assert hidden["orderStatusDefinition"] is None


@pytest.mark.parametrize("caller", ["api", "customer_api", "staff_api"])
def test_only_manage_settings_may_change_statuses(request, caller, status):
    answer = request.getfixturevalue(caller).answer(CREATE, input={"name": "New", "type": "IN_PROGRESS"})
    assert answer["data"]["orderStatusDefinitionCreate"] is None
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert OrderStatusDefinition.objects.filter(kind="CUSTOM").count() == 0


def test_pages_follow_each_other_without_gap_or_repeat(settings_api):
    query = """query($first: Int, $after: String, $last: Int, $before: String) {
        orderStatusDefinitions(first: $first, after: $after, last: $last, before: $before) {
            totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            edges { node { slug } } } }"""
    seen, after = [], None
    while True:
        page = settings_api.data(query, first=4, after=after)["orderStatusDefinitions"]
        seen += [edge["node"]["slug"] for edge in page["edges"]]
        assert page["totalCount"] == 9
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert seen == BUILT_IN
    tail = settings_api.data(query, last=2)["orderStatusDefinitions"]
    assert [edge["node"]["slug"] for edge in tail["edges"]] == BUILT_IN[-2:]
    assert tail["pageInfo"]["hasPreviousPage"] is True
    earlier = settings_api.data(query, last=2, before=tail["pageInfo"]["startCursor"])[
        "orderStatusDefinitions"
    ]
    assert [edge["node"]["slug"] for edge in earlier["edges"]] == BUILT_IN[-4:-2]


@pytest.mark.parametrize(
    "arguments",
    [
        'search: "x"',
        "first: 0",
        "first: 101",
        "first: -1",
        "first: 1, last: 1",
        'first: 1, after: "nonsense"',
    ],
)
def test_bad_page_arguments_are_errors(settings_api: Api, arguments):
    answer = settings_api.answer(f"{{ orderStatusDefinitions({arguments}) {{ totalCount }} }}")
    assert answer["data"]["orderStatusDefinitions"] is None
    assert len(answer["errors"]) == 1
