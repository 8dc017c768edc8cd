"""Conversations with customers, their messages, and in tables of their own: memos, and mails on hold.

Rows of `OrderMessage` are for the customer as much as for staff. What is for staff only is never among them.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from ..constraints import check_constraint
from ..statuses.indexes import WordVector
from .kinds import HeldReason, MailState, MessageOrigin, ThreadStatus, choices

# Nobody waits: a date keeps the column free of nulls, so that lists can be sorted and paged by it.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
AUTHORS = [(one, one) for one in ("CUSTOMER", "STAFF", "APP", "SYSTEM")]


class ContactPoint(models.Model):
    """Somebody whom customers can write to, with a box of its own (002-16, 002-17).

    `email` gets a copy of what customers write. `translations` maps a language code to
    {"name", "description"}; names of built-in ones that nobody changed come from the plugin's catalogues.
    """

    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=250)
    description = models.CharField(max_length=1000, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    translations = models.JSONField(blank=True, default=dict)
    is_active = models.BooleanField(default=True)
    is_built_in = models.BooleanField(default=False)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("sort_order", "id")
        indexes = (models.Index(fields=("sort_order", "id"), name="order_central_contact_sort_idx"),)

    def __str__(self) -> str:
        return self.slug


class ThreadStatusMeaning(models.Model):
    """What a state of conversations means to the team, and its colour as #rrggbb (002-18)."""

    status = models.CharField(max_length=16, choices=choices(ThreadStatus), unique=True)
    name = models.CharField(max_length=250)
    color = models.CharField(max_length=7, blank=True, default="")
    description = models.CharField(max_length=1000, blank=True, default="")
    is_built_in = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class OrderThread(models.Model):
    """A conversation about an order, at most one for each, or one that began in the contact form.

    `channel`, `customer_email` (lower case) and `search_words` are copies for lists. `waiting_since` is the
    date of the oldest message of the customer that has no answer, NEVER when there is none. `updated_at` is
    the last change that staff sees, `said_at` the last one that the customer sees. `answering_user` is
    writing an answer until `answering_until`. `known_senders` are further addresses from which the
    customer writes, as staff decided.
    """

    order = models.OneToOneField(
        "order.Order",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="order_central_thread",
    )
    contact = models.ForeignKey(
        ContactPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="threads"
    )
    channel = models.CharField(max_length=255, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    subject = models.CharField(max_length=250, blank=True, default="")
    status = models.CharField(max_length=16, choices=choices(ThreadStatus), default=ThreadStatus.OPEN.value)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    customer_email = models.CharField(max_length=254, blank=True, default="")
    customer_name = models.CharField(max_length=250, blank=True, default="")
    known_senders = models.JSONField(blank=True, default=list)
    unread_by_staff = models.PositiveIntegerField(default=0)
    unread_by_customer = models.PositiveIntegerField(default=0)
    held_mails = models.PositiveIntegerField(default=0)
    messages_count = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(default=NEVER)
    first_asked_at = models.DateTimeField(null=True)
    first_response_at = models.DateTimeField(null=True)
    answering_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answering_until = models.DateTimeField(null=True)
    search_words = models.TextField(blank=True, default="")
    said_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-updated_at", "-id")
        indexes = (
            models.Index(fields=("updated_at", "id"), name="order_central_thread_upd_idx"),
            models.Index(fields=("created_at", "id"), name="order_central_thread_made_idx"),
            models.Index(fields=("waiting_since", "id"), name="order_central_thread_wait_idx"),
            models.Index(fields=("status", "updated_at", "id"), name="order_central_thread_state_idx"),
            models.Index(fields=("assignee", "updated_at", "id"), name="order_central_thread_own_idx"),
            models.Index(fields=("contact", "updated_at", "id"), name="order_central_thread_box_idx"),
            models.Index(fields=("channel", "updated_at", "id"), name="order_central_thread_chan_idx"),
            models.Index(fields=("customer_email", "updated_at", "id"), name="order_central_thread_mail_idx"),
            models.Index(
                fields=("updated_at", "id"),
                condition=models.Q(unread_by_staff__gt=0),
                name="order_central_thread_new_idx",
            ),
            models.Index(
                fields=("updated_at", "id"),
                condition=models.Q(held_mails__gt=0),
                name="order_central_thread_held_idx",
            ),
            GinIndex(WordVector("search_words"), name="order_central_thread_words_idx"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Number to quote: it says that it is one of a conversation and not of an order."""
        return f"C-{self.pk:05d}"

    @property
    def is_waiting(self) -> bool:
        """Whether the customer waits for an answer."""
        return self.waiting_since < NEVER


class OrderMessage(models.Model):
    """Something that a customer said to the shop, or the shop to the customer. Never changed.

    `body` is plain text; `body_html` the same formatted and cleaned, "" when it is plain. `entered_by` wrote
    it down for the customer (004-12). `read_at` is when the other side read it, `answered_at` when staff
    answered a message of the customer. `request_key` is unique per caller and key.
    """

    thread = models.ForeignKey(OrderThread, on_delete=models.CASCADE, related_name="messages")
    author_type = models.CharField(max_length=16, choices=AUTHORS)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")
    origin = models.CharField(max_length=16, choices=choices(MessageOrigin))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    subject = models.CharField(max_length=250, blank=True, default="")
    body = models.TextField()
    body_html = models.TextField(blank=True, default="")
    mail_id = models.CharField(max_length=998, blank=True, default="")
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    request_key = models.CharField(max_length=64, blank=True, default="")
    request_hash = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("thread", "id"), name="order_central_message_idx"),)
        constraints = (
            models.UniqueConstraint(
                fields=("request_key",),
                condition=~models.Q(request_key=""),
                name="order_central_message_once",
            ),
        )

    def __str__(self) -> str:
        return f"message of {self.author_type} in conversation {self.thread_id}"


class OrderMemo(models.Model):
    """A note for staff only (004-13), about an order, a conversation, or both. Nothing sends or mails it."""

    order = models.ForeignKey(
        "order.Order", null=True, on_delete=models.CASCADE, related_name="order_central_memos"
    )
    thread = models.ForeignKey(OrderThread, null=True, on_delete=models.CASCADE, related_name="memos")
    author_type = models.CharField(max_length=16, choices=AUTHORS)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")
    subject = models.CharField(max_length=250, blank=True, default="")
    body = models.TextField()
    body_html = models.TextField(blank=True, default="")
    search_words = models.TextField(blank=True, default="")
    request_key = models.CharField(max_length=64, blank=True, default="")
    request_hash = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("created_at", "id")
        indexes = (
            models.Index(fields=("order", "created_at", "id"), name="order_central_memo_order_idx"),
            models.Index(fields=("thread", "created_at", "id"), name="order_central_memo_thread_idx"),
            GinIndex(WordVector("search_words"), name="order_central_memo_words_idx"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("request_key",),
                condition=~models.Q(request_key=""),
                name="order_central_memo_once",
            ),
            check_constraint(
                models.Q(order__isnull=False) | models.Q(thread__isnull=False), "order_central_memo_place"
            ),
        )

    def __str__(self) -> str:
        return f"memo {self.pk}"


class ReceivedMail(models.Model):
    """An e-mail that came in, once. `key` names it by thread and Message-ID, or by its bytes without one.

    `text` and `subject` are kept of held ones only, until staff decides (B-13).
    """

    key = models.CharField(max_length=64, unique=True)
    thread = models.ForeignKey(OrderThread, on_delete=models.CASCADE, related_name="received_mails")
    state = models.CharField(max_length=16, choices=choices(MailState))
    held_reason = models.CharField(max_length=16, choices=choices(HeldReason), blank=True, default="")
    message = models.ForeignKey(
        OrderMessage, null=True, blank=True, on_delete=models.SET_NULL, related_name="received_mails"
    )
    mail_id = models.CharField(max_length=998, blank=True, default="")
    sender = models.CharField(max_length=254, blank=True, default="")
    sender_name = models.CharField(max_length=250, blank=True, default="")
    subject = models.CharField(max_length=250, blank=True, default="")
    text = models.TextField(blank=True, default="")
    left_out = models.JSONField(blank=True, default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("thread", "state", "id"), name="order_central_mail_thread_idx"),)

    def __str__(self) -> str:
        return f"{self.state} mail in conversation {self.thread_id}"
