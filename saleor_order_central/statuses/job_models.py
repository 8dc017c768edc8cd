"""Jobs that change the status of many orders, with the result of each order."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .models import OrderStatusDefinition


class JobStatus(models.TextChoices):
    """State of a job. CANCELED keeps what was done before."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    CANCELED = "CANCELED"
    UNDONE = "UNDONE"


class ErrorPolicy(models.TextChoices):
    """What happens to the others when orders are refused."""

    REJECT_EVERYTHING = "REJECT_EVERYTHING"
    IGNORE_FAILED = "IGNORE_FAILED"


class StatusBulkJob(models.Model):
    """Change of many orders (003-09). `request` is a StatusChangeRequest as JSON.

    `channels` are those that the caller may work in, null for all. With REJECT_EVERYTHING all orders are
    `checked` before the first one is changed.
    """

    status = models.CharField(max_length=16, choices=JobStatus.choices, default=JobStatus.PENDING)
    # No constraint: deleting a status would wait for its jobs, which wait for the status.
    target = models.ForeignKey(
        OrderStatusDefinition,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    request = models.JSONField(default=dict)
    channels = models.JSONField(null=True, default=None)
    error_policy = models.CharField(
        max_length=32, choices=ErrorPolicy.choices, default=ErrorPolicy.REJECT_EVERYTHING
    )
    total = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=500, blank=True, default="")
    undone = models.PositiveIntegerField(default=0)
    is_cancel_requested = models.BooleanField(default=False)
    is_undo_requested = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=128, blank=True, default="")
    request_hash = models.CharField(max_length=64, blank=True, default="")
    author_type = models.CharField(max_length=16)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("idempotency_key",),
                condition=~models.Q(idempotency_key=""),
                name="order_central_job_once",
            ),
        )

    def __str__(self) -> str:
        return f"job {self.pk}: {self.status}"


class StatusBulkResult(models.Model):
    """One order of a job: WAITING until its turn, then CHANGED with an entry or REFUSED with an error.

    `order_key` is the order's key as text, so that the result outlives it. CHECKED orders would be
    changed; they wait until all others are checked too. An error of a CHANGED order is that of its undo.
    """

    class State(models.TextChoices):
        WAITING = "WAITING"
        CHECKED = "CHECKED"
        CHANGED = "CHANGED"
        REFUSED = "REFUSED"
        UNDONE = "UNDONE"

    job = models.ForeignKey(StatusBulkJob, on_delete=models.CASCADE, related_name="results")
    order_key = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    entry = models.ForeignKey(
        "saleor_order_central.OrderEntry", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    error_code = models.CharField(max_length=64, blank=True, default="")
    error_field = models.CharField(max_length=64, blank=True, default="")
    error_message = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("job", "order_key"), name="order_central_job_order"),)
        indexes = (models.Index(fields=("job", "state", "id"), name="order_central_job_result_idx"),)

    def __str__(self) -> str:
        return f"order {self.order_key}: {self.state}"
