"""Statements of withdrawal with their lines, and the settings of the function per channel."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from saleor_order_central.constraints import check_constraint
from saleor_order_central.host.detect import migration_dependencies

STATUSES = [(one, one) for one in ("SUBMITTED", "ACKNOWLEDGED", "COMPLETED", "INVALID")]
SET_NULL = django.db.models.deletion.SET_NULL


def key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [*migration_dependencies(), ("saleor_order_central", "0009_center_settings")]

    operations = [
        migrations.CreateModel(
            name="WithdrawalSettings",
            fields=[
                ("id", key()),
                ("channel", models.CharField(blank=True, default="", max_length=255, unique=True)),
                ("is_enabled", models.BooleanField(null=True)),
                ("period_days", models.PositiveIntegerField(null=True)),
                ("exclude_business_customers", models.BooleanField(null=True)),
                ("button_label", models.CharField(blank=True, default="", max_length=100)),
                ("confirm_label", models.CharField(blank=True, default="", max_length=100)),
                ("excluded_reason", models.CharField(blank=True, default="", max_length=500)),
                ("excluded_products", models.JSONField(null=True)),
                ("excluded_product_types", models.JSONField(null=True)),
                ("excluded_categories", models.JSONField(null=True)),
                ("translations", models.JSONField(blank=True, default=dict)),
            ],
            options={"ordering": ("channel",)},
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", key()),
                ("number", models.CharField(max_length=32, unique=True)),
                ("order_number", models.CharField(max_length=64)),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("name", models.CharField(max_length=250)),
                ("email", models.CharField(max_length=254)),
                ("message", models.TextField(blank=True, default="")),
                ("language", models.CharField(max_length=35)),
                ("subject", models.CharField(max_length=500)),
                ("receipt", models.TextField()),
                ("is_verified", models.BooleanField(default=False)),
                ("status", models.CharField(choices=STATUSES, default="SUBMITTED", max_length=16)),
                ("staff_note", models.TextField(blank=True, default="")),
                ("pair", models.CharField(max_length=32)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("matched_at", models.DateTimeField(null=True)),
                (
                    "notification",
                    models.ForeignKey(
                        null=True,
                        on_delete=SET_NULL,
                        related_name="+",
                        to="saleor_order_central.ordernotification",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=SET_NULL,
                        related_name="order_central_withdrawals",
                        to="order.order",
                    ),
                ),
                (
                    "return_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=SET_NULL,
                        related_name="withdrawals",
                        to="saleor_order_central.returnrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("-received_at", "-id"),
                "indexes": [
                    models.Index(fields=["received_at", "id"], name="order_central_withdraw_at_idx"),
                    models.Index(fields=["order", "id"], name="order_central_withdraw_ord_idx"),
                    models.Index(
                        condition=models.Q(("matched_at", None)),
                        fields=["id"],
                        name="order_central_withdraw_new_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("pair", "idempotency_key"),
                        name="order_central_withdraw_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WithdrawalLine",
            fields=[
                ("id", key()),
                ("product_name", models.CharField(max_length=700)),
                ("quantity", models.PositiveIntegerField()),
                (
                    "order_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=SET_NULL,
                        related_name="order_central_withdrawn",
                        to="order.orderline",
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="saleor_order_central.withdrawal",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [check_constraint(models.Q(quantity__gt=0), "order_central_withdraw_units")],
            },
        ),
    ]
