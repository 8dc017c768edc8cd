"""What customers and staff say to each other, and what follows of it."""

from __future__ import annotations

import pytest

from saleor_order_central.attachments.models import OrderAttachment
from saleor_order_central.attachments.pictures import CleanFile
from saleor_order_central.conversations import customer_messages
from saleor_order_central.conversations.asks import CustomerAsk, StaffAsk
from saleor_order_central.conversations.customer_messages import (
    write_in_thread,
    write_to_contact,
)
from saleor_order_central.conversations.kinds import MessageOrigin
from saleor_order_central.conversations.models import (
    NEVER,
    ContactPoint,
    OrderMemo,
    OrderMessage,
    OrderThread,
    ThreadStatusMeaning,
)
from saleor_order_central.conversations.saying import MOST_MESSAGES
from saleor_order_central.conversations.staff_messages import Target, send_message
from saleor_order_central.conversations.words import Words
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from tests.conversations.conftest import (
    answer,
    contact,
    customer_writes,
    guest_asks,
    letters,
    mails,
    staff,
    words,
)
from tests.shop_rows import facts_of, make_order

TEXT = CleanFile("list.txt", "text/plain", b"2 x mug", "0" * 64)


def refused(call, *arguments, **named):
    with pytest.raises(OrderCentralFault) as caught:
        call(*arguments, **named)
    return caught.value.field, caught.value.code


def test_every_shop_has_two_contacts_and_four_meanings(db):
    contacts = ContactPoint.objects.values_list("slug", "name", "is_active")
    assert list(contacts) == [
        ("customer-service", "Customer service", True),
        ("webmaster", "Webmaster", True),
    ]
    meanings = ThreadStatusMeaning.objects.values_list("status", "color")
    assert list(meanings) == [
        ("OPEN", "#d93025"),
        ("PENDING_1", "#f29900"),
        ("PENDING_2", "#1a73e8"),
        ("CLOSED", "#188038"),
    ]


def test_the_first_message_about_an_order_makes_its_conversation(order, customer):
    # when
    first = customer_writes(order)
    second = customer_writes(order, "Hello?")
    # then
    thread = first.thread
    thread.refresh_from_db()
    assert second.thread_id == thread.pk
    assert (thread.order_id, thread.customer_id, thread.customer_email) == (
        order.pk,
        customer.pk,
        "ana@example.com",
    )
    assert (thread.status, thread.assignee_id, thread.messages_count) == ("OPEN", None, 2)
    assert (thread.unread_by_staff, thread.unread_by_customer) == (2, 0)
    assert thread.waiting_since == first.created_at == thread.first_asked_at
    assert (first.author_type, first.origin, first.user_id) == ("CUSTOMER", "STOREFRONT", customer.pk)
    assert OrderState.objects.get(pk=order.pk).has_message is True
    # and it is in the history, and nobody who could be told exists
    entries = OrderEntry.objects.filter(order=order, kind="MESSAGE").values_list("message", "visibility")
    assert list(entries) == [("Where is my parcel?", "CUSTOMER"), ("Hello?", "CUSTOMER")]
    assert OrderNotification.objects.count() == 0


def test_an_answer_goes_out_once_and_takes_the_conversation(order, staff_user):
    # given
    asked = customer_writes(order)
    # when
    sent = answer(order, staff_user, "It left today.")
    # then
    thread = OrderThread.objects.get(pk=sent.thread.pk)
    assert thread.assignee_id == staff_user.pk
    assert (thread.unread_by_staff, thread.unread_by_customer, thread.waiting_since) == (0, 1, NEVER)
    assert thread.first_response_at == sent.said.created_at
    asked.refresh_from_db()
    assert asked.answered_at == asked.read_at == sent.said.created_at
    assert len(mails("MESSAGE")) == 1
    (row,) = OrderNotification.objects.filter(occasion="MESSAGE", channel_kind="EMAIL")
    assert (row.recipient, row.status, row.reason) == ("ana@example.com", "SENT", "DEFAULT")
    assert row.body == "It left today."
    assert row.message_id == sent.said.pk
    assert row.reply_to.startswith("reply+o")
    assert row.reply_to.endswith("@shop.example")


def test_the_first_to_answer_stays_the_owner(order, staff_user, colleague):
    customer_writes(order)
    answer(order, staff_user)
    answer(order, colleague, "And one more thing.")
    assert OrderThread.objects.get(order=order).assignee_id == staff_user.pk


def test_what_is_not_shown_to_the_customer_is_a_memo(order, staff_user):
    # when
    sent = answer(order, staff_user, "He calls every day.", show_to_customer=False, subject="Beware")
    # then
    assert isinstance(sent.said, OrderMemo)
    thread = OrderThread.objects.get(pk=sent.thread.pk)
    assert (thread.messages_count, thread.subject, thread.assignee_id) == (0, "", None)
    assert OrderMessage.objects.count() == 0
    assert OrderNotification.objects.count() == 0
    assert OrderEntry.objects.filter(order=order, kind="MESSAGE").count() == 0
    assert (sent.said.order_id, sent.said.body) == (order.pk, "He calls every day.")


def test_words_on_the_phone_are_the_customers_and_wait(order, staff_user, customer):
    # given a conversation that was closed
    answer(order, staff_user)
    OrderThread.objects.update(status="CLOSED")
    before = OrderNotification.objects.count()
    # when
    sent = answer(
        order,
        staff_user,
        "Please leave it with the neighbour.",
        show_to_customer=False,
        on_behalf_of_customer=True,
    )
    # then
    said = sent.said
    assert (said.author_type, said.origin, said.user_id) == ("CUSTOMER", "PHONE", customer.pk)
    assert said.entered_by_id == staff_user.pk
    thread = OrderThread.objects.get(order=order)
    assert (thread.status, thread.is_waiting, thread.unread_by_staff) == ("OPEN", True, 0)
    assert OrderNotification.objects.count() == before


@pytest.mark.parametrize(
    ("columns", "field"),
    [
        ({"origin": MessageOrigin.PHONE}, "origin"),
        ({"on_behalf_of_customer": True, "origin": MessageOrigin.STAFF}, "origin"),
        ({"on_behalf_of_customer": True, "template": "delay"}, "template"),
        ({"on_behalf_of_customer": True, "save_as": "Mine"}, "template"),
    ],
)
def test_odd_wishes_are_refused(order, staff_user, columns, field):
    assert refused(answer, order, staff_user, **columns) == (field, ErrorCode.INVALID)
    assert OrderThread.objects.count() == 0


def test_the_contact_form_needs_no_account(writing):
    # given a contact whose box is watched
    ContactPoint.objects.filter(slug="customer-service").update(email="help@shop.example")
    # when
    message = guest_asks(name="Gus")
    # then
    thread = message.thread
    assert (thread.order_id, thread.customer_id, thread.contact.slug) == (None, None, "customer-service")
    assert (thread.customer_email, thread.customer_name) == ("guest@example.com", "Gus")
    assert message.origin == "CONTACT_FORM"
    assert mails("MESSAGE_COPY") == [("help@shop.example", f"New message from Gus: {thread.number}", "SENT")]
    (copy,) = OrderNotification.objects.all()
    assert "reply+" not in copy.reply_to


def test_an_answer_without_an_order_reaches_the_guest(writing, staff_user):
    # given
    thread = guest_asks(words=words("Do you sell blue mugs?", subject="Mugs")).thread
    # when
    answer(thread.pk, staff_user, "We do.")
    # then
    assert mails("MESSAGE") == [("guest@example.com", "Re: Mugs", "SENT")]
    row = OrderNotification.objects.get(occasion="MESSAGE")
    assert row.order_id is None
    assert row.reply_to.startswith(f"reply+t{thread.pk}-")
    assert OrderEntry.objects.count() == 0


def test_staff_begins_a_conversation_without_an_order(writing, staff_user):
    place = Target(contact_pk=contact("webmaster"), email="Bo@Example.com", name="Bo")
    sent = send_message(place, StaffAsk(words("Hi"), show_to_customer=True), author=staff(staff_user))
    assert (sent.thread.customer_email, sent.thread.contact.slug) == ("bo@example.com", "webmaster")
    assert mails("MESSAGE") == [("bo@example.com", "Re: Your message to us", "SENT")]


def test_a_new_message_is_copied_to_the_owner_and_the_contact_once(order, staff_user):
    # given
    customer_writes(order, contact_pk=contact())
    ContactPoint.objects.filter(slug="customer-service").update(email="help@shop.example")
    answer(order, staff_user)
    # when
    customer_writes(order, "Thank you!")
    # then
    assert [to for to, _subject, _state in mails("MESSAGE_COPY")] == [
        "staff@example.com",
        "help@shop.example",
    ]


def test_the_customers_last_choice_of_a_contact_counts(order):
    customer_writes(order, contact_pk=contact())
    customer_writes(order, "The page is broken.", contact_pk=contact("webmaster"))
    assert OrderThread.objects.get(order=order).contact.slug == "webmaster"


def test_an_edited_template_goes_out_as_it_was_edited(order, staff_user):
    sent = answer(order, staff_user, "Sorry, two days more.", template="delay")
    assert sent.said.body == "Sorry, two days more."
    assert OrderNotification.objects.get(occasion="MESSAGE").body == "Sorry, two days more."


def test_an_untouched_template_is_filled_with_the_customers_values(order, staff_user):
    sent = answer(order, staff_user, "", template="delay")
    assert facts_of(order).number in sent.said.subject
    assert "{{" not in sent.said.body
    assert sent.said.body.startswith("Hello")


def test_a_template_with_a_hole_stops_everything(order, staff_user):
    MessageTemplate.objects.create(slug="gap", name="Gap", body="Your invoice {{ invoice.number }}")
    assert refused(answer, order, staff_user, "", template="gap") == (
        "template",
        ErrorCode.TEMPLATE_VARIABLE_MISSING,
    )
    assert (OrderThread.objects.count(), OrderMessage.objects.count()) == (0, 0)


def test_a_message_is_saved_as_a_template_and_used_again(order, staff_user, customer):
    # when
    sent = answer(order, staff_user, "We are out of blue ones.", subject="Colours", save_as="Out of blue")
    # then
    assert (sent.template.slug, sent.template.subject) == ("out-of-blue", "Colours")
    again = answer(make_order(user=customer), staff_user, "", template="out-of-blue")
    assert again.said.body == "We are out of blue ones."


def test_a_text_given_to_silence_sends_nothing(order, staff_user):
    answer(order, staff_user, modes={"EMAIL": "SUPPRESS"})
    assert [state for _to, _subject, state in mails("MESSAGE")] == ["SUPPRESSED"]


def test_the_same_key_writes_and_mails_once(order, staff_user):
    first = answer(order, staff_user, key="k1", scope="user:1")
    again = answer(order, staff_user, key="k1", scope="user:1")
    assert again.said.pk == first.said.pk
    assert (OrderMessage.objects.count(), len(mails("MESSAGE"))) == (1, 1)
    assert refused(answer, order, staff_user, "Other", key="k1", scope="user:1") == (
        "idempotencyKey",
        ErrorCode.CONFLICT,
    )
    # somebody else may use the same key
    assert answer(order, staff_user, "Other", key="k1", scope="user:2").said.pk != first.said.pk


def test_the_same_key_of_a_guest_makes_one_conversation(writing):
    ask = CustomerAsk(words("Hi", key="k", scope="email:g"), contact_pk=contact(), email="g@example.com")
    assert write_to_contact(ask).pk == write_to_contact(ask).pk
    assert OrderThread.objects.count() == 1


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"email": ""}, ("email", ErrorCode.REQUIRED)),
        ({"email": "nobody"}, ("email", ErrorCode.INVALID)),
        ({"contact_pk": 0}, ("contact", ErrorCode.NOT_FOUND)),
        ({"words": Words(body="  ")}, ("body", ErrorCode.REQUIRED)),
        ({"words": Words(body="x" * 20_001)}, ("body", ErrorCode.INVALID)),
    ],
)
def test_contact_forms_that_cannot_be_answered(writing, columns, expected):
    assert refused(guest_asks, **columns) == expected
    assert OrderThread.objects.count() == 0


def test_a_contact_that_is_off_cannot_be_chosen(writing):
    ContactPoint.objects.update(is_active=False)
    assert refused(guest_asks) == ("contact", ErrorCode.NOT_FOUND)


@pytest.fixture
def few(monkeypatch):
    """Two conversations an hour by an address, three by a caller."""
    monkeypatch.setattr(customer_messages, "LIMITS", {"email": 2, "client": 3})


def test_one_address_cannot_flood_the_contact_form(writing, few):
    for number in range(2):
        guest_asks(f"Message {number}", words=words(f"Message {number}", key=f"key-{number}"))
    # a request that is repeated begins nothing, and counts for nothing
    guest_asks(words=words("Message 1", key="key-1"))
    assert refused(guest_asks, "One more", email="GUEST@example.com") == (None, ErrorCode.RATE_LIMITED)
    assert guest_asks(email="other@example.com").thread_id is not None
    assert OrderThread.objects.count() == OrderMessage.objects.count() == 3


def test_one_caller_cannot_flood_it_under_many_addresses(writing, few, customer):
    for number in range(3):
        guest_asks(email=f"{number}@example.com", client="192.0.2.1")
    assert refused(guest_asks, email="9@example.com", client="192.0.2.1") == (None, ErrorCode.RATE_LIMITED)
    assert OrderThread.objects.count() == 3
    # somebody else may, and an account is known by itself: a storefront's server calls for many
    guest_asks(email="9@example.com", client="192.0.2.2")
    guest_asks(client="192.0.2.1", user_pk=customer.pk)
    assert OrderThread.objects.count() == 5


def test_a_conversation_has_an_end(order):
    thread = customer_writes(order).thread
    OrderThread.objects.filter(pk=thread.pk).update(messages_count=MOST_MESSAGES)
    assert refused(customer_writes, order) == ("body", ErrorCode.TOO_MANY_ITEMS)


def test_files_travel_with_the_message(order, staff_user):
    # when
    sent = answer(order, staff_user, "Here.", files=(TEXT,))
    # then
    (file,) = OrderAttachment.objects.all()
    assert (file.message_id, file.order_id, file.name, file.uploaded_by) == (
        sent.said.pk,
        order.pk,
        "list.txt",
        "STAFF",
    )
    (letter,) = letters()
    assert letter.attachments == [("list.txt", "2 x mug", "text/plain")]


def test_a_shop_may_take_no_files_from_customers(order, configure):
    configure(saleor_mails="off", customer_uploads=False)
    assert refused(customer_writes, order, words=words(files=(TEXT,))) == (
        "attachments",
        ErrorCode.FEATURE_DISABLED,
    )
    assert (OrderMessage.objects.count(), OrderAttachment.objects.count()) == (0, 0)


def test_a_message_of_files_alone_names_them_in_the_mail(order, staff_user):
    answer(order, staff_user, "", files=(TEXT,))
    assert OrderNotification.objects.get(occasion="MESSAGE").body == "Files: list.txt"


def test_formatted_text_is_mailed_cleaned_and_as_plain_text(order, staff_user):
    # when
    answer(order, staff_user, "", body_html="<p>It <b>left</b>.</p><script>alert(1)</script>")
    # then
    said = OrderMessage.objects.get()
    assert (said.body, said.body_html) == ("It left.", "<p>It <b>left</b>.</p>")
    (letter,) = letters()
    assert letter.body == "It left."
    ((html, kind),) = letter.alternatives
    assert kind == "text/html"
    assert "<p>It <b>left</b>.</p>" in html
    assert "alert" not in html
    assert OrderEntry.objects.get(kind="MESSAGE").message_html == said.body_html


def test_a_persons_mail_is_no_automatic_one_and_answers_the_customers(order, staff_user):
    # given a customer who wrote by e-mail
    asked = customer_writes(order)
    OrderMessage.objects.filter(pk=asked.pk).update(mail_id="<a1@mail.example>")
    # when
    answer(order, staff_user)
    # then
    (letter,) = letters()
    assert letter.extra_headers["In-Reply-To"] == "<a1@mail.example>"
    assert "Auto-Submitted" not in letter.extra_headers
    assert letter.extra_headers["X-Order-Central"] == "1"


def test_customers_write_on_in_their_conversation(writing, customer):
    thread = guest_asks(user_pk=customer.pk, email="").thread
    assert (thread.customer_id, thread.customer_email) == (customer.pk, "ana@example.com")
    write_in_thread(thread.pk, CustomerAsk(words("More"), user_pk=customer.pk))
    thread.refresh_from_db()
    assert thread.messages_count == 2
    assert refused(write_in_thread, 0, CustomerAsk(words("More"))) == ("thread", ErrorCode.NOT_FOUND)


def test_nothing_leaves_while_messages_are_off(order, staff_user, configure):
    configure(saleor_mails="off", send_messages=False)
    answer(order, staff_user)
    assert letters() == []
    assert [(row.status, row.reason) for row in OrderNotification.objects.all()] == [
        ("SUPPRESSED", "NOTIFICATIONS_OFF")
    ]
