"""Refunds, vouchers given instead of money, and credit notes that nobody can change."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from saleor_order_central.host.detect import migration_dependencies

# A credit note is a document: only its links may be emptied, when order or refund go.
KEEP_CREDIT_NOTES = """
CREATE FUNCTION saleor_order_central_keep_credit_note() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'credit note %% is kept for good', OLD.number;
    END IF;
    IF (to_jsonb(NEW) - 'order_id' - 'refund_id') IS DISTINCT FROM (to_jsonb(OLD) - 'order_id' - 'refund_id')
        OR (NEW.order_id IS NOT NULL AND NEW.order_id IS DISTINCT FROM OLD.order_id)
        OR (NEW.refund_id IS NOT NULL AND NEW.refund_id IS DISTINCT FROM OLD.refund_id)
    THEN
        RAISE EXCEPTION 'credit note %% cannot be changed', OLD.number;
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER saleor_order_central_keep_credit_note
    BEFORE UPDATE OR DELETE ON saleor_order_central_ordercreditnote
    FOR EACH ROW EXECUTE FUNCTION saleor_order_central_keep_credit_note();
"""
LET_GO = """
DROP TRIGGER saleor_order_central_keep_credit_note ON saleor_order_central_ordercreditnote;
DROP FUNCTION saleor_order_central_keep_credit_note();
"""


def keep_credit_notes(apps, schema_editor) -> None:
    """Parameters make both drivers read the doubled percent signs alike."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(KEEP_CREDIT_NOTES, [])


def let_credit_notes_go(apps, schema_editor) -> None:
    """Take the guard away, so that the table can go."""
    schema_editor.execute(LET_GO)


class Migration(migrations.Migration):
    dependencies = [
        *migration_dependencies(),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("saleor_order_central", "0011_built_in_returns"),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditNoteCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(max_length=250, unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="OrderRefund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PRODUCTS_RETURN", "PRODUCTS_RETURN"),
                            ("PARTIAL", "PARTIAL"),
                            ("FULL", "FULL"),
                            ("MARKED", "MARKED"),
                            ("IN_SALEOR", "IN_SALEOR"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PENDING", "Pending"),
                            ("SUCCESS", "Success"),
                            ("FAILURE", "Failure"),
                            ("MANUAL_DONE", "Manual Done"),
                        ],
                        default="PENDING",
                        max_length=16,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[("ORIGINAL_TRANSACTION", "ORIGINAL_TRANSACTION"), ("MANUAL", "MANUAL")],
                        default="",
                        max_length=32,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("voucher_value", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("shipping_net", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("shipping_gross", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("other", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("fees", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("wants_credit_note", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, default="", max_length=64)),
                ("source_key", models.CharField(blank=True, default="", max_length=64)),
                ("reference", models.CharField(blank=True, default="", max_length=512)),
                ("granted_refund_pk", models.BigIntegerField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=512)),
                ("asked_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author_type",
                    models.CharField(
                        choices=[
                            ("CUSTOMER", "Customer"),
                            ("STAFF", "Staff"),
                            ("APP", "App"),
                            ("SYSTEM", "System"),
                        ],
                        max_length=16,
                    ),
                ),
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                ("modes", models.JSONField(blank=True, default=dict)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_refunds",
                        to="order.order",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "pk"),
            },
        ),
        migrations.AlterField(
            model_name="ordernotification",
            name="occasion",
            field=models.CharField(
                choices=[
                    ("STATUS_CHANGED", "Status Changed"),
                    ("EVENT", "Event"),
                    ("ORDER_ACCEPTED", "Order Accepted"),
                    ("INFORMATION_MISSING", "Information Missing"),
                    ("PAYMENT_AWAITED", "Payment Awaited"),
                    ("PAYMENT_REMINDER", "Payment Reminder"),
                    ("TRACKING_NUMBER", "Tracking Number"),
                    ("DELIVERED", "Delivered"),
                    ("REVIEW_REQUEST", "Review Request"),
                    ("STILL_WORKING", "Still Working"),
                    ("DELAY", "Delay"),
                    ("RETURN_ACCEPTED", "Return Accepted"),
                    ("RETURN_REMINDER", "Return Reminder"),
                    ("RETURN_RECEIVED", "Return Received"),
                    ("RETURN_COMPLETED", "Return Completed"),
                    ("RETURN_REFUSED", "Return Refused"),
                    ("RETURN_EXPIRED", "Return Expired"),
                    ("REFUND_DONE", "Refund Done"),
                ],
                max_length=32,
            ),
        ),
        migrations.CreateModel(
            name="RestockedUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit", models.PositiveIntegerField()),
                ("warehouse", models.CharField(max_length=64)),
                ("is_done", models.BooleanField(default=False)),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_restocked_units",
                        to="order.orderline",
                    ),
                ),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="restocked_units",
                        to="saleor_order_central.orderrefund",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderVoucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voucher_pk", models.BigIntegerField()),
                ("code", models.CharField(max_length=255, unique=True)),
                ("currency", models.CharField(max_length=3)),
                ("value", models.DecimalField(decimal_places=3, max_digits=20)),
                ("valid_until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_vouchers",
                        to="order.order",
                    ),
                ),
                (
                    "refund",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voucher",
                        to="saleor_order_central.orderrefund",
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OrderRefundLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=1000)),
                ("quantity", models.PositiveIntegerField()),
                ("net", models.DecimalField(decimal_places=3, max_digits=20)),
                ("gross", models.DecimalField(decimal_places=3, max_digits=20)),
                ("tax_rate", models.DecimalField(decimal_places=4, default=0, max_digits=5)),
                (
                    "order_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="order_central_refund_lines",
                        to="order.orderline",
                    ),
                ),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="saleor_order_central.orderrefund",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="OrderCreditNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=250)),
                ("sequence", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=300, unique=True)),
                ("order_number", models.CharField(max_length=64)),
                ("customer_name", models.CharField(blank=True, default="", max_length=512)),
                ("language_code", models.CharField(default="en", max_length=35)),
                ("currency", models.CharField(max_length=3)),
                ("lines", models.JSONField(default=list)),
                ("shipping_net", models.DecimalField(decimal_places=3, max_digits=20)),
                ("shipping_gross", models.DecimalField(decimal_places=3, max_digits=20)),
                ("total_net", models.DecimalField(decimal_places=3, max_digits=20)),
                ("total_gross", models.DecimalField(decimal_places=3, max_digits=20)),
                ("issued_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="order_central_credit_notes",
                        to="order.order",
                    ),
                ),
                (
                    "refund",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="credit_note",
                        to="saleor_order_central.orderrefund",
                    ),
                ),
            ],
            options={
                "ordering": ("issued_at", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="restockedunit",
            constraint=models.UniqueConstraint(
                fields=("order_line", "unit"), name="order_central_restocked_once"
            ),
        ),
        migrations.AddIndex(
            model_name="orderrefund",
            index=models.Index(fields=["order", "created_at", "id"], name="order_central_refund_order"),
        ),
        migrations.AddIndex(
            model_name="orderrefund",
            index=models.Index(
                condition=models.Q(("status", "PENDING")),
                fields=["created_at", "id"],
                name="order_central_refund_pending",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderrefund",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idempotency_key", ""), _negated=True),
                fields=("order", "idempotency_key"),
                name="order_central_refund_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderrefund",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("order", "source_key"),
                name="order_central_refund_source",
            ),
        ),
        migrations.AddIndex(
            model_name="ordercreditnote",
            index=models.Index(fields=["issued_at", "id"], name="order_central_credit_issued"),
        ),
        migrations.AddIndex(
            model_name="ordercreditnote",
            index=models.Index(fields=["order_number"], name="order_central_credit_order"),
        ),
        migrations.AddConstraint(
            model_name="ordercreditnote",
            constraint=models.UniqueConstraint(
                fields=("channel", "sequence"), name="order_central_credit_number"
            ),
        ),
        migrations.RunPython(keep_credit_notes, let_credit_notes_go),
    ]
