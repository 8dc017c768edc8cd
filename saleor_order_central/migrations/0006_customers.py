"""Customers: rows for their list, sums of orders, viewed products, erasures; dates of steps for figures."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import saleor_order_central.statuses.indexes
from saleor_order_central.host.detect import migration_dependencies


class Migration(migrations.Migration):
    dependencies = [
        *migration_dependencies(),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("saleor_order_central", "0005_access"),
    ]

    operations = [
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
                        to=settings.AUTH_USER_MODEL,
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
        ),
        migrations.AddField(
            model_name="orderstate",
            name="delivered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="paid_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="prepared_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="sent_at",
            field=models.DateTimeField(null=True),
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
            },
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=models.Index(fields=["email", "user"], name="order_central_cust_email"),
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=models.Index(fields=["name", "user"], name="order_central_cust_name"),
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=models.Index(fields=["registered_at", "user"], name="order_central_cust_registered"),
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=models.Index(fields=["last_seen_at", "user"], name="order_central_cust_seen"),
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=models.Index(fields=["last_login_at", "user"], name="order_central_cust_login"),
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=models.Index(fields=["orders_count", "user"], name="order_central_cust_orders"),
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=models.Index(fields=["last_order_at", "user"], name="order_central_cust_ordered"),
        ),
        migrations.AddIndex(
            model_name="customerstate",
            index=django.contrib.postgres.indexes.GinIndex(
                saleor_order_central.statuses.indexes.WordVector("search_words"),
                name="order_central_cust_words",
            ),
        ),
        migrations.AddIndex(
            model_name="productview",
            index=models.Index(fields=["user", "last_viewed_at", "id"], name="order_central_view_user"),
        ),
        migrations.AddIndex(
            model_name="productview",
            index=models.Index(fields=["last_viewed_at"], name="order_central_view_age"),
        ),
        migrations.AddConstraint(
            model_name="productview",
            constraint=models.UniqueConstraint(fields=("user", "product"), name="order_central_view_once"),
        ),
        migrations.AddIndex(
            model_name="privacyjob",
            index=models.Index(fields=["created_at", "id"], name="order_central_privacy_made"),
        ),
        migrations.AddIndex(
            model_name="privacyjob",
            index=models.Index(
                condition=models.Q(("status", "DONE"), _negated=True),
                fields=["id"],
                name="order_central_privacy_open",
            ),
        ),
        migrations.AddIndex(
            model_name="customertotal",
            index=models.Index(
                fields=["channel_pk", "currency", "spent", "customer"], name="order_central_cust_spent"
            ),
        ),
        migrations.AddIndex(
            model_name="customertotal",
            index=models.Index(
                fields=["channel_pk", "currency", "orders_count", "customer"], name="order_central_cust_count"
            ),
        ),
        migrations.AddConstraint(
            model_name="customertotal",
            constraint=models.UniqueConstraint(
                fields=("customer", "channel_pk", "currency"), name="order_central_cust_total_once"
            ),
        ),
    ]
