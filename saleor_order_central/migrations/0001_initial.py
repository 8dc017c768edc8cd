"""Tables of statuses, history, parcels and trusted links.

The dependencies are the oldest migrations of the host that give orders, fulfillments and users their
final keys: what `makemigrations` writes would name the newest ones, which older releases lack.
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models

from saleor_order_central.constraints import check_constraint
from saleor_order_central.host.detect import migration_dependencies


class Migration(migrations.Migration):
    initial = True
    dependencies = migration_dependencies()
    operations = [
        migrations.CreateModel(
            name="OrderStatusDefinition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=250)),
                (
                    "kind",
                    models.CharField(
                        choices=[("BUILT_IN", "Built In"), ("CUSTOM", "Custom")],
                        default="CUSTOM",
                        max_length=16,
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("IN_PROGRESS", "In Progress"),
                            ("CONCLUDED", "Concluded"),
                            ("CANCELED", "Canceled"),
                        ],
                        max_length=16,
                        null=True,
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("NONE", "None"),
                            ("PAID", "Paid"),
                            ("PREPARING", "Preparing"),
                            ("READY_TO_SHIP", "Ready To Ship"),
                            ("SENT", "Sent"),
                            ("DELIVERED", "Delivered"),
                            ("CANCELED", "Canceled"),
                            ("REFUNDED", "Refunded"),
                        ],
                        default="NONE",
                        max_length=16,
                    ),
                ),
                ("color", models.CharField(blank=True, default="", max_length=7)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("CUSTOMER", "Customer"), ("STAFF", "Staff")],
                        default="CUSTOMER",
                        max_length=16,
                    ),
                ),
                ("customer_label", models.CharField(blank=True, default="", max_length=250)),
                ("customer_description", models.TextField(blank=True, default="")),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("is_default", models.BooleanField(default=False)),
                ("default_channels", models.JSONField(blank=True, default=list)),
                ("channels", models.JSONField(blank=True, default=list)),
                ("is_active", models.BooleanField(default=True)),
                ("sort_order", models.PositiveIntegerField(db_index=True, default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("sort_order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OrderState",
            fields=[
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="order_central_state",
                        serialize=False,
                        to="order.order",
                    ),
                ),
                ("status_changed_at", models.DateTimeField(null=True)),
                ("status_set_by_person", models.BooleanField(default=False)),
                ("is_creation_recorded", models.BooleanField(default=False)),
                ("is_payment_recorded", models.BooleanField(default=False)),
                ("is_shipping_recorded", models.BooleanField(default=False)),
                ("is_cancellation_recorded", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "status",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_states",
                        to="saleor_order_central.orderstatusdefinition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("STATUS_CHANGE", "Status Change"), ("EVENT", "Event")], max_length=32
                    ),
                ),
                ("date", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("CUSTOMER", "Customer"), ("STAFF", "Staff")],
                        default="CUSTOMER",
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("message", models.TextField(blank=True, default="")),
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
                ("status_from_label", models.CharField(blank=True, default="", max_length=250)),
                ("status_to_label", models.CharField(blank=True, default="", max_length=250)),
                ("status_from_customer_label", models.CharField(blank=True, default="", max_length=250)),
                ("status_to_customer_label", models.CharField(blank=True, default="", max_length=250)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_entries",
                        to="order.order",
                    ),
                ),
                (
                    "status_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.orderstatusdefinition",
                    ),
                ),
                (
                    "status_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.orderstatusdefinition",
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
                "ordering": ("date", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OrderParcel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("code", models.CharField(blank=True, default="", max_length=255)),
                ("normalized_code", models.CharField(blank=True, db_index=True, default="", max_length=255)),
                ("kind", models.CharField(max_length=16)),
                ("presentation", models.CharField(max_length=16)),
                ("carrier", models.CharField(blank=True, default="", max_length=64)),
                ("url", models.CharField(blank=True, default="", max_length=2048)),
                ("reasons", models.JSONField(default=list)),
                ("shipped_at", models.DateTimeField(blank=True, null=True)),
                ("classified_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "fulfillment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="order_central_parcel",
                        to="order.fulfillment",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_parcels",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("order", "number"),
            },
        ),
        migrations.CreateModel(
            name="TrustedTrackingHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.CharField(max_length=253)),
                ("path_prefix", models.CharField(blank=True, default="", max_length=250)),
                ("include_subdomains", models.BooleanField(default=False)),
                ("allow_embed", models.BooleanField(default=True)),
                ("is_built_in", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, default="", max_length=250)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("host", "path_prefix"),
            },
        ),
        migrations.CreateModel(
            name="OrderFeedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "product_rating",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
                    ),
                ),
                (
                    "service_rating",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
                    ),
                ),
                (
                    "delivery_rating",
                    models.PositiveSmallIntegerField(
                        null=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
                    ),
                ),
                ("comment", models.TextField(blank=True, default="")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_feedback",
                        to="order.order",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="trustedtrackinghost",
            constraint=models.UniqueConstraint(
                fields=("host", "path_prefix"), name="order_central_trusted_host_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderstatusdefinition",
            constraint=check_constraint(
                models.Q(("kind", "BUILT_IN"), ("type__isnull", False), _connector="OR"),
                "order_central_custom_status_typed",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderstatusdefinition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("is_default",),
                name="order_central_one_default_status",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["status", "-status_changed_at"], name="order_central_state_status_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="orderparcel",
            index=models.Index(fields=["kind", "id"], name="order_central_parcel_kind_idx"),
        ),
        migrations.AddConstraint(
            model_name="orderparcel",
            constraint=models.UniqueConstraint(
                fields=("order", "number"), name="order_central_parcel_number"
            ),
        ),
        migrations.AddIndex(
            model_name="orderentry",
            index=models.Index(fields=["order", "date", "id"], name="order_central_entry_order_idx"),
        ),
        migrations.AddConstraint(
            model_name="orderentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idempotency_key", ""), _negated=True),
                fields=("order", "idempotency_key"),
                name="order_central_entry_once",
            ),
        ),
    ]
