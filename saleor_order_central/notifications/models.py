"""Templates of messages, and the outbox: every message that customers get, or why they get none."""

from django.db import models
from django.utils import timezone


class ChannelKind(models.TextChoices):
    """Way that a message takes to the customer."""

    EMAIL = "EMAIL"
    SMS = "SMS"


class Occasion(models.TextChoices):
    """Why a message is sent."""

    STATUS_CHANGED = "STATUS_CHANGED"
    EVENT = "EVENT"
    ORDER_ACCEPTED = "ORDER_ACCEPTED"
    INFORMATION_MISSING = "INFORMATION_MISSING"
    PAYMENT_AWAITED = "PAYMENT_AWAITED"
    PAYMENT_REMINDER = "PAYMENT_REMINDER"
    TRACKING_NUMBER = "TRACKING_NUMBER"
    DELIVERED = "DELIVERED"
    REVIEW_REQUEST = "REVIEW_REQUEST"
    STILL_WORKING = "STILL_WORKING"
    DELAY = "DELAY"
    RETURN_ACCEPTED = "RETURN_ACCEPTED"
    RETURN_REMINDER = "RETURN_REMINDER"
    RETURN_RECEIVED = "RETURN_RECEIVED"
    RETURN_COMPLETED = "RETURN_COMPLETED"
    RETURN_REFUSED = "RETURN_REFUSED"
    RETURN_EXPIRED = "RETURN_EXPIRED"
    REFUND_DONE = "REFUND_DONE"
    ACCESS_CODE = "ACCESS_CODE"
    WITHDRAWAL_RECEIVED = "WITHDRAWAL_RECEIVED"
    MESSAGE = "MESSAGE"
    MESSAGE_COPY = "MESSAGE_COPY"
    THREAD_FORWARDED = "THREAD_FORWARDED"


# These go to staff or to somebody else, and may hold words of staff for staff.
NOT_FOR_CUSTOMERS = (Occasion.MESSAGE_COPY, Occasion.THREAD_FORWARDED)


class NotificationStatus(models.TextChoices):
    """Where a message is on its way. QUEUED and HELD are due when `send_after` has passed."""

    QUEUED = "QUEUED"
    HELD = "HELD"
    SENT = "SENT"
    FAILED = "FAILED"
    SUPPRESSED = "SUPPRESSED"
    CANCELED = "CANCELED"


WAITING = (NotificationStatus.QUEUED, NotificationStatus.HELD)


class NotificationReason(models.TextChoices):
    """Why a message goes out, or does not."""

    CHOSEN = "CHOSEN"
    DEFAULT = "DEFAULT"
    AUTOMATIC = "AUTOMATIC"
    SUPPRESSED_BY_CALLER = "SUPPRESSED_BY_CALLER"
    NOT_BY_DEFAULT = "NOT_BY_DEFAULT"
    STAFF_ONLY = "STAFF_ONLY"
    NO_RECIPIENT = "NO_RECIPIENT"
    NO_GATEWAY = "NO_GATEWAY"
    VARIABLE_MISSING = "VARIABLE_MISSING"
    SALEOR_SENDS_IT = "SALEOR_SENDS_IT"
    TOO_OLD = "TOO_OLD"
    NOTIFICATIONS_OFF = "NOTIFICATIONS_OFF"
    TEMPLATE_MISSING = "TEMPLATE_MISSING"
    NO_LONGER_TRUE = "NO_LONGER_TRUE"
    SUPERSEDED = "SUPERSEDED"
    UNDONE = "UNDONE"
    CANCELED_BY_STAFF = "CANCELED_BY_STAFF"
    RESENT = "RESENT"


class MessageTemplate(models.Model):
    """A prepared text with variables (003-06, 002-36).

    `body` is plain text: it is the comment in the history and the text of the e-mail. `sms_body` is the
    short text; empty means `body`. `statuses` offer it as a comment. `translations` maps a language code to
    {"name", "subject", "body", "sms_body"}. `is_built_in` templates can be changed but not deleted.
    """

    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=250)
    subject = models.CharField(max_length=250, blank=True, default="")
    body = models.TextField()
    sms_body = models.TextField(blank=True, default="")
    translations = models.JSONField(blank=True, default=dict)
    is_built_in = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    statuses = models.ManyToManyField(
        "saleor_order_central.OrderStatusDefinition", blank=True, related_name="comment_templates"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class ChannelSettings(models.Model):
    """Sender and language of one sales channel; the row with the slug "" holds the shop's.

    An empty text means: as the shop has it, and for the shop: as Saleor has it. `language` is used for
    orders whose own language the shop does not know. `sender_address` is printed on packing slips, in lines.
    """

    channel = models.CharField(max_length=255, unique=True, blank=True, default="")
    sender_name = models.CharField(max_length=250, blank=True, default="")
    sender_email = models.CharField(max_length=254, blank=True, default="")
    reply_to = models.CharField(max_length=254, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    sender_address = models.CharField(max_length=1000, blank=True, default="")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("channel",)

    def __str__(self) -> str:
        return self.channel or "the shop"


class PaymentInstruction(models.Model):
    """How to pay with one payment gateway (004-15). `translations` maps a language to {"message"}."""

    gateway = models.CharField(max_length=255)
    channel = models.CharField(max_length=255, blank=True, default="")
    message = models.TextField(blank=True, default="")
    bank_account = models.CharField(max_length=250, blank=True, default="")
    translations = models.JSONField(blank=True, default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("gateway", "channel")
        constraints = (
            models.UniqueConstraint(fields=("gateway", "channel"), name="order_central_instruction_gateway"),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.channel}".strip()


class OrderNotification(models.Model):
    """One message to one recipient, or the reason why there is none. Texts are final: what is stored is sent.

    `dedupe_key` names order, cause and channel: a second row for the same cause cannot exist (B-08).
    A row is delivered by whoever locks it, so a worker that dies leaves it as it was. `tracking_codes` are
    the codes that the text tells, so that none is told twice. `structured_data` is what the mail tells mail
    programs of the parcels. `message` is what was said in a conversation, which may have no order: to the
    customer, or what staff and others are told of.
    """

    order = models.ForeignKey(
        "order.Order", null=True, on_delete=models.CASCADE, related_name="order_central_notifications"
    )
    message = models.ForeignKey(
        "saleor_order_central.OrderMessage",
        null=True,
        on_delete=models.CASCADE,
        related_name="notifications",
    )
    entry = models.ForeignKey(
        "saleor_order_central.OrderEntry", null=True, on_delete=models.SET_NULL, related_name="notifications"
    )
    occasion = models.CharField(max_length=32, choices=Occasion.choices)
    channel_kind = models.CharField(max_length=16, choices=ChannelKind.choices)
    status = models.CharField(max_length=16, choices=NotificationStatus.choices)
    reason = models.CharField(max_length=32, choices=NotificationReason.choices)
    missing_variables = models.JSONField(blank=True, default=list)
    template = models.ForeignKey(
        MessageTemplate, null=True, on_delete=models.SET_NULL, related_name="notifications"
    )
    recipient = models.CharField(max_length=254, blank=True, default="")
    sender = models.CharField(max_length=510, blank=True, default="")
    reply_to = models.CharField(max_length=254, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    subject = models.CharField(max_length=500, blank=True, default="")
    body = models.TextField(blank=True, default="")
    tracking_codes = models.JSONField(blank=True, default=list)
    structured_data = models.JSONField(blank=True, default=list)
    dedupe_key = models.CharField(max_length=200, unique=True)
    send_after = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                fields=("send_after", "id"),
                condition=models.Q(status__in=("QUEUED", "HELD")),
                name="order_central_outbox_due_idx",
            ),
            models.Index(fields=("order", "created_at", "id"), name="order_central_outbox_order_idx"),
            models.Index(fields=("status", "created_at", "id"), name="order_central_outbox_list_idx"),
        )

    def __str__(self) -> str:
        return f"{self.channel_kind} {self.occasion} of order {self.order_id}"
