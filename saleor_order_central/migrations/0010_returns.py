"""Return requests, their reasons and policies, and the files that people send."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from saleor_order_central.constraints import check_constraint
from saleor_order_central.host.detect import migration_dependencies


class Migration(migrations.Migration):
    dependencies = [*migration_dependencies(), ("saleor_order_central", "0009_parcels")]

    operations = [
        migrations.CreateModel(
            name="OrderAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("path", models.CharField(max_length=255, unique=True)),
                ("content_type", models.CharField(max_length=32)),
                ("size", models.PositiveIntegerField()),
                ("checksum", models.CharField(max_length=64)),
                ("uploaded_by", models.CharField(max_length=16)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="ReturnInspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                (
                    "disposition",
                    models.CharField(
                        choices=[
                            ("RESTOCK", "RESTOCK"),
                            ("QUARANTINE", "QUARANTINE"),
                            ("SCRAP", "SCRAP"),
                            ("MISSING", "MISSING"),
                            ("WRONG_ITEM", "WRONG_ITEM"),
                        ],
                        max_length=16,
                    ),
                ),
                ("warehouse", models.CharField(blank=True, default="", max_length=255)),
                ("note", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="ReturnLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product_name", models.CharField(blank=True, default="", max_length=700)),
                ("quantity", models.PositiveIntegerField()),
                ("quantity_received", models.PositiveIntegerField(default=0)),
                ("quantity_settled", models.PositiveIntegerField(default=0)),
                ("quantity_in_saleor", models.PositiveIntegerField(default=0)),
                ("reason_note", models.TextField(blank=True, default="")),
                (
                    "resolution",
                    models.CharField(
                        choices=[
                            ("REFUND", "REFUND"),
                            ("VOUCHER", "VOUCHER"),
                            ("EXCHANGE", "EXCHANGE"),
                            ("REPAIR", "REPAIR"),
                            ("KEEP_ITEM", "KEEP_ITEM"),
                        ],
                        max_length=16,
                    ),
                ),
                ("unit_price", models.DecimalField(decimal_places=3, max_digits=20)),
                ("fee", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="ReturnParcel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=255)),
                ("normalized_code", models.CharField(db_index=True, max_length=255)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="ReturnPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                ("channels", models.JSONField(blank=True, default=list)),
                ("countries", models.JSONField(blank=True, default=list)),
                ("product_types", models.JSONField(blank=True, default=list)),
                ("categories", models.JSONField(blank=True, default=list)),
                ("products", models.JSONField(blank=True, default=list)),
                ("window_days", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "window_starts_from",
                    models.CharField(
                        choices=[
                            ("ORDER_PLACED", "ORDER_PLACED"),
                            ("SHIPPED", "SHIPPED"),
                            ("DELIVERED", "DELIVERED"),
                        ],
                        default="DELIVERED",
                        max_length=16,
                    ),
                ),
                ("requires_delivery", models.BooleanField(default=False)),
                ("is_final_sale", models.BooleanField(default=False)),
                ("resolutions", models.JSONField(default=list)),
                ("fixed_fee", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("fee_currency", models.CharField(blank=True, default="", max_length=3)),
                ("fee_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                (
                    "label_payer",
                    models.CharField(
                        choices=[("SHOP", "SHOP"), ("CUSTOMER", "CUSTOMER")],
                        default="CUSTOMER",
                        max_length=16,
                    ),
                ),
                ("allow_guests", models.BooleanField(default=True)),
                ("requires_photos", models.BooleanField(default=False)),
                ("auto_approve", models.BooleanField(default=False)),
                ("expiry_days", models.PositiveIntegerField(blank=True, null=True)),
                ("reminder_days", models.PositiveIntegerField(blank=True, null=True)),
                ("instructions", models.TextField(blank=True, default="")),
                ("priority", models.IntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("-priority", "id"),
            },
        ),
        migrations.CreateModel(
            name="ReturnReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("requires_note", models.BooleanField(default=False)),
                ("requires_photo", models.BooleanField(default=False)),
                ("waives_fees", models.BooleanField(default=False)),
                ("for_decline", models.BooleanField(default=False)),
                (
                    "default_disposition",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RESTOCK", "RESTOCK"),
                            ("QUARANTINE", "QUARANTINE"),
                            ("SCRAP", "SCRAP"),
                            ("MISSING", "MISSING"),
                            ("WRONG_ITEM", "WRONG_ITEM"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("is_built_in", models.BooleanField(default=False)),
                ("sort_order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("sort_order", "id"),
            },
        ),
        migrations.AlterField(
            model_name="orderentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("STATUS_CHANGE", "Status Change"),
                    ("EVENT", "Event"),
                    ("STATUS_UNDO", "Status Undo"),
                    ("RETURN", "Return"),
                ],
                max_length=32,
            ),
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
                ],
                max_length=32,
            ),
        ),
        migrations.CreateModel(
            name="ReturnRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=80, unique=True)),
                ("sort_number", models.CharField(max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING_CONFIRMATION", "WAITING_CONFIRMATION"),
                            ("WAITING_PACKAGE", "WAITING_PACKAGE"),
                            ("PACKAGE_RECEIVED", "PACKAGE_RECEIVED"),
                            ("CANCELED", "CANCELED"),
                            ("COMPLETED", "COMPLETED"),
                        ],
                        max_length=32,
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("customer_email", models.CharField(blank=True, default="", max_length=254)),
                (
                    "requested_by",
                    models.CharField(
                        choices=[
                            ("CUSTOMER", "CUSTOMER"),
                            ("STAFF", "STAFF"),
                            ("APP", "APP"),
                            ("SYSTEM", "SYSTEM"),
                        ],
                        max_length=16,
                    ),
                ),
                ("customer_note", models.TextField(blank=True, default="")),
                ("staff_note", models.TextField(blank=True, default="")),
                ("instructions", models.TextField(blank=True, default="")),
                ("label_url", models.CharField(blank=True, default="", max_length=2048)),
                (
                    "label_payer",
                    models.CharField(choices=[("SHOP", "SHOP"), ("CUSTOMER", "CUSTOMER")], max_length=16),
                ),
                ("decline_message", models.TextField(blank=True, default="")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("REFUND", "REFUND"),
                            ("VOUCHER", "VOUCHER"),
                            ("EXCHANGE", "EXCHANGE"),
                            ("REPAIR", "REPAIR"),
                            ("NOTHING_DUE", "NOTHING_DUE"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("nothing_due_reason", models.TextField(blank=True, default="")),
                ("currency", models.CharField(max_length=3)),
                ("fixed_fee", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("expiry_days", models.PositiveIntegerField(null=True)),
                ("reminder_days", models.PositiveIntegerField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("remind_at", models.DateTimeField(null=True)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decline_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="saleor_order_central.returnreason",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_returns",
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
                "ordering": ("-created_at", "-id"),
            },
        ),
        migrations.AddIndex(
            model_name="returnreason",
            index=models.Index(fields=["sort_order", "id"], name="order_central_reason_sort_idx"),
        ),
        migrations.AddConstraint(
            model_name="returnpolicy",
            constraint=check_constraint(
                models.Q(("fee_percent__gte", 0), ("fee_percent__lte", 100), ("fixed_fee__gte", 0)),
                "order_central_return_policy_fees",
            ),
        ),
        migrations.AddField(
            model_name="returnparcel",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parcels",
                to="saleor_order_central.returnrequest",
            ),
        ),
        migrations.AddField(
            model_name="returnline",
            name="order_line",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="order_central_return_lines",
                to="order.orderline",
            ),
        ),
        migrations.AddField(
            model_name="returnline",
            name="policy",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="saleor_order_central.returnpolicy",
            ),
        ),
        migrations.AddField(
            model_name="returnline",
            name="reason",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="return_lines",
                to="saleor_order_central.returnreason",
            ),
        ),
        migrations.AddField(
            model_name="returnline",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="saleor_order_central.returnrequest",
            ),
        ),
        migrations.AddField(
            model_name="returninspection",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="inspections",
                to="saleor_order_central.returnline",
            ),
        ),
        migrations.AddField(
            model_name="returninspection",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="orderattachment",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="order_central_attachments",
                to="order.order",
            ),
        ),
        migrations.AddField(
            model_name="orderattachment",
            name="return_line",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="saleor_order_central.returnline",
            ),
        ),
        migrations.AddField(
            model_name="orderattachment",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="orderentry",
            name="return_request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="entries",
                to="saleor_order_central.returnrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(fields=["created_at", "id"], name="order_central_return_made_idx"),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(fields=["updated_at", "id"], name="order_central_return_upd_idx"),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(fields=["sort_number", "id"], name="order_central_return_num_idx"),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(fields=["state", "created_at", "id"], name="order_central_return_state_idx"),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(fields=["channel", "created_at", "id"], name="order_central_return_chan_idx"),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(
                fields=["customer_email", "created_at", "id"], name="order_central_return_mail_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False)),
                fields=["expires_at"],
                name="order_central_return_exp_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="returnrequest",
            index=models.Index(
                condition=models.Q(("remind_at__isnull", False)),
                fields=["remind_at"],
                name="order_central_return_rem_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnrequest",
            constraint=models.UniqueConstraint(
                fields=("order", "sequence"), name="order_central_return_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idempotency_key", ""), _negated=True),
                fields=("order", "idempotency_key"),
                name="order_central_return_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnparcel",
            constraint=models.UniqueConstraint(
                fields=("request", "normalized_code"), name="order_central_return_parcel_once"
            ),
        ),
        migrations.AddIndex(
            model_name="returnline",
            index=models.Index(fields=["reason", "request"], name="order_central_retline_why_idx"),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.UniqueConstraint(
                fields=("request", "order_line"), name="order_central_return_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=check_constraint(
                models.Q(("quantity__gt", 0), ("quantity_settled__lte", models.F("quantity"))),
                "order_central_return_line_units",
            ),
        ),
        migrations.AddConstraint(
            model_name="returninspection",
            constraint=check_constraint(models.Q(("quantity__gt", 0)), "order_central_inspection_units"),
        ),
    ]
