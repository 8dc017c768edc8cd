"""The tables.

The dependencies are the oldest migrations of the host that give orders, fulfillments and users their
final keys: what `makemigrations` writes would name the newest ones, which older releases lack.
"""

import datetime
import uuid

import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from saleor_order_central.constraints import check_constraint
from saleor_order_central.host.detect import migration_dependencies
from saleor_order_central.statuses.indexes import WordVector


class Migration(migrations.Migration):
    initial = True

    dependencies = migration_dependencies()

    operations = [
        migrations.CreateModel(
            name="AccessCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=32)),
                ("hour", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "hour"), name="order_central_access_count_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField()),
                ("source", models.CharField(choices=[("CODE", "CODE"), ("LINK", "LINK")], max_length=8)),
                ("email_mark", models.CharField(max_length=32)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("uses_count", models.PositiveIntegerField(default=0)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_access_grants",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-id"),
                "indexes": [
                    models.Index(fields=["order", "created_at", "id"], name="order_central_grant_order_idx"),
                    models.Index(fields=["expires_at"], name="order_central_grant_old_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessLinkBar",
            fields=[
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="order.order",
                    ),
                ),
                ("barred_until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="CarrierDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("body", models.TextField()),
                ("provider", models.CharField(blank=True, default="", max_length=32)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PENDING", "Pending"),
                            ("DONE", "Done"),
                            ("UNMATCHED", "Unmatched"),
                            ("REFUSED", "Refused"),
                        ],
                        default="PENDING",
                        max_length=16,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, default="", max_length=250)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("processed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "id"], name="order_central_delivery_queue"),
                    models.Index(fields=["received_at"], name="order_central_delivery_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CenterSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=255, unique=True)),
                ("is_enabled", models.BooleanField(null=True)),
                ("primary_color", models.CharField(blank=True, default="", max_length=7)),
                ("background_color", models.CharField(blank=True, default="", max_length=7)),
                ("text_color", models.CharField(blank=True, default="", max_length=7)),
                ("logo_url", models.CharField(blank=True, default="", max_length=500)),
                ("support_url", models.CharField(blank=True, default="", max_length=500)),
                ("texts", models.JSONField(blank=True, default=dict)),
                ("features", models.JSONField(blank=True, default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("channel",),
            },
        ),
        migrations.CreateModel(
            name="ChannelSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=255, unique=True)),
                ("sender_name", models.CharField(blank=True, default="", max_length=250)),
                ("sender_email", models.CharField(blank=True, default="", max_length=254)),
                ("reply_to", models.CharField(blank=True, default="", max_length=254)),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("sender_address", models.CharField(blank=True, default="", max_length=1000)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("channel",),
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("description", models.CharField(blank=True, default="", max_length=1000)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("is_active", models.BooleanField(default=True)),
                ("is_built_in", models.BooleanField(default=False)),
                ("sort_order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("sort_order", "id"),
                "indexes": [models.Index(fields=["sort_order", "id"], name="order_central_contact_sort_idx")],
            },
        ),
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
            name="CustomerState",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="order_central_customer",
                        serialize=False,
                        to="account.user",
                    ),
                ),
                ("email", models.CharField(max_length=254)),
                ("name", models.CharField(blank=True, default="", max_length=515)),
                ("registered_at", models.DateTimeField()),
                ("last_login_at", models.DateTimeField(null=True)),
                ("last_seen_at", models.DateTimeField()),
                ("is_active", models.BooleanField(default=True)),
                ("is_customer", models.BooleanField(default=True)),
                ("orders_count", models.PositiveIntegerField(default=0)),
                ("last_order_at", models.DateTimeField(null=True)),
                ("search_words", models.TextField(blank=True, default="")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["email", "user"], name="order_central_cust_email"),
                    models.Index(fields=["name", "user"], name="order_central_cust_name"),
                    models.Index(fields=["registered_at", "user"], name="order_central_cust_registered"),
                    models.Index(fields=["last_seen_at", "user"], name="order_central_cust_seen"),
                    models.Index(fields=["last_login_at", "user"], name="order_central_cust_login"),
                    models.Index(fields=["orders_count", "user"], name="order_central_cust_orders"),
                    models.Index(fields=["last_order_at", "user"], name="order_central_cust_ordered"),
                    django.contrib.postgres.indexes.GinIndex(
                        WordVector("search_words"), name="order_central_cust_words"
                    ),
                ],
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
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "service_rating",
                    models.PositiveSmallIntegerField(
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "delivery_rating",
                    models.PositiveSmallIntegerField(
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
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
        migrations.CreateModel(
            name="OrderParcel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fulfillment_key", models.BigIntegerField(default=0)),
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("is_own", models.BooleanField(default=False)),
                ("has_left", models.BooleanField(default=True)),
                ("code", models.CharField(blank=True, default="", max_length=255)),
                ("normalized_code", models.CharField(blank=True, db_index=True, default="", max_length=255)),
                ("kind", models.CharField(max_length=16)),
                ("presentation", models.CharField(max_length=16)),
                ("carrier", models.CharField(blank=True, default="", max_length=64)),
                ("chosen_carrier", models.CharField(blank=True, default="", max_length=64)),
                ("url", models.CharField(blank=True, default="", max_length=2048)),
                ("reasons", models.JSONField(default=list)),
                ("shipped_at", models.DateTimeField(blank=True, null=True)),
                ("classified_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_event_type", models.CharField(blank=True, default="", max_length=32)),
                ("last_event_at", models.DateTimeField(null=True)),
                ("last_event_place", models.CharField(blank=True, default="", max_length=250)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("is_exception", models.BooleanField(default=False)),
                ("promised_from", models.DateTimeField(null=True)),
                ("promised_to", models.DateTimeField(null=True)),
                ("exception_type", models.CharField(blank=True, default="", max_length=32)),
                ("exception_at", models.DateTimeField(null=True)),
                ("delayed_at", models.DateTimeField(null=True)),
                ("pickup_since", models.DateTimeField(null=True)),
                ("pickup_place", models.CharField(blank=True, default="", max_length=250)),
                ("pickup_until", models.DateTimeField(null=True)),
                ("moved_at", models.DateTimeField(null=True)),
                ("reporting_carriers", models.JSONField(blank=True, default=list)),
                ("estimated_at", models.DateTimeField(null=True)),
                ("expected_from", models.DateTimeField(null=True)),
                ("expected_to", models.DateTimeField(null=True)),
                ("expected_source", models.CharField(blank=True, default="", max_length=16)),
                ("first_promised_to", models.DateTimeField(null=True)),
                ("late_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, default="", max_length=32)),
                ("problem_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("acknowledged_note", models.CharField(blank=True, default="", max_length=1000)),
                ("removed_at", models.DateTimeField(null=True)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "fulfillment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="order_central_parcels",
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
                "ordering": ("order", "number", "pk"),
                "indexes": [
                    models.Index(fields=["kind", "id"], name="order_central_parcel_kind_idx"),
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", True)),
                        fields=["carrier", "shipped_at"],
                        name="order_central_parcel_live",
                    ),
                    models.Index(
                        condition=models.Q(("is_own", False)),
                        fields=["fulfillment_key"],
                        name="order_central_parcel_key",
                    ),
                    models.Index(fields=["shipped_at", "id"], name="order_central_parcel_shipped"),
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", False)),
                        fields=["delivered_at", "id"],
                        name="order_central_parcel_done",
                    ),
                    models.Index(
                        condition=models.Q(("problem_at__isnull", False)),
                        fields=["problem_at", "id"],
                        name="order_central_parcel_problem",
                    ),
                    models.Index(
                        condition=models.Q(("problem_at__isnull", False)),
                        fields=["problem", "problem_at", "id"],
                        name="order_central_parcel_reason",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_own", False), ("removed_at", None)),
                        fields=("order", "number", "fulfillment_key", "position"),
                        name="order_central_parcel_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("order", "idempotency_key"),
                        name="order_central_parcel_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PastTransit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("carrier", models.CharField(max_length=64)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("deliveries", models.PositiveIntegerField()),
                ("p50", models.DurationField()),
                ("p90", models.DurationField()),
                ("counted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("carrier", "country"),
                "constraints": [
                    models.UniqueConstraint(fields=("carrier", "country"), name="order_central_transit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentInstruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=255)),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("message", models.TextField(blank=True, default="")),
                ("bank_account", models.CharField(blank=True, default="", max_length=250)),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("gateway", "channel"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("gateway", "channel"), name="order_central_instruction_gateway"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivacyJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PENDING", "Pending"),
                            ("RUNNING", "Running"),
                            ("WAITING", "Waiting"),
                            ("DONE", "Done"),
                        ],
                        default="PENDING",
                        max_length=16,
                    ),
                ),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("order_keys", models.JSONField(blank=True, default=list)),
                ("by_deletion", models.BooleanField(default=False)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
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
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(fields=["created_at", "id"], name="order_central_privacy_made"),
                    models.Index(
                        condition=models.Q(("status", "DONE"), _negated=True),
                        fields=["id"],
                        name="order_central_privacy_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveIntegerField(default=1)),
                ("first_viewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_viewed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_views",
                        to="product.product",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_product_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-last_viewed_at", "-pk"),
                "indexes": [
                    models.Index(fields=["user", "last_viewed_at", "id"], name="order_central_view_user"),
                    models.Index(fields=["last_viewed_at"], name="order_central_view_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "product"), name="order_central_view_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=32, unique=True)),
                ("next_request_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_success_at", models.DateTimeField(null=True)),
                ("last_failure_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("trouble", models.CharField(blank=True, default="", max_length=32)),
                ("detail", models.CharField(blank=True, default="", max_length=250)),
            ],
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
                "constraints": [
                    check_constraint(
                        models.Q(("fee_percent__gte", 0), ("fee_percent__lte", 100), ("fixed_fee__gte", 0)),
                        "order_central_return_policy_fees",
                    )
                ],
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
                "indexes": [models.Index(fields=["sort_order", "id"], name="order_central_reason_sort_idx")],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("where", models.JSONField(default=dict)),
                ("search", models.CharField(blank=True, default="", max_length=250)),
                ("sort_by", models.CharField(blank=True, default="", max_length=32)),
                ("is_shared", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "owner",
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
                "ordering": ("name", "pk"),
                "indexes": [models.Index(fields=["owner"], name="order_central_view_owner_idx")],
            },
        ),
        migrations.CreateModel(
            name="ThreadStatusMeaning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "OPEN"),
                            ("PENDING_1", "PENDING_1"),
                            ("PENDING_2", "PENDING_2"),
                            ("CLOSED", "CLOSED"),
                        ],
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                ("color", models.CharField(blank=True, default="", max_length=7)),
                ("description", models.CharField(blank=True, default="", max_length=1000)),
                ("is_built_in", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="TrackingCarrier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=64, unique=True)),
                ("is_built_in", models.BooleanField(default=False)),
                ("name", models.CharField(blank=True, default="", max_length=100)),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("url_template", models.CharField(blank=True, default="", max_length=500)),
                ("patterns", models.JSONField(blank=True, default=list)),
                ("countries", models.JSONField(blank=True, default=list)),
                ("is_enabled", models.BooleanField(default=None, null=True)),
                ("channels", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("code",),
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("host", "path_prefix"), name="order_central_trusted_host_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WithdrawalSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
            options={
                "ordering": ("channel",),
            },
        ),
        migrations.CreateModel(
            name="CustomerTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel_pk", models.PositiveIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("orders_count", models.PositiveIntegerField(default=0)),
                ("spent", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("last_order_at", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="totals",
                        to="saleor_order_central.customerstate",
                    ),
                ),
            ],
            options={
                "ordering": ("channel_pk", "currency"),
                "indexes": [
                    models.Index(
                        fields=["channel_pk", "currency", "spent", "customer"],
                        name="order_central_cust_spent",
                    ),
                    models.Index(
                        fields=["channel_pk", "currency", "orders_count", "customer"],
                        name="order_central_cust_count",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "channel_pk", "currency"), name="order_central_cust_total_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderCarrierEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dedupe_key", models.CharField(max_length=64, unique=True)),
                ("code", models.CharField(blank=True, default="", max_length=255)),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("INFO_RECEIVED", "INFO_RECEIVED"),
                            ("PICKED_UP", "PICKED_UP"),
                            ("IN_TRANSIT", "IN_TRANSIT"),
                            ("OUT_FOR_DELIVERY", "OUT_FOR_DELIVERY"),
                            ("AVAILABLE_FOR_PICKUP", "AVAILABLE_FOR_PICKUP"),
                            ("ATTEMPT_FAILED", "ATTEMPT_FAILED"),
                            ("DELAYED", "DELAYED"),
                            ("EXCEPTION", "EXCEPTION"),
                            ("DELIVERED", "DELIVERED"),
                            ("RETURNING", "RETURNING"),
                            ("RETURNED_TO_SENDER", "RETURNED_TO_SENDER"),
                            ("UNKNOWN", "UNKNOWN"),
                        ],
                        max_length=32,
                    ),
                ),
                ("raw_code", models.CharField(blank=True, default="", max_length=128)),
                ("raw_text", models.CharField(blank=True, default="", max_length=1000)),
                ("description", models.CharField(blank=True, default="", max_length=500)),
                ("place", models.CharField(blank=True, default="", max_length=250)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("happened_at", models.DateTimeField()),
                ("utc_offset_minutes", models.SmallIntegerField(default=0)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("provider", models.CharField(max_length=64)),
                ("carrier", models.CharField(blank=True, default="", max_length=64)),
                ("external_id", models.CharField(blank=True, default="", max_length=250)),
                ("estimated_from", models.DateTimeField(null=True)),
                ("estimated_to", models.DateTimeField(null=True)),
                ("pickup_until", models.DateTimeField(null=True)),
                (
                    "parcel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="carrier_events",
                        to="saleor_order_central.orderparcel",
                    ),
                ),
            ],
            options={
                "ordering": ("parcel", "happened_at", "id"),
                "indexes": [
                    models.Index(fields=["parcel", "-happened_at", "-id"], name="order_central_carrier_event")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderParcelLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="order.orderline"
                    ),
                ),
                (
                    "parcel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_lines",
                        to="saleor_order_central.orderparcel",
                    ),
                ),
            ],
            options={
                "ordering": ("parcel", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("parcel", "order_line"), name="order_central_parcel_line_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderThread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "OPEN"),
                            ("PENDING_1", "PENDING_1"),
                            ("PENDING_2", "PENDING_2"),
                            ("CLOSED", "CLOSED"),
                        ],
                        default="OPEN",
                        max_length=16,
                    ),
                ),
                ("customer_email", models.CharField(blank=True, default="", max_length=254)),
                ("customer_name", models.CharField(blank=True, default="", max_length=250)),
                ("known_senders", models.JSONField(blank=True, default=list)),
                ("unread_by_staff", models.PositiveIntegerField(default=0)),
                ("unread_by_customer", models.PositiveIntegerField(default=0)),
                ("held_mails", models.PositiveIntegerField(default=0)),
                ("messages_count", models.PositiveIntegerField(default=0)),
                (
                    "waiting_since",
                    models.DateTimeField(default=datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)),
                ),
                ("first_asked_at", models.DateTimeField(null=True)),
                ("first_response_at", models.DateTimeField(null=True)),
                ("answering_until", models.DateTimeField(null=True)),
                ("search_words", models.TextField(blank=True, default="")),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answering_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="saleor_order_central.contactpoint",
                    ),
                ),
                (
                    "customer",
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
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_thread",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("-updated_at", "-id"),
                "indexes": [
                    models.Index(fields=["updated_at", "id"], name="order_central_thread_upd_idx"),
                    models.Index(fields=["created_at", "id"], name="order_central_thread_made_idx"),
                    models.Index(fields=["waiting_since", "id"], name="order_central_thread_wait_idx"),
                    models.Index(
                        fields=["status", "updated_at", "id"], name="order_central_thread_state_idx"
                    ),
                    models.Index(
                        fields=["assignee", "updated_at", "id"], name="order_central_thread_own_idx"
                    ),
                    models.Index(fields=["contact", "updated_at", "id"], name="order_central_thread_box_idx"),
                    models.Index(
                        fields=["channel", "updated_at", "id"], name="order_central_thread_chan_idx"
                    ),
                    models.Index(
                        fields=["customer_email", "updated_at", "id"], name="order_central_thread_mail_idx"
                    ),
                    models.Index(
                        condition=models.Q(("unread_by_staff__gt", 0)),
                        fields=["updated_at", "id"],
                        name="order_central_thread_new_idx",
                    ),
                    models.Index(
                        condition=models.Q(("held_mails__gt", 0)),
                        fields=["updated_at", "id"],
                        name="order_central_thread_held_idx",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        WordVector("search_words"), name="order_central_thread_words_idx"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParcelPoll",
            fields=[
                (
                    "parcel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="poll",
                        serialize=False,
                        to="saleor_order_central.orderparcel",
                    ),
                ),
                ("provider", models.CharField(max_length=32)),
                ("code", models.CharField(max_length=255)),
                ("next_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("misses", models.PositiveSmallIntegerField(default=0)),
                ("etag", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)),
                        fields=["provider", "next_at"],
                        name="order_central_poll_due",
                    )
                ],
            },
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
                    "replacement_order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
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
                "indexes": [
                    models.Index(fields=["created_at", "id"], name="order_central_return_made_idx"),
                    models.Index(fields=["updated_at", "id"], name="order_central_return_upd_idx"),
                    models.Index(fields=["sort_number", "id"], name="order_central_return_num_idx"),
                    models.Index(fields=["state", "created_at", "id"], name="order_central_return_state_idx"),
                    models.Index(
                        fields=["channel", "created_at", "id"], name="order_central_return_chan_idx"
                    ),
                    models.Index(
                        fields=["customer_email", "created_at", "id"], name="order_central_return_mail_idx"
                    ),
                    models.Index(
                        condition=models.Q(("expires_at__isnull", False)),
                        fields=["expires_at"],
                        name="order_central_return_exp_idx",
                    ),
                    models.Index(
                        condition=models.Q(("remind_at__isnull", False)),
                        fields=["remind_at"],
                        name="order_central_return_rem_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "sequence"), name="order_central_return_sequence"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("order", "idempotency_key"),
                        name="order_central_return_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderMemo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author_type",
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
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("body", models.TextField()),
                ("body_html", models.TextField(blank=True, default="")),
                ("search_words", models.TextField(blank=True, default="")),
                ("request_key", models.CharField(blank=True, default="", max_length=64)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_memos",
                        to="order.order",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memos",
                        to="saleor_order_central.orderthread",
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
                "ordering": ("created_at", "id"),
                "indexes": [
                    models.Index(fields=["order", "created_at", "id"], name="order_central_memo_order_idx"),
                    models.Index(fields=["thread", "created_at", "id"], name="order_central_memo_thread_idx"),
                    django.contrib.postgres.indexes.GinIndex(
                        WordVector("search_words"), name="order_central_memo_words_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("request_key", ""), _negated=True),
                        fields=("request_key",),
                        name="order_central_memo_once",
                    ),
                    check_constraint(
                        models.Q(("order__isnull", False), ("thread__isnull", False), _connector="OR"),
                        "order_central_memo_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author_type",
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
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("STOREFRONT", "STOREFRONT"),
                            ("CONTACT_FORM", "CONTACT_FORM"),
                            ("EMAIL_REPLY", "EMAIL_REPLY"),
                            ("PHONE", "PHONE"),
                            ("STAFF", "STAFF"),
                            ("API", "API"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("body", models.TextField()),
                ("body_html", models.TextField(blank=True, default="")),
                ("mail_id", models.CharField(blank=True, default="", max_length=998)),
                ("read_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("request_key", models.CharField(blank=True, default="", max_length=64)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="saleor_order_central.orderthread",
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
                "ordering": ("created_at", "id"),
                "indexes": [models.Index(fields=["thread", "id"], name="order_central_message_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("request_key", ""), _negated=True),
                        fields=("request_key",),
                        name="order_central_message_once",
                    )
                ],
            },
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
                ("completes_return", models.BooleanField(default=False)),
                ("restock", models.BooleanField(null=True)),
                ("message", models.TextField(blank=True, default="")),
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
                    "return_request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="refunds",
                        to="saleor_order_central.returnrequest",
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
                "indexes": [
                    models.Index(fields=["order", "created_at", "id"], name="order_central_refund_order"),
                    models.Index(
                        condition=models.Q(("status", "PENDING")),
                        fields=["created_at", "id"],
                        name="order_central_refund_pending",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("order", "idempotency_key"),
                        name="order_central_refund_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("order", "source_key"),
                        name="order_central_refund_source",
                    ),
                ],
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
                (
                    "order_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="order_central_return_lines",
                        to="order.orderline",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.returnpolicy",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_lines",
                        to="saleor_order_central.returnreason",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="saleor_order_central.returnrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["reason", "request"], name="order_central_retline_why_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "order_line"), name="order_central_return_line_once"
                    ),
                    check_constraint(
                        models.Q(
                            ("quantity__gt", 0),
                            ("quantity_settled__lte", models.F("quantity")),
                        ),
                        "order_central_return_line_units",
                    ),
                ],
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
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parcels",
                        to="saleor_order_central.returnrequest",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "normalized_code"), name="order_central_return_parcel_once"
                    )
                ],
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
                ("seller", models.JSONField(default=list)),
                ("recipient", models.JSONField(default=list)),
                ("invoice_number", models.CharField(blank=True, default="", max_length=255)),
                ("return_number", models.CharField(blank=True, default="", max_length=80)),
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
                "indexes": [
                    models.Index(fields=["issued_at", "id"], name="order_central_credit_issued"),
                    models.Index(fields=["order_number"], name="order_central_credit_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("channel", "sequence"), name="order_central_credit_number"
                    )
                ],
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
                ("returned", models.PositiveIntegerField(default=0)),
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
            name="ReceivedMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ACCEPTED", "ACCEPTED"),
                            ("HELD", "HELD"),
                            ("DISMISSED", "DISMISSED"),
                            ("AUTOMATIC", "AUTOMATIC"),
                            ("BOUNCE", "BOUNCE"),
                            ("EMPTY", "EMPTY"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "held_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WRONG_SENDER", "WRONG_SENDER"),
                            ("NOT_AUTHENTIC", "NOT_AUTHENTIC"),
                            ("TOO_MANY", "TOO_MANY"),
                            ("THREAD_FULL", "THREAD_FULL"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("mail_id", models.CharField(blank=True, default="", max_length=998)),
                ("sender", models.CharField(blank=True, default="", max_length=254)),
                ("sender_name", models.CharField(blank=True, default="", max_length=250)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("text", models.TextField(blank=True, default="")),
                ("left_out", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="received_mails",
                        to="saleor_order_central.ordermessage",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received_mails",
                        to="saleor_order_central.orderthread",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["thread", "state", "id"], name="order_central_mail_thread_idx")
                ],
            },
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
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="restocked_units",
                        to="saleor_order_central.orderrefund",
                    ),
                ),
                (
                    "return_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="restocked_units",
                        to="saleor_order_central.returnrequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order_line", "unit"), name="order_central_restocked_once"
                    ),
                    check_constraint(
                        models.Q(
                            ("refund__isnull", False), ("return_request__isnull", False), _connector="OR"
                        ),
                        "order_central_restocked_cause",
                    ),
                ],
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
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inspections",
                        to="saleor_order_central.returnline",
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
                "ordering": ("id",),
                "constraints": [
                    check_constraint(models.Q(("quantity__gt", 0)), "order_central_inspection_units")
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("body", models.TextField()),
                ("sms_body", models.TextField(blank=True, default="")),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("is_built_in", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("slug",),
            },
        ),
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
                ("next_statuses", models.JSONField(blank=True, default=None, null=True)),
                ("requirements", models.JSONField(blank=True, default=list)),
                ("payment_gateways", models.JSONField(blank=True, default=list)),
                ("notify_by_default", models.JSONField(blank=True, default=list)),
                ("silent_after_hours", models.PositiveIntegerField(blank=True, null=True)),
                ("sort_order", models.PositiveIntegerField(db_index=True, default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "message_template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="statuses_that_send_it",
                        to="saleor_order_central.messagetemplate",
                    ),
                ),
                (
                    "silent_template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="statuses_that_wait_with_it",
                        to="saleor_order_central.messagetemplate",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
                "constraints": [
                    check_constraint(
                        models.Q(("kind", "BUILT_IN"), ("type__isnull", False), _connector="OR"),
                        "order_central_custom_status_typed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("is_default",),
                        name="order_central_one_default_status",
                    ),
                ],
            },
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
                        choices=[
                            ("STATUS_CHANGE", "Status Change"),
                            ("EVENT", "Event"),
                            ("STATUS_UNDO", "Status Undo"),
                            ("RETURN", "Return"),
                            ("MESSAGE", "Message"),
                            ("REFUND", "Refund"),
                            ("WITHDRAWAL", "Withdrawal"),
                        ],
                        max_length=32,
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
                ("message_html", models.TextField(blank=True, default="")),
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
                ("is_forced", models.BooleanField(default=False)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                (
                    "conversation_message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entries",
                        to="saleor_order_central.ordermessage",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_entries",
                        to="order.order",
                    ),
                ),
                (
                    "return_request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entries",
                        to="saleor_order_central.returnrequest",
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
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.messagetemplate",
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="undone_by",
                        to="saleor_order_central.orderentry",
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
                "indexes": [
                    models.Index(fields=["order", "date", "id"], name="order_central_entry_order_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("order", "idempotency_key"),
                        name="order_central_entry_once",
                    )
                ],
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
                ("is_delivery_recorded", models.BooleanField(default=False)),
                ("is_refund_recorded", models.BooleanField(default=False)),
                ("is_acceptance_recorded", models.BooleanField(default=False)),
                ("placed_at", models.DateTimeField(null=True)),
                ("number", models.CharField(blank=True, default="", max_length=64)),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("customer_name", models.CharField(blank=True, default="", max_length=512)),
                ("customer_email", models.CharField(blank=True, default="", max_length=254)),
                ("external_reference", models.CharField(blank=True, default="", max_length=250)),
                ("payment_gateway", models.CharField(blank=True, default="", max_length=255)),
                ("total", models.DecimalField(decimal_places=3, max_digits=20, null=True)),
                ("currency", models.CharField(blank=True, default="", max_length=3)),
                ("status_type", models.CharField(blank=True, default="", max_length=16)),
                ("customer_status", models.CharField(blank=True, default="", max_length=64)),
                ("current_step", models.CharField(blank=True, default="", max_length=16)),
                ("paid_at", models.DateTimeField(null=True)),
                ("prepared_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("is_paid", models.BooleanField(default=False)),
                ("is_sent", models.BooleanField(default=False)),
                ("is_delivered", models.BooleanField(default=False)),
                ("is_canceled", models.BooleanField(default=False)),
                ("is_refunded", models.BooleanField(default=False)),
                ("is_late", models.BooleanField(default=False)),
                ("promised_min_days", models.PositiveIntegerField(null=True)),
                ("promised_max_days", models.PositiveIntegerField(null=True)),
                ("promised_from", models.DateTimeField(null=True)),
                ("promised_to", models.DateTimeField(null=True)),
                ("expected_from", models.DateTimeField(null=True)),
                ("expected_to", models.DateTimeField(null=True)),
                ("expected_source", models.CharField(blank=True, default="", max_length=16)),
                ("late_at", models.DateTimeField(null=True)),
                ("late_told_at", models.DateTimeField(null=True)),
                ("has_message", models.BooleanField(default=False)),
                ("has_open_return", models.BooleanField(default=False)),
                ("silent_at", models.DateTimeField(null=True)),
                ("silence_told_at", models.DateTimeField(null=True)),
                ("search_words", models.TextField(blank=True, default="")),
                ("erased_at", models.DateTimeField(null=True)),
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
            options={
                "indexes": [
                    models.Index(
                        fields=["status", "-status_changed_at"], name="order_central_state_status_idx"
                    ),
                    models.Index(fields=["placed_at", "order"], name="order_central_list_placed"),
                    models.Index(
                        django.db.models.functions.text.Length("number"),
                        models.F("number"),
                        models.F("order"),
                        name="order_central_list_number",
                    ),
                    models.Index(fields=["total", "order"], name="order_central_list_total"),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce("status_changed_at", "placed_at"),
                        models.F("order"),
                        name="order_central_list_changed",
                    ),
                    models.Index(fields=["customer_name", "order"], name="order_central_list_name"),
                    models.Index(
                        fields=["customer_email", "placed_at", "order"], name="order_central_list_email"
                    ),
                    models.Index(fields=["channel", "placed_at", "order"], name="order_central_list_channel"),
                    models.Index(
                        fields=["payment_gateway", "placed_at", "order"], name="order_central_list_gateway"
                    ),
                    models.Index(
                        fields=["status_type", "placed_at", "order"], name="order_central_list_type"
                    ),
                    models.Index(
                        fields=["current_step", "placed_at", "order"], name="order_central_list_step"
                    ),
                    models.Index(
                        condition=models.Q(("external_reference", ""), _negated=True),
                        fields=["external_reference"],
                        name="order_central_list_ref",
                    ),
                    models.Index(
                        condition=models.Q(("silent_at__isnull", False)),
                        fields=["silent_at"],
                        name="order_central_list_silent",
                    ),
                    models.Index(
                        condition=models.Q(("late_at__isnull", False)),
                        fields=["late_at"],
                        name="order_central_list_due",
                    ),
                    models.Index(
                        condition=models.Q(("is_paid", False)),
                        fields=["placed_at", "order"],
                        name="order_central_list_unpaid",
                    ),
                    models.Index(
                        condition=models.Q(("is_sent", False)),
                        fields=["placed_at", "order"],
                        name="order_central_list_unsent",
                    ),
                    models.Index(
                        condition=models.Q(("is_delivered", False)),
                        fields=["placed_at", "order"],
                        name="order_central_list_open",
                    ),
                    models.Index(
                        condition=models.Q(("is_canceled", True)),
                        fields=["placed_at", "order"],
                        name="order_central_list_canceled",
                    ),
                    models.Index(
                        condition=models.Q(("is_refunded", True)),
                        fields=["placed_at", "order"],
                        name="order_central_list_refunded",
                    ),
                    models.Index(
                        condition=models.Q(("is_late", True)),
                        fields=["placed_at", "order"],
                        name="order_central_list_late",
                    ),
                    models.Index(
                        condition=models.Q(("has_message", True)),
                        fields=["placed_at", "order"],
                        name="order_central_list_message",
                    ),
                    models.Index(
                        condition=models.Q(("has_open_return", True)),
                        fields=["placed_at", "order"],
                        name="order_central_list_return",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        WordVector("search_words"), name="order_central_list_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusBulkJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("PENDING", "Pending"),
                            ("RUNNING", "Running"),
                            ("SUCCESS", "Success"),
                            ("FAILED", "Failed"),
                            ("CANCELED", "Canceled"),
                            ("UNDONE", "Undone"),
                        ],
                        default="PENDING",
                        max_length=16,
                    ),
                ),
                ("request", models.JSONField(default=dict)),
                ("channels", models.JSONField(default=None, null=True)),
                (
                    "error_policy",
                    models.CharField(
                        choices=[
                            ("REJECT_EVERYTHING", "Reject Everything"),
                            ("IGNORE_FAILED", "Ignore Failed"),
                        ],
                        default="REJECT_EVERYTHING",
                        max_length=32,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("checked", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("message", models.CharField(blank=True, default="", max_length=500)),
                ("undone", models.PositiveIntegerField(default=0)),
                ("is_cancel_requested", models.BooleanField(default=False)),
                ("is_undo_requested", models.BooleanField(default=False)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("author_type", models.CharField(max_length=16)),
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "target",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
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
                "ordering": ("-created_at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("idempotency_key", ""), _negated=True),
                        fields=("idempotency_key",),
                        name="order_central_job_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("CREATED", "Created"),
                            ("PAID", "Paid"),
                            ("SENT", "Sent"),
                            ("DELIVERED", "Delivered"),
                            ("CANCELED", "Canceled"),
                            ("REFUNDED", "Refunded"),
                        ],
                        max_length=16,
                    ),
                ),
                ("channels", models.JSONField(blank=True, default=list)),
                ("payment_gateways", models.JSONField(blank=True, default=list)),
                ("is_active", models.BooleanField(default=True)),
                ("sort_order", models.PositiveIntegerField(default=0)),
                (
                    "status",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="saleor_order_central.orderstatusdefinition",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
            },
        ),
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
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("checksum", models.CharField(max_length=64)),
                ("uploaded_by", models.CharField(max_length=16)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="saleor_order_central.orderentry",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="saleor_order_central.receivedmail",
                    ),
                ),
                (
                    "memo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="saleor_order_central.ordermemo",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="saleor_order_central.ordermessage",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_attachments",
                        to="order.order",
                    ),
                ),
                (
                    "return_line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="saleor_order_central.returnline",
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
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="OrderNotification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
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
                            ("ACCESS_CODE", "Access Code"),
                            ("WITHDRAWAL_RECEIVED", "Withdrawal Received"),
                            ("MESSAGE", "Message"),
                            ("MESSAGE_COPY", "Message Copy"),
                            ("THREAD_FORWARDED", "Thread Forwarded"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "channel_kind",
                    models.CharField(choices=[("EMAIL", "Email"), ("SMS", "Sms")], max_length=16),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("QUEUED", "Queued"),
                            ("HELD", "Held"),
                            ("SENT", "Sent"),
                            ("FAILED", "Failed"),
                            ("SUPPRESSED", "Suppressed"),
                            ("CANCELED", "Canceled"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("CHOSEN", "Chosen"),
                            ("DEFAULT", "Default"),
                            ("AUTOMATIC", "Automatic"),
                            ("SUPPRESSED_BY_CALLER", "Suppressed By Caller"),
                            ("NOT_BY_DEFAULT", "Not By Default"),
                            ("STAFF_ONLY", "Staff Only"),
                            ("NO_RECIPIENT", "No Recipient"),
                            ("NO_GATEWAY", "No Gateway"),
                            ("VARIABLE_MISSING", "Variable Missing"),
                            ("SALEOR_SENDS_IT", "Saleor Sends It"),
                            ("TOO_OLD", "Too Old"),
                            ("NOTIFICATIONS_OFF", "Notifications Off"),
                            ("TEMPLATE_MISSING", "Template Missing"),
                            ("NO_LONGER_TRUE", "No Longer True"),
                            ("SUPERSEDED", "Superseded"),
                            ("UNDONE", "Undone"),
                            ("CANCELED_BY_STAFF", "Canceled By Staff"),
                            ("RESENT", "Resent"),
                        ],
                        max_length=32,
                    ),
                ),
                ("missing_variables", models.JSONField(blank=True, default=list)),
                ("recipient", models.CharField(blank=True, default="", max_length=254)),
                ("sender", models.CharField(blank=True, default="", max_length=510)),
                ("reply_to", models.CharField(blank=True, default="", max_length=254)),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("subject", models.CharField(blank=True, default="", max_length=500)),
                ("body", models.TextField(blank=True, default="")),
                ("tracking_codes", models.JSONField(blank=True, default=list)),
                ("structured_data", models.JSONField(blank=True, default=list)),
                ("dedupe_key", models.CharField(max_length=200, unique=True)),
                ("send_after", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, default="", max_length=500)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notifications",
                        to="saleor_order_central.orderentry",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to="saleor_order_central.ordermessage",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_notifications",
                        to="order.order",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notifications",
                        to="saleor_order_central.messagetemplate",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("status__in", ("QUEUED", "HELD"))),
                        fields=["send_after", "id"],
                        name="order_central_outbox_due_idx",
                    ),
                    models.Index(fields=["order", "created_at", "id"], name="order_central_outbox_order_idx"),
                    models.Index(fields=["status", "created_at", "id"], name="order_central_outbox_list_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusBulkResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order_key", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("CHECKED", "Checked"),
                            ("CHANGED", "Changed"),
                            ("REFUSED", "Refused"),
                            ("UNDONE", "Undone"),
                        ],
                        default="WAITING",
                        max_length=16,
                    ),
                ),
                ("error_code", models.CharField(blank=True, default="", max_length=64)),
                ("error_field", models.CharField(blank=True, default="", max_length=64)),
                ("error_message", models.CharField(blank=True, default="", max_length=500)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.orderentry",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="saleor_order_central.statusbulkjob",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["job", "state", "id"], name="order_central_job_result_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("job", "order_key"), name="order_central_job_order")
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=64)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("pair", models.CharField(max_length=32)),
                ("email_mark", models.CharField(max_length=32)),
                ("seed", models.CharField(max_length=64)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "notification",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.ordernotification",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["pair", "-id"], name="order_central_access_pair_idx"),
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["id"],
                        name="order_central_access_open_idx",
                    ),
                    models.Index(fields=["created_at"], name="order_central_access_old_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("SUBMITTED", "SUBMITTED"),
                            ("ACKNOWLEDGED", "ACKNOWLEDGED"),
                            ("COMPLETED", "COMPLETED"),
                            ("INVALID", "INVALID"),
                        ],
                        default="SUBMITTED",
                        max_length=16,
                    ),
                ),
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
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.ordernotification",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="order_central_withdrawals",
                        to="order.order",
                    ),
                ),
                (
                    "return_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WithdrawalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product_name", models.CharField(max_length=700)),
                ("quantity", models.PositiveIntegerField()),
                (
                    "order_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                "constraints": [
                    check_constraint(models.Q(("quantity__gt", 0)), "order_central_withdraw_units")
                ],
            },
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="statuses",
            field=models.ManyToManyField(
                blank=True, related_name="comment_templates", to="saleor_order_central.OrderStatusDefinition"
            ),
        ),
    ]
