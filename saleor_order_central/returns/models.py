"""Return requests with their lines, what arrived of them, and the shop's reasons and policies for returns."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..constraints import check_constraint
from .kinds import (
    Disposition,
    LabelPayer,
    ReturnOutcome,
    ReturnResolution,
    ReturnState,
    WindowStart,
    choices,
)
from .states import OPEN_STATES

OPEN_VALUES = tuple(state.value for state in OPEN_STATES)
ASKED_BY = [(one, one) for one in ("CUSTOMER", "STAFF", "APP", "SYSTEM")]


class ReturnReason(models.Model):
    """Why goods come back, or why a request is refused (`for_decline`).

    `slug` is the stable name for programs and stays after the reason was switched off, as past requests
    name it. `translations` maps a language code to {"name"}. `waives_fees`: the shop is at fault.
    """

    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=250)
    translations = models.JSONField(blank=True, default=dict)
    requires_note = models.BooleanField(default=False)
    requires_photo = models.BooleanField(default=False)
    waives_fees = models.BooleanField(default=False)
    for_decline = models.BooleanField(default=False)
    default_disposition = models.CharField(
        max_length=16, choices=choices(Disposition), blank=True, default=""
    )
    is_active = models.BooleanField(default=True)
    is_built_in = models.BooleanField(default=False)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("sort_order", "id")
        indexes = (models.Index(fields=("sort_order", "id"), name="order_central_reason_sort_idx"),)

    def __str__(self) -> str:
        return self.slug


class ReturnPolicy(models.Model):
    """Rules for returns of some goods. Which one counts is decided by `returns.policy_choice`.

    `channels` are slugs and `countries` ISO 3166 codes of the delivery; `product_types`, `categories` (with
    their children) and `products` are keys of Saleor's rows as texts. An empty list means all. Days are
    null when there is no limit: `window_days` after `window_starts_from`, `expiry_days` after the request
    was accepted, with a reminder `reminder_days` before that. `fixed_fee` is taken once per request and
    only for orders in `fee_currency`; `fee_percent` of what the goods cost.
    """

    name = models.CharField(max_length=250)
    channels = models.JSONField(blank=True, default=list)
    countries = models.JSONField(blank=True, default=list)
    product_types = models.JSONField(blank=True, default=list)
    categories = models.JSONField(blank=True, default=list)
    products = models.JSONField(blank=True, default=list)
    window_days = models.PositiveIntegerField(null=True, blank=True)
    window_starts_from = models.CharField(
        max_length=16, choices=choices(WindowStart), default=WindowStart.DELIVERED.value
    )
    requires_delivery = models.BooleanField(default=False)
    is_final_sale = models.BooleanField(default=False)
    resolutions = models.JSONField(default=list)
    fixed_fee = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    fee_currency = models.CharField(max_length=3, blank=True, default="")
    fee_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    label_payer = models.CharField(
        max_length=16, choices=choices(LabelPayer), default=LabelPayer.CUSTOMER.value
    )
    allow_guests = models.BooleanField(default=True)
    requires_photos = models.BooleanField(default=False)
    auto_approve = models.BooleanField(default=False)
    expiry_days = models.PositiveIntegerField(null=True, blank=True)
    reminder_days = models.PositiveIntegerField(null=True, blank=True)
    instructions = models.TextField(blank=True, default="")
    priority = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("-priority", "id")
        constraints = (
            check_constraint(
                models.Q(fee_percent__gte=0, fee_percent__lte=100, fixed_fee__gte=0),
                "order_central_return_policy_fees",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ReturnRequest(models.Model):
    """A request to give goods back (002-41). `number` is the order's number with a suffix, like "1042-R1".

    `sort_number` is the number with its digits padded, so that 9 comes before 10. `channel` and
    `customer_email` are copies for lists. `requested_by` is whose wish it is; `entered_by` the staff user who
    wrote it down. `replacement_order` holds what was sent instead. `fixed_fee` is the part of the fees that
    the lines do not hold, in `currency`. `expires_at` is null when the request waits for nothing or for ever.
    """

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="order_central_returns")
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=80, unique=True)
    sort_number = models.CharField(max_length=100)
    state = models.CharField(max_length=32, choices=choices(ReturnState))
    channel = models.CharField(max_length=255, blank=True, default="")
    customer_email = models.CharField(max_length=254, blank=True, default="")
    requested_by = models.CharField(max_length=16, choices=ASKED_BY)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    customer_note = models.TextField(blank=True, default="")
    staff_note = models.TextField(blank=True, default="")
    instructions = models.TextField(blank=True, default="")
    label_url = models.CharField(max_length=2048, blank=True, default="")
    label_payer = models.CharField(max_length=16, choices=choices(LabelPayer))
    decline_reason = models.ForeignKey(
        ReturnReason, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decline_message = models.TextField(blank=True, default="")
    outcome = models.CharField(max_length=16, choices=choices(ReturnOutcome), blank=True, default="")
    nothing_due_reason = models.TextField(blank=True, default="")
    replacement_order = models.ForeignKey(
        "order.Order", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    currency = models.CharField(max_length=3)
    fixed_fee = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    expiry_days = models.PositiveIntegerField(null=True)
    reminder_days = models.PositiveIntegerField(null=True)
    expires_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=128, blank=True, default="")
    request_hash = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (
            models.Index(fields=("created_at", "id"), name="order_central_return_made_idx"),
            models.Index(fields=("updated_at", "id"), name="order_central_return_upd_idx"),
            models.Index(fields=("sort_number", "id"), name="order_central_return_num_idx"),
            models.Index(fields=("state", "created_at", "id"), name="order_central_return_state_idx"),
            models.Index(fields=("channel", "created_at", "id"), name="order_central_return_chan_idx"),
            models.Index(fields=("customer_email", "created_at", "id"), name="order_central_return_mail_idx"),
            models.Index(
                fields=("expires_at",),
                condition=models.Q(expires_at__isnull=False),
                name="order_central_return_exp_idx",
            ),
            models.Index(
                fields=("remind_at",),
                condition=models.Q(remind_at__isnull=False),
                name="order_central_return_rem_idx",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("order", "sequence"), name="order_central_return_sequence"),
            models.UniqueConstraint(
                fields=("order", "idempotency_key"),
                condition=~models.Q(idempotency_key=""),
                name="order_central_return_once",
            ),
        )

    def __str__(self) -> str:
        return self.number


class ReturnLine(models.Model):
    """Units of one order line in a request; unit price and fee are of the day of the request, gross.

    `quantity_received` counts what arrived, whatever it was. `quantity_settled` is set when the request is
    completed: units that cannot be asked back again. `quantity_in_saleor` of them are also in a return of
    Saleor's own, so that nothing counts twice.
    """

    request = models.ForeignKey(ReturnRequest, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(
        "order.OrderLine", null=True, on_delete=models.SET_NULL, related_name="order_central_return_lines"
    )
    product_name = models.CharField(max_length=700, blank=True, default="")
    quantity = models.PositiveIntegerField()
    quantity_received = models.PositiveIntegerField(default=0)
    quantity_settled = models.PositiveIntegerField(default=0)
    quantity_in_saleor = models.PositiveIntegerField(default=0)
    reason = models.ForeignKey(ReturnReason, null=True, on_delete=models.PROTECT, related_name="return_lines")
    reason_note = models.TextField(blank=True, default="")
    resolution = models.CharField(max_length=16, choices=choices(ReturnResolution))
    policy = models.ForeignKey(ReturnPolicy, null=True, on_delete=models.SET_NULL, related_name="+")
    unit_price = models.DecimalField(max_digits=20, decimal_places=3)
    fee = models.DecimalField(max_digits=20, decimal_places=3, default=0)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("reason", "request"), name="order_central_retline_why_idx"),)
        constraints = (
            models.UniqueConstraint(fields=("request", "order_line"), name="order_central_return_line_once"),
            check_constraint(
                models.Q(quantity__gt=0, quantity_settled__lte=models.F("quantity")),
                "order_central_return_line_units",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id} in return {self.request_id}"


class ReturnInspection(models.Model):
    """What was found of some units (002-46). `warehouse` is the text form of a key or ""."""

    line = models.ForeignKey(ReturnLine, on_delete=models.CASCADE, related_name="inspections")
    quantity = models.PositiveIntegerField()
    disposition = models.CharField(max_length=16, choices=choices(Disposition))
    warehouse = models.CharField(max_length=255, blank=True, default="")
    note = models.TextField(blank=True, default="")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (check_constraint(models.Q(quantity__gt=0), "order_central_inspection_units"),)

    def __str__(self) -> str:
        return f"{self.quantity} {self.disposition} of line {self.line_id}"


class ReturnParcel(models.Model):
    """A parcel that comes back; its code is classified when it is read, as the shop's lists may change."""

    request = models.ForeignKey(ReturnRequest, on_delete=models.CASCADE, related_name="parcels")
    code = models.CharField(max_length=255)
    normalized_code = models.CharField(max_length=255, db_index=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("request", "normalized_code"), name="order_central_return_parcel_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} of return {self.request_id}"
