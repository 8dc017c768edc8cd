"""Jobs that forget customers."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class PrivacyJobStatus(models.TextChoices):
    """State of a job. WAITING: some orders are still open, and are forgotten once they are not."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    WAITING = "WAITING"
    DONE = "DONE"


class PrivacyJob(models.Model):
    """Erasure of what the centre keeps of one customer, with its progress.

    `email` and `order_keys`, the keys as texts of orders yet to be erased, are emptied when it ends: a job
    that is done names nobody. `by_deletion` was caused by the deletion of the account in Saleor.
    """

    status = models.CharField(
        max_length=16, choices=PrivacyJobStatus.choices, default=PrivacyJobStatus.PENDING
    )
    email = models.CharField(max_length=254, blank=True, default="")
    order_keys = models.JSONField(blank=True, default=list)
    by_deletion = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=("created_at", "id"), name="order_central_privacy_made"),
            models.Index(
                fields=("id",), condition=~models.Q(status="DONE"), name="order_central_privacy_open"
            ),
        )

    def __str__(self) -> str:
        return f"erasure {self.pk}: {self.status}"
