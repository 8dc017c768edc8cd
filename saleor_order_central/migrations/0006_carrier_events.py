"""Events that carriers reported, and their webhook calls."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_order_central", "0005_carriers"),
    ]

    operations = [
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
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="delivered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="is_exception",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="last_event_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="last_event_place",
            field=models.CharField(blank=True, default="", max_length=250),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="last_event_type",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="promised_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="promised_to",
            field=models.DateTimeField(null=True),
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
                ("external_id", models.CharField(blank=True, default="", max_length=250)),
                ("estimated_from", models.DateTimeField(null=True)),
                ("estimated_to", models.DateTimeField(null=True)),
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
            },
        ),
        migrations.AddIndex(
            model_name="carrierdelivery",
            index=models.Index(fields=["status", "id"], name="order_central_delivery_queue"),
        ),
        migrations.AddIndex(
            model_name="carrierdelivery",
            index=models.Index(fields=["received_at"], name="order_central_delivery_age"),
        ),
        migrations.AddIndex(
            model_name="ordercarrierevent",
            index=models.Index(fields=["parcel", "-happened_at", "-id"], name="order_central_carrier_event"),
        ),
    ]
