"""When parcels are asked for, how providers are doing, and whose shape a stored call has."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_order_central", "0006_carrier_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="carrierdelivery",
            name="provider",
            field=models.CharField(blank=True, default="", max_length=32),
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
        migrations.AddIndex(
            model_name="orderparcel",
            index=models.Index(
                condition=models.Q(("delivered_at__isnull", True)),
                fields=["carrier", "shipped_at"],
                name="order_central_parcel_live",
            ),
        ),
        migrations.AddIndex(
            model_name="parcelpoll",
            index=models.Index(
                condition=models.Q(("next_at__isnull", False)),
                fields=["provider", "next_at"],
                name="order_central_poll_due",
            ),
        ),
    ]
