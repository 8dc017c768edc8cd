"""Codes, tokens and grants through the API: the same answers for unknown orders, limits, ends (B-09)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from saleor_order_central.access.cleaning import forget_old_access
from saleor_order_central.access.grants import MOST_TRIES
from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.access.limits import CONFIRM_LIMITS, REQUEST_LIMITS
from saleor_order_central.access.models import AccessCount, AccessGrant, AccessLinkBar, AccessRequest
from saleor_order_central.access.tokens import link_token, token_hash
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import OrderNotification
from tests.access.guests import answer, confirm, grant, newest_code, now, number_of, request, wrong
from tests.conftest import Api
from tests.shop_rows import make_order, make_user

EMAIL = "guest@example.com"
PAGE = "query($id: ID, $token: String) { orderCentral(id: $id, token: $token) { number isRedacted } }"
GRANTS = """query($id: ID!) { orderCentral(id: $id) { accessGrants(first: 10) { totalCount edges { node {
  id scopes source revokedAt lastUsedAt usesCount expiresAt order { id } } } } } }"""
REVOKE = """mutation($id: ID, $order: ID) { orderAccessGrantRevoke(id: $id, order: $order) {
  count accessGrant { revokedAt } errors { field code } } }"""
INVALID = [{"field": "code", "code": "CODE_INVALID", "message": "This code is not right."}]


@pytest.fixture
def order(db):
    return make_order()


def number_of_page(api, **variables):
    page = api.data(PAGE, **variables)["orderCentral"]
    return page and page["number"]


# From the number to the page


def test_004_03_guest_reads_the_order_with_a_code(api, order):
    # given
    number = number_of(order)
    # when
    asked = request(api, f"#{number}", " Guest@Example.com ")
    answer()
    given = confirm(api, number, EMAIL, newest_code().lower())
    # then
    assert asked == {"isAccepted": True, "errors": []}
    assert given["errors"] == []
    assert given["scopes"] == ["VIEW", "MESSAGE", "RETURN", "WITHDRAW"]
    assert given["orderCentral"] == {"number": number, "isRedacted": True}
    # and with the header, with the argument, and without naming the order
    assert number_of_page(Api().as_guest(given["token"])) == number
    assert number_of_page(Api(), token=given["token"]) == number
    assert number_of_page(Api().as_guest(given["token"]), token=given["token"]) == number


def test_mail_holds_the_code_but_no_stored_text_does(api, order, settings, mailoutbox):
    from saleor_order_central.notifications.delivery import deliver_due

    # given
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    request(api, number_of(order), EMAIL)
    answer()
    code = newest_code()
    stored = OrderNotification.objects.get()
    # when
    with get_host().allow_writer():
        deliver_due()
    # then
    (mail,) = mailoutbox
    assert mail.to == [EMAIL]
    assert code in mail.body
    assert code in mail.alternatives[0][0]
    stored.refresh_from_db()
    assert (stored.occasion, stored.status) == ("ACCESS_CODE", "SENT")
    for row in (*OrderNotification.objects.values(), *AccessRequest.objects.values()):
        assert code not in str(row)
        assert code.replace("-", "") not in str(row)
    assert (*AccessRequest.objects.values_list("number", "email"),) == (("", ""),)


def test_code_that_ended_meanwhile_is_not_mailed(api, order, settings, mailoutbox):
    from saleor_order_central.notifications.delivery import deliver_due

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    request(api, number_of(order), EMAIL)
    answer()
    AccessRequest.objects.update(expires_at=now())
    with get_host().allow_writer():
        deliver_due()
    stored = OrderNotification.objects.get()
    assert (stored.status, stored.reason, mailoutbox) == ("CANCELED", "NO_LONGER_TRUE", [])


def test_request_that_a_dead_worker_left_is_answered_later(api, order):
    request(api, number_of(order), EMAIL)
    AccessRequest.objects.update(claimed_at=now())
    assert answer() == 0
    AccessRequest.objects.update(claimed_at=now() - timedelta(minutes=6))
    assert answer() == 1
    assert answer() == 0
    assert OrderNotification.objects.count() == 1


# The same answer and the same work


def unknown_pairs(order):
    number = number_of(order)
    return {
        "unknown number": ("999999", EMAIL),
        "other address": (number, "eve@example.com"),
        "no number at all": ("no-number", EMAIL),
        "number too long for the column": ("9" * 30, EMAIL),
    }


def test_request_answers_and_works_alike_for_unknown_orders(api, order, statements):
    # given a first request, so that nothing is read for the first time
    request(api, "1", "warm@example.com")
    AccessCount.objects.all().delete()
    # when
    found = {}
    for name, (number, email) in {"known": (number_of(order), EMAIL), **unknown_pairs(order)}.items():
        with statements() as counted:
            asked = request(api, number, email)
        found[name] = asked, [shape(one["sql"]) for one in counted]
    # then neither the answer nor a statement differs; the order is not looked for at all
    known = found.pop("known")
    assert known[0] == {"isAccepted": True, "errors": []}
    assert not any("order_order" in sql for sql in known[1])
    assert found == dict.fromkeys(found, known)
    # and only the known one is mailed
    assert answer() == 6
    assert [row.order_id for row in OrderNotification.objects.all()] == [order.pk]


def test_confirm_answers_and_works_alike_for_unknown_orders(api, order, statements):
    # given
    pairs = {"known": (number_of(order), EMAIL), **unknown_pairs(order)}
    for number, email in pairs.values():
        request(api, number, email)
    answer()
    pairs["never asked for"] = (number_of(order), "nobody@example.com")
    confirm(api, "1", "warm@example.com", "ABCD-EFGH")
    # when
    found = {}
    for name, (number, email) in pairs.items():
        with statements() as counted:
            tried = confirm(api, number, email, wrong(newest_code()))
        found[name] = tried, [shape(one["sql"]) for one in counted]
    # then
    known = found.pop("known")
    assert (known[0]["token"], known[0]["errors"]) == (None, INVALID)
    assert found == dict.fromkeys(found, known)


def shape(sql):
    """A statement without its values."""
    return re.sub(r"'[^']*'|\bs\d+_x\d+\b|_django_curs_\w+|\b\d+\b", "?", sql)


def test_code_of_an_unknown_order_opens_nothing(api, order):
    # given whoever could read the database and the key
    request(api, "999999", EMAIL)
    answer()
    assert confirm(api, "999999", EMAIL, newest_code())["errors"] == INVALID
    assert AccessGrant.objects.count() == 0


def test_draft_cannot_be_opened(api):
    draft = make_order(status="draft")
    request(api, number_of(draft), EMAIL)
    answer()
    assert confirm(api, number_of(draft), EMAIL, newest_code())["errors"] == INVALID
    assert OrderNotification.objects.count() == 0


if is_saleor_3():

    @pytest.mark.parametrize(("channel", "mails"), [("main", 1), ("", 1), (None, 1), ("other", 0)])
    def test_channel_that_is_named_must_be_the_orders(api, order, channel, mails):
        assert request(api, number_of(order), EMAIL, channel=channel)["isAccepted"] is True
        answer()
        assert OrderNotification.objects.count() == mails


@pytest.mark.parametrize(
    ("number", "email", "field", "code"),
    [
        (" # ", EMAIL, "number", "REQUIRED"),
        ("1", "  ", "email", "REQUIRED"),
        ("1" * 65, EMAIL, "number", "INVALID"),
        ("1", "x" * 255, "email", "INVALID"),
    ],
)
def test_bad_input_names_its_field(api, number, email, field, code):
    for asked in (request(api, number, email), confirm(api, number, email, "ABCD-EFGH")):
        assert [(one["field"], one["code"]) for one in asked["errors"]] == [(field, code)]
    assert (AccessRequest.objects.count(), AccessCount.objects.count()) == (0, 0)


def test_texts_that_no_row_can_hold_are_cleaned(api, order):
    assert request(api, f"{number_of(order)}\0", f"{EMAIL}\ud800".encode("utf-16", "surrogatepass").hex())
    assert confirm(api, "1\0", EMAIL, "\0")["errors"] == INVALID


# Guessing


def test_brute_force_ends_with_the_fifth_try(api, order):
    # given
    number = number_of(order)
    request(api, number, EMAIL)
    answer()
    code = newest_code()
    # when
    for _ in range(MOST_TRIES):
        assert confirm(api, number, EMAIL, wrong(code))["errors"] == INVALID
    # then even the right one is too late
    assert confirm(api, number, EMAIL, code)["errors"] == INVALID
    assert AccessRequest.objects.get().tries == MOST_TRIES
    assert AccessGrant.objects.count() == 0
    # and a new code works
    request(api, number, EMAIL)
    answer()
    assert confirm(api, number, EMAIL, newest_code())["errors"] == []


def test_code_works_once_and_a_new_one_ends_the_old(api, order):
    number = number_of(order)
    request(api, number, EMAIL)
    old = newest_code()
    request(api, number, EMAIL)
    answer()
    assert confirm(api, number, EMAIL, old)["errors"] == INVALID
    assert confirm(api, number, EMAIL, newest_code())["errors"] == []
    assert confirm(api, number, EMAIL, newest_code())["errors"] == INVALID
    assert AccessGrant.objects.count() == 1


def test_code_does_not_open_another_order(api, order):
    other = make_order()
    request(api, number_of(order), EMAIL)
    answer()
    assert confirm(api, number_of(other), EMAIL, newest_code())["errors"] == INVALID


def test_late_code_says_so_only_when_it_is_right(api, order):
    number = number_of(order)
    request(api, number, EMAIL)
    answer()
    AccessRequest.objects.update(expires_at=now())
    assert confirm(api, number, EMAIL, wrong(newest_code()))["errors"] == INVALID
    (late,) = confirm(api, number, EMAIL, newest_code())["errors"]
    assert (late["field"], late["code"]) == ("code", "CODE_EXPIRED")
    assert AccessGrant.objects.count() == 0


@pytest.mark.parametrize("kind", ["order", "email", "client"])
@pytest.mark.parametrize("act", ["request", "confirm"])
def test_limits_per_order_address_and_caller(api, order, kind, act):
    """Each is reached alone; refused tries change nothing, and others go on."""
    limit = {"request": REQUEST_LIMITS, "confirm": CONFIRM_LIMITS}[act][kind]

    def one(place, number=None):
        caller = Api()
        caller.client.defaults["REMOTE_ADDR"] = "203.0.113.1" if kind == "client" else f"198.51.100.{place}"
        key = number or (number_of(order) if kind == "order" else str(900_000 + place))
        email = EMAIL if kind == "email" else f"guest{place}@example.com"
        done = request(caller, key, email) if act == "request" else confirm(caller, key, email, "ABCD-EFGH")
        return [error["code"] for error in done["errors"]]

    usual = [] if act == "request" else ["CODE_INVALID"]
    assert [one(place) for place in range(limit)] == [usual] * limit
    stored = AccessRequest.objects.count()
    assert one(limit) == ["RATE_LIMITED"]
    assert AccessRequest.objects.count() == stored
    # an hour later it goes on
    AccessCount.objects.update(hour=now() - timedelta(hours=1))
    assert one(limit + 1) == usual


def test_limit_says_nothing_of_the_order(api, order):
    for number, email in ((number_of(order), EMAIL), ("999999", "other@example.com")):
        codes = [request(api, number, email)["errors"] for _ in range(REQUEST_LIMITS["email"] + 1)]
        assert codes[:-1] == [[]] * REQUEST_LIMITS["email"]
        assert codes[-1] == [
            {"field": None, "code": "RATE_LIMITED", "message": "Too many tries; wait an hour."}
        ]


def test_counts_hold_no_addresses(api, order):
    request(api, number_of(order), EMAIL)
    assert AccessCount.objects.count() == 3
    assert all(re.fullmatch("[0-9a-f]{32}", row.subject) for row in AccessCount.objects.all())


# What a token is good for


def test_token_of_one_order_opens_no_other(api, order, order_id):
    other = make_order()
    guest = Api().as_guest(grant(order))
    assert number_of_page(guest, id=order_id(order)) == number_of(order)
    assert number_of_page(guest, id=order_id(other)) is None
    assert number_of_page(guest, id=order_id(other), token=grant(order)) is None


def test_grant_ends_with_time_revocation_and_change_of_address(order, order_id):
    ended = grant(order, expires_at=now())
    revoked = grant(order, revoked_at=now())
    good = grant(order)
    assert number_of_page(Api().as_guest(ended), id=order_id(order)) is None
    assert number_of_page(Api().as_guest(revoked), id=order_id(order)) is None
    assert number_of_page(Api().as_guest(good), id=order_id(order)) == number_of(order)
    type(order).objects.filter(pk=order.pk).update(user_email="corrected@example.com")
    assert number_of_page(Api().as_guest(good), id=order_id(order)) is None


@pytest.mark.parametrize("token", ["nothing", "ocg_x", "ocl_x", "ocl_1~2~3.4", "x" * 5000, "ä", ","])
def test_other_texts_open_nothing(order, order_id, token):
    assert number_of_page(Api(), id=order_id(order), token=token) is None
    answer_without_order = Api().answer(PAGE, token=token)
    assert [one["message"] for one in answer_without_order["errors"]] == [
        "Name the order, or send the token of a guest."
    ]


def test_switches_of_the_shop(order, order_id, configure):
    token = grant(order)
    for values in ({"guest_access": False}, {"active": False}):
        configure(**values)
        assert number_of_page(Api().as_guest(token), id=order_id(order)) is None
        for done in (request(Api(), "1", EMAIL), confirm(Api(), "1", EMAIL, "ABCD-EFGH")):
            assert [error["code"] for error in done["errors"]] == ["FEATURE_DISABLED"]
    configure(guest_access=True)
    assert number_of_page(Api().as_guest(token), id=order_id(order)) == number_of(order)


def test_one_lookup_for_any_number_of_tokens_and_orders(db, statements, order_id):
    orders = [make_order() for _ in range(6)]
    tokens = [grant(one) for one in orders]

    def cost(count):
        fields = " ".join(
            f'o{place}: orderCentral(id: "{order_id(one)}") {{ number }}'
            for place, one in enumerate(orders[:count])
        )
        with statements() as found:
            data = Api().as_guest(*tokens[:count]).data(f"{{ {fields} }}")
        assert [one["number"] for one in data.values()] == [number_of(one) for one in orders[:count]]
        return [one["sql"] for one in found if "accessgrant" in one["sql"]]

    cost(1)
    assert [len(cost(count)) for count in (1, 6)] == [2, 2]


# Links in mails


def test_link_of_a_mail_opens_the_order_to_look_at(order, order_id, configure):
    # given
    token = link_token(order.pk, EMAIL, now())
    # when
    assert number_of_page(Api(), token=token) == number_of(order)
    assert number_of_page(Api(), token=token) == number_of(order)
    # then it is listed as a grant
    row = AccessGrant.objects.get()
    assert (row.source, row.scopes, row.uses_count) == ("LINK", ["VIEW"], 2)
    assert row.expires_at - row.created_at < timedelta(days=30)
    # and it ends with the setting that makes links
    configure(guest_access=False)
    assert number_of_page(Api(), id=order_id(order), token=token) is None


def test_old_links_and_links_to_other_addresses_open_nothing(order, order_id):
    old = link_token(order.pk, EMAIL, now() - timedelta(days=31))
    elsewhere = link_token(order.pk, "eve@example.com", now())
    assert number_of_page(Api(), id=order_id(order), token=old) is None
    assert number_of_page(Api(), id=order_id(order), token=elsewhere) is None


def test_link_of_an_order_that_is_gone_opens_nothing(order, order_id):
    token = link_token(order.pk, EMAIL, now())
    gone = order_id(order)
    order.delete()
    assert number_of_page(Api(), id=gone, token=token) is None
    assert AccessGrant.objects.count() == 0


@pytest.mark.parametrize(
    ("pattern", "days", "has_token"),
    [
        ("https://shop.example/o/{number}?t={token}", "30", True),
        ("https://shop.example/o/{number}", "30", False),
        ("https://shop.example/o/{number}?t={token}", "0", False),
    ],
)
def test_links_in_mails_carry_a_token_where_the_setting_has_its_place(
    order, configure, staff_api, order_id, pattern, days, has_token
):
    configure(order_page_url=pattern, guest_link_days=days, saleor_mails="off")
    change = """mutation($id: ID!) { orderStatusChange(order: $id, input: {status: "sent",
        notify: {email: SEND}, force: true, comment: "On its way"}) { errors { code message } } }"""
    assert staff_api.data(change, id=order_id(order))["orderStatusChange"]["errors"] == []
    body = OrderNotification.objects.get(channel_kind="EMAIL").body
    (address,) = re.findall(r"https://shop\.example/\S*", body)
    token = address.partition("?t=")[2]
    assert (number_of_page(Api(), token=token) if has_token else token) == (
        number_of(order) if has_token else ""
    )


# Owners look after grants


def test_owner_and_staff_list_and_revoke_and_nobody_else(customer, customer_api, staff_api, order_id):
    # given
    order = make_order(user=customer)
    tokens = [grant(order, AccessScope.VIEW), grant(order)]
    number_of_page(Api().as_guest(tokens[1]), id=order_id(order))
    for caller in (customer_api, staff_api):
        listed = caller.data(GRANTS, id=order_id(order))["orderCentral"]["accessGrants"]
        assert listed["totalCount"] == 2
        newest, oldest = (edge["node"] for edge in listed["edges"])
        assert (newest["scopes"], newest["usesCount"]) == (["VIEW", "MESSAGE", "RETURN", "WITHDRAW"], 1)
        assert (oldest["scopes"], oldest["lastUsedAt"], oldest["order"]["id"]) == (
            ["VIEW"],
            None,
            order_id(order),
        )
    # when others try
    guest = Api().as_guest(tokens[1])
    assert guest.data(GRANTS, id=order_id(order))["orderCentral"]["accessGrants"] is None
    stranger = Api().sign_in(make_user("eve@example.com"))
    for caller in (Api(), guest, stranger):
        for field, value in (("id", newest["id"]), ("order", order_id(order))):
            refused = caller.data(REVOKE, **{field: value})["orderAccessGrantRevoke"]
            assert refused["errors"] == [{"field": field, "code": "NOT_FOUND"}]
    # then the owner does
    revoked = customer_api.data(REVOKE, id=newest["id"])["orderAccessGrantRevoke"]
    assert (revoked["count"], revoked["errors"]) == (1, [])
    assert revoked["accessGrant"]["revokedAt"] is not None
    assert customer_api.data(REVOKE, id=newest["id"])["orderAccessGrantRevoke"]["count"] == 0
    assert number_of_page(guest, id=order_id(order)) is None
    assert number_of_page(Api().as_guest(tokens[0]), id=order_id(order)) == number_of(order)


def test_revoking_all_ends_links_in_mails_too(order, order_id, staff_api):
    # given
    opened, unopened = (link_token(order.pk, EMAIL, now() - timedelta(minutes=minutes)) for minutes in (1, 2))
    code = grant(order)
    assert number_of_page(Api(), token=opened) == number_of(order)
    # when
    done = staff_api.data(REVOKE, order=order_id(order))["orderAccessGrantRevoke"]
    # then
    assert (done["count"], done["errors"]) == (2, [])
    for token in (opened, unopened, code):
        assert number_of_page(Api(), id=order_id(order), token=token) is None
    # and links of later mails work
    AccessLinkBar.objects.update(barred_until=now() - timedelta(seconds=5))
    assert number_of_page(Api(), token=link_token(order.pk, EMAIL, now())) == number_of(order)


@pytest.mark.parametrize("both", [True, False])
def test_revoke_needs_one_name(staff_api, order, order_id, both):
    values = {"id": "x", "order": order_id(order)} if both else {}
    refused = staff_api.data(REVOKE, **values)["orderAccessGrantRevoke"]
    assert refused["errors"] == [{"field": "id", "code": "REQUIRED"}]


def test_old_traces_are_forgotten(order):
    # given
    keep = grant(order, expires_at=now() - timedelta(days=399))
    grant(order, expires_at=now() - timedelta(days=401))
    for hours in (1, 3):
        AccessCount.objects.create(subject=f"{hours:032d}", hour=now() - timedelta(hours=hours))
    for days in (0, 2):
        values = {"pair": "", "email_mark": "", "seed": "", "expires_at": now()}
        AccessRequest.objects.create(created_at=now() - timedelta(days=days), **values)
    # when
    with get_host().allow_writer():
        assert forget_old_access() == 3
    # then
    assert [row.token_hash for row in AccessGrant.objects.all()] == [token_hash(keep)]
    assert (AccessCount.objects.count(), AccessRequest.objects.count()) == (1, 1)
