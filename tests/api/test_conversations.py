"""Conversations over Saleor's API: who sees what, what is kept from whom, and how much reading costs."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.conversations import customer_messages
from saleor_order_central.conversations.kinds import ThreadStatus
from saleor_order_central.conversations.memos import add_memo
from saleor_order_central.conversations.models import ContactPoint, OrderMessage, OrderThread
from saleor_order_central.conversations.states import set_status
from saleor_order_central.conversations.thread_filter import ThreadSort
from saleor_order_central.host import get_host
from tests.access.guests import grant
from tests.conftest import Api
from tests.conversations.conftest import answer, customer_writes, guest_asks, staff, words
from tests.shop_rows import facts_of, make_app, make_channel, make_order, make_user

THREAD = """query($id: ID!) { orderThread(id: $id) {
  number status subject customerEmail customerName channel contact { slug } order { id }
  assignee { email } customer { email } customerSummary { ordersCount totalSpent { amount } }
  messagesCount unreadByStaff unreadByCustomer isWaitingForReply waitingSince nextUnanswered { body }
  answeringUser { email } heldMails { id } replyAddress firstResponseAt createdAt updatedAt
  messages(first: 50) { totalCount edges { node { id body visibility authorType user { email }
    enteredBy { email } origin notifications { status } } } }
  story(first: 50) { totalCount edges { node { id } } } } }"""
INBOX = """query($where: OrderThreadWhereInput, $search: String, $first: Int = 50) {
  orderThreads(where: $where, search: $search, first: $first) { totalCount edges { node { id number
    contact { name } assignee { email } order { id } unreadByStaff messages(last: 2) { edges { node {
      body attachments { url } user { email } notifications { status } } } }
    nextUnanswered { body } heldMails { id } customerSummary { ordersCount } } } } }"""
SEND = """mutation($input: OrderMessageInput!) { orderMessageSend(input: $input) {
  message { id } thread { id } errors { field code } } }"""
WRITE = """mutation($input: OrderCustomerMessageInput!) { orderCustomerMessageSend(input: $input) {
  message { id body } thread { id status } errors { field code } } }"""


def gid(kind, pk) -> str:
    return graphene.Node.to_global_id(kind, pk)


@pytest.fixture
def order(customer, configure):
    configure(saleor_mails="off", reply_mailbox="reply@shop.example")
    return make_order(user=customer)


@pytest.fixture
def thread(order, staff_user):
    """A question, an answer, a memo, and another question."""
    with get_host().allow_writer():
        made = customer_writes(order).thread
        answer(order, staff_user)
        answer(order, staff_user, "MARK-1", show_to_customer=False)
        add_memo(facts_of(order), words("MARK-2"), author=staff(staff_user))
        customer_writes(order, "And when?")
        set_status(made.pk, ThreadStatus.PENDING_2)
    return OrderThread.objects.get(pk=made.pk)


def read(api, thread):
    return api.data(THREAD, id=gid("OrderThread", thread.pk))["orderThread"]


def bodies(found) -> list[str]:
    return [edge["node"]["body"] for edge in found["messages"]["edges"]]


def test_staff_sees_all_of_a_conversation(thread, staff_api):
    found = read(staff_api, thread)
    assert bodies(found) == ["Where is my parcel?", "On its way.", "MARK-1", "And when?"]
    assert (found["status"], found["assignee"], found["customer"]) == (
        "PENDING_2",
        {"email": "staff@example.com"},
        {"email": "ana@example.com"},
    )
    assert (found["unreadByStaff"], found["nextUnanswered"]) == (1, {"body": "And when?"})
    assert found["replyAddress"].endswith("@shop.example")
    # four of the conversation and the order itself
    assert (found["story"]["totalCount"], found["messagesCount"]) == (5, 3)
    # spending is for those who may manage customers, too
    assert found["customerSummary"] is None


def test_figures_of_the_customer_need_both_permissions(thread):
    user = make_user("boss@example.com", "order.manage_orders", "account.manage_users", is_staff=True)
    found = read(Api().sign_in(user), thread)
    assert found["customerSummary"] == {"ordersCount": 1, "totalSpent": [{"amount": 30.0}]}


def test_the_customer_sees_what_was_said_and_nothing_else(thread, customer_api):
    found = read(customer_api, thread)
    assert "MARK" not in str(found)
    assert bodies(found) == ["Where is my parcel?", "On its way.", "And when?"]
    assert found["messages"]["totalCount"] == found["messagesCount"] == 3
    # the team's own marks look like work in progress
    assert found["status"] == "OPEN"
    for field in ("assignee", "customer", "customerSummary", "unreadByStaff", "waitingSince", "story"):
        assert found[field] is None, field
    for field in ("nextUnanswered", "answeringUser", "heldMails", "replyAddress", "firstResponseAt"):
        assert found[field] is None, field
    inner = [edge["node"] for edge in found["messages"]["edges"]]
    assert {(one["user"], one["enteredBy"], one["notifications"]) for one in inner} == {(None, None, None)}
    # a memo does not move the date that the customer sees
    last = OrderMessage.objects.order_by("pk").last()
    assert found["updatedAt"][:19] == last.created_at.isoformat()[:19]


@pytest.mark.parametrize("caller", ["anonymous", "other", "staff-without"])
def test_nobody_else_sees_or_writes(thread, order, caller):
    api = (
        Api()
        if caller == "anonymous"
        else Api().sign_in(make_user("other@example.com", is_staff=caller == "staff-without"))
    )
    assert read(api, thread) is None
    assert api.data(INBOX)["orderThreads"] == {"totalCount": 0, "edges": []}
    for place in ({"order": gid("Order", order.pk)}, {"thread": gid("OrderThread", thread.pk)}):
        answered = api.data(WRITE, input={**place, "body": "Let me in"})["orderCustomerMessageSend"]
        assert [one["code"] for one in answered["errors"]] == ["NOT_FOUND"]
    refused = api.answer(SEND, input={"thread": gid("OrderThread", thread.pk), "body": "x"})
    assert refused["data"]["orderMessageSend"] is None
    assert OrderMessage.objects.count() == 3


def test_a_conversation_of_memos_alone_does_not_exist_for_customers(
    order, staff_user, customer_api, staff_api
):
    with get_host().allow_writer():
        made = answer(order, staff_user, "MARK", show_to_customer=False).thread
    assert read(customer_api, made) is None
    page = "query($id: ID!) { orderCentral(id: $id) { thread { id } } }"
    assert customer_api.data(page, id=gid("Order", order.pk))["orderCentral"]["thread"] is None
    assert staff_api.data(page, id=gid("Order", order.pk))["orderCentral"]["thread"] is not None
    assert customer_api.data(INBOX)["orderThreads"]["totalCount"] == 0
    marked = customer_api.data(
        "mutation($id: ID!) { orderThreadMarkAsRead(id: $id) { errors { code } } }",
        id=gid("OrderThread", made.pk),
    )
    assert marked["orderThreadMarkAsRead"]["errors"] == [{"code": "NOT_FOUND"}]


def test_without_an_order_its_customer_and_staff_read(configure, customer, customer_api, staff_api, api):
    configure(saleor_mails="off")
    with get_host().allow_writer():
        own = guest_asks(user_pk=customer.pk, email="").thread
        # somebody else wrote from Ana's address: that makes it nobody's account
        foreign = guest_asks("Mine?", email="ana@example.com").thread
    assert bodies(read(customer_api, own)) == ["Do you sell blue mugs?"]
    assert read(customer_api, foreign) is None
    assert bodies(read(staff_api, foreign)) == ["Mine?"]
    assert read(api, own) is None


def test_an_app_writes_and_owns_nothing(order):
    _app, token = make_app("Desk", "order.manage_orders")
    api = Api().with_header(f"Bearer {token}")
    wanted = {"order": gid("Order", order.pk), "body": "Hi", "showToCustomer": True, "idempotencyKey": "1"}
    first = api.data(SEND, input=wanted)["orderMessageSend"]
    assert first["errors"] == []
    assert api.data(SEND, input=wanted)["orderMessageSend"]["message"] == first["message"]
    said = OrderMessage.objects.get()
    assert (said.author_type, said.app_name, said.origin, said.thread.assignee_id) == (
        "APP",
        "Desk",
        "API",
        None,
    )


def test_callers_of_the_contact_form_are_told_apart_by_their_network(api, monkeypatch):
    monkeypatch.setattr(customer_messages, "LIMITS", {"email": 9, "client": 1})
    contact = gid("OrderContactPoint", ContactPoint.objects.get(slug="webmaster").pk)

    def write(email, **headers):
        api.headers = headers
        wanted = {"contact": contact, "email": email, "body": "Hello"}
        errors = api.data(WRITE, input=wanted)["orderCustomerMessageSend"]["errors"]
        return [(one["field"], one["code"]) for one in errors]

    assert write("a@example.com", REMOTE_ADDR="192.0.2.1") == []
    # what a caller says of itself counts for nothing
    forged = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "192.0.2.9"}
    assert write("b@example.com", **forged) == [(None, "RATE_LIMITED")]
    assert write("b@example.com", REMOTE_ADDR="192.0.2.2") == []
    assert OrderThread.objects.count() == 2


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({}, 2),
        ({"statuses": ["PENDING_2"]}, 1),
        ({"isWaitingForReply": True}, 2),
        ({"isWaitingForReply": False}, 0),
        ({"isUnassigned": True}, 1),
        ({"isUnread": True}, 2),
        ({"hasHeldMail": True}, 0),
        ({"hasOrder": False}, 1),
        ({"customerEmail": "GUEST@example.com"}, 1),
        ({"updatedAt": {"gte": "2200-01-01T00:00:00Z"}}, 0),
        ({"OR": [{"hasOrder": False}, {"statuses": ["PENDING_2"]}]}, 2),
        ({"OR": [{"hasOrder": False}, {"statuses": ["CLOSED"]}]}, 1),
        ({"isUnread": True, "OR": [{"hasHeldMail": True}, {"isUnassigned": True}]}, 1),
        ({"AND": [{"hasOrder": True}, {"isUnassigned": True}]}, 0),
        ({"AND": [{"isUnread": True}, {"OR": [{"hasOrder": True}, {"isUnassigned": True}]}]}, 2),
        ({"OR": [], "AND": None}, 2),
    ],
)
def test_staff_filters_the_inbox(thread, staff_api, where, count):
    with get_host().allow_writer():
        guest_asks()
    assert staff_api.data(INBOX, where=where)["orderThreads"]["totalCount"] == count


@pytest.mark.parametrize("named", ["ids", "assignees", "contacts", "orders", "channels"])
def test_staff_finds_conversations_by_what_they_belong_to(thread, staff_user, staff_api, named):
    with get_host().allow_writer():
        guests = guest_asks().thread
        make_channel("somewhere")
        OrderThread.objects.filter(pk=thread.pk).update(channel="somewhere")
    wanted = {
        "ids": (gid("OrderThread", thread.pk), thread),
        "assignees": (gid("User", staff_user.pk), thread),
        "contacts": (gid("OrderContactPoint", guests.contact_id), guests),
        "orders": (gid("Order", thread.order_id), thread),
        "channels": ("somewhere", thread),
    }
    value, expected = wanted[named]
    found = staff_api.data(INBOX, where={named: [value]})["orderThreads"]["edges"]
    assert [edge["node"]["number"] for edge in found] == [expected.number]


def nested(depth):
    return {"isUnread": True} if not depth else {"AND": [nested(depth - 1)]}


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"OR": [{}]}, "Each part of OR needs a condition"),
        ({"AND": [{"isUnread": None}]}, "Each part of AND needs a condition"),
        ({"OR": [{"isUnread": True}] * 51}, "At most 50 parts"),
        (nested(7), "nested 6 deep"),
        ({"OR": [{"channels": ["x"] * 101}]}, "At most 100 are allowed"),
    ],
    ids=["empty", "null", "too many", "too deep", "too many names"],
)
def test_a_filter_that_means_nothing_or_too_much_is_refused(staff_api, where, message):
    answer = staff_api.answer(INBOX, where=where)
    assert [one["message"] for one in answer["errors"] if message in one["message"]] != []
    assert len(answer["errors"]) == 1


PAGES = """query($sort: OrderThreadSortEnum, $first: Int, $last: Int, $after: String, $before: String) {
  orderThreads(sortBy: $sort, first: $first, last: $last, after: $after, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { number } } } }"""


@pytest.mark.parametrize("sort", [None, *(one.value for one in ThreadSort)])
def test_the_inbox_is_read_page_by_page_in_every_order(staff_api, order, sort):
    # given five conversations, of which the second has the last change
    with get_host().allow_writer():
        rows = [guest_asks(email=f"g{number}@example.com").thread for number in range(5)]
        set_status(rows[1].pk, ThreadStatus.PENDING_1)
    made = [row.number for row in rows]
    changed = [made[0], *made[2:], made[1]]
    expected = changed if sort in (None, "UPDATED_FIRST", "UPDATED_LAST") else made
    expected = expected[::-1] if sort in (None, "UPDATED_FIRST", "NEWEST_FIRST") else expected

    def read(**window):
        page = staff_api.data(PAGES, sort=sort, **window)["orderThreads"]
        assert page["totalCount"] == 5
        return page["pageInfo"], [edge["node"]["number"] for edge in page["edges"]]

    # then
    info, first = read(first=2)
    assert (first, info["hasNextPage"], info["hasPreviousPage"]) == (expected[:2], True, False)
    info, rest = read(first=3, after=info["endCursor"])
    assert (rest, info["hasNextPage"]) == (expected[2:], False)
    info, last = read(last=2)
    assert (last, info["hasPreviousPage"]) == (expected[3:], True)
    assert read(last=2, before=info["startCursor"])[1] == expected[1:3]


@pytest.mark.parametrize(
    ("search", "for_staff", "for_customer"),
    [("parcel", 1, 1), ("MARK-1", 1, 0), ("mark-2", 1, 0), ("nothing", 0, 0), ("ana@example.com", 1, 1)],
)
def test_words_of_memos_find_a_conversation_for_staff_only(
    thread, staff_api, customer_api, search, for_staff, for_customer
):
    assert staff_api.data(INBOX, search=search)["orderThreads"]["totalCount"] == for_staff
    assert customer_api.data(INBOX, search=search)["orderThreads"]["totalCount"] == for_customer


def test_customers_cannot_ask_about_marks_by_filtering(thread, customer_api):
    alone = ({"statuses": ["PENDING_2"]}, {"statuses": ["CLOSED"]}, {"isUnassigned": True})
    for where in (*alone, *({"OR": [one]} for one in alone), {"AND": list(alone)}):
        assert customer_api.data(INBOX, where=where)["orderThreads"]["totalCount"] == 1


def test_the_number_finds_its_conversation(thread, staff_api):
    found = staff_api.data(INBOX, search=thread.number.lower())["orderThreads"]["edges"]
    assert [edge["node"]["number"] for edge in found] == [thread.number]


def test_five_conversations_take_as_many_statements_as_one(
    order, customer, staff_user, staff_api, statements
):
    def more(number):
        with get_host().allow_writer():
            for _ in range(number):
                own = make_order(user=customer)
                customer_writes(own)
                answer(own, staff_user)
                answer(own, staff_user, "memo", show_to_customer=False)
                customer_writes(own, "More")

    def counted() -> int:
        with statements() as found:
            staff_api.data(INBOX)
        return len(found)

    more(1)
    first = counted()
    more(4)
    assert counted() == first


def test_the_centre_off_means_staff_reads_only(thread, order, configure, customer_api, staff_api):
    configure(active=False)
    assert read(customer_api, thread) is None
    assert customer_api.data(INBOX)["orderThreads"]["totalCount"] == 0
    assert read(staff_api, thread)["number"] == thread.number
    for api, query, key in (
        (customer_api, WRITE, "orderCustomerMessageSend"),
        (staff_api, SEND, "orderMessageSend"),
    ):
        answered = api.data(query, input={"thread": gid("OrderThread", thread.pk), "body": "x"})[key]
        assert [one["code"] for one in answered["errors"]] == ["FEATURE_DISABLED"]


def guest_api(token: str) -> Api:
    """Whoever holds a token."""
    api = Api()
    api.headers["HTTP_ORDER_CENTRAL_TOKEN"] = token
    return api


def test_guests_with_the_scope_read_and_write_without_personal_data(thread, order):
    with get_host().allow_writer():
        api = guest_api(grant(order, AccessScope.VIEW, AccessScope.MESSAGE))
    found = read(api, thread)
    assert bodies(found) == ["Where is my parcel?", "On its way.", "And when?"]
    assert (found["order"], found["customerEmail"], found["customerName"]) == (None, None, None)
    assert "MARK" not in str(found)
    # the token names the order
    written = api.data(WRITE, input={"body": "By a guest"})["orderCustomerMessageSend"]
    assert (written["errors"], written["message"]["body"]) == ([], "By a guest")
    said = OrderMessage.objects.get(body="By a guest")
    assert (said.author_type, said.user_id, said.thread_id) == ("CUSTOMER", None, thread.pk)
    page = "query($id: ID!) { orderCentral(id: $id) { thread { id } } }"
    assert api.data(page, id=gid("Order", order.pk))["orderCentral"]["thread"] is not None


def test_guests_who_only_look_see_no_conversation(thread, order):
    with get_host().allow_writer():
        api = guest_api(grant(order, AccessScope.VIEW))
    assert read(api, thread) is None
    written = api.data(WRITE, input={"order": gid("Order", order.pk), "body": "x"})[
        "orderCustomerMessageSend"
    ]
    assert [one["code"] for one in written["errors"]] == ["NOT_FOUND"]
    page = "query($id: ID!) { orderCentral(id: $id) { number thread { id } } }"
    found = api.data(page, id=gid("Order", order.pk))["orderCentral"]
    assert (found["number"] is not None, found["thread"]) == (True, None)
