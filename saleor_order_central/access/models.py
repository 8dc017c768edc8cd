"""Requests for codes, the grants of guests, and what is counted to slow down guessing (B-09)."""

from django.db import models
from django.utils import timezone

from .kinds import GrantSource

MARK = 32


class AccessRequest(models.Model):
    """Somebody asked for a code with an order number and an address; also for orders that do not exist.

    `number`, `email` and `channel` are kept until the request was answered (`answered_at`), `order` is set
    if they fit. `claimed_at` is since when a worker looks for it. `pair` and `email_mark` are keyed
    fingerprints. The code follows from `seed` and a key that is not in the database.
    """

    number = models.CharField(max_length=64, blank=True)
    email = models.CharField(max_length=254, blank=True)
    channel = models.CharField(max_length=255, blank=True, default="")
    pair = models.CharField(max_length=MARK)
    email_mark = models.CharField(max_length=MARK)
    seed = models.CharField(max_length=64)
    tries = models.PositiveIntegerField(default=0)
    order = models.ForeignKey("order.Order", null=True, on_delete=models.CASCADE, related_name="+")
    notification = models.OneToOneField(
        "saleor_order_central.OrderNotification", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("pair", "-id"), name="order_central_access_pair_idx"),
            models.Index(
                fields=("id",),
                condition=models.Q(answered_at__isnull=True),
                name="order_central_access_open_idx",
            ),
            models.Index(fields=("created_at",), name="order_central_access_old_idx"),
        )

    def __str__(self) -> str:
        return f"request {self.pk}"


class AccessGrant(models.Model):
    """The right of a guest to use one order until `expires_at`. `token_hash` is SHA-256 of token or link.

    A link gets its row when somebody opens it for the first time.
    """

    order = models.ForeignKey(
        "order.Order", on_delete=models.CASCADE, related_name="order_central_access_grants"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    source = models.CharField(max_length=8, choices=[(one.value, one.value) for one in GrantSource])
    email_mark = models.CharField(max_length=MARK)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    uses_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=("order", "created_at", "id"), name="order_central_grant_order_idx"),
            models.Index(fields=("expires_at",), name="order_central_grant_old_idx"),
        )

    def __str__(self) -> str:
        return f"grant {self.pk}"


class AccessLinkBar(models.Model):
    """Links in mails of an order that were made before this moment are void."""

    order = models.OneToOneField("order.Order", primary_key=True, on_delete=models.CASCADE, related_name="+")
    barred_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"links of order {self.pk}"


class AccessCount(models.Model):
    """How often something was tried in one hour. `subject` is a keyed fingerprint of who or what."""

    subject = models.CharField(max_length=MARK)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("subject", "hour"), name="order_central_access_count_once"),
        )

    def __str__(self) -> str:
        return f"{self.count} in the hour of {self.hour}"
