"""Stored files. The bytes lie in Django's storage under a random name; this is what is known of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class OrderAttachment(models.Model):
    """A file of an order or a conversation. `name` is what its sender called it, for reading only; `path` is
    in the storage. It belongs to one of: a line of a return, a message, a memo, a history entry, a held mail.

    `content_type` says what the bytes are, not what the sender said. `checksum` is the SHA-256 of the bytes
    as they were sent, in hexadecimal.
    """

    order = models.ForeignKey(
        "order.Order", null=True, on_delete=models.CASCADE, related_name="order_central_attachments"
    )
    return_line = models.ForeignKey(
        "saleor_order_central.ReturnLine",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    message = models.ForeignKey(
        "saleor_order_central.OrderMessage",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    memo = models.ForeignKey(
        "saleor_order_central.OrderMemo",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    entry = models.ForeignKey(
        "saleor_order_central.OrderEntry",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    mail = models.ForeignKey(
        "saleor_order_central.ReceivedMail",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=255, unique=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    uploaded_by = models.CharField(max_length=16)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.name} of order {self.order_id}"
