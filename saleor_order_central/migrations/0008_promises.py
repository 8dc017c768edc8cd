"""Promises of delivery, lateness and problems of parcels, and how long past parcels took."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def remember_problems(apps, schema_editor) -> None:
    """Parcels that stood on the list before, or wait at a counter, do so still: no event may come any more."""
    parcels = apps.get_model("saleor_order_central", "OrderParcel").objects.using(
        schema_editor.connection.alias
    )
    moment = models.F("last_event_at")
    parcels.filter(is_exception=True).update(exception_type=models.F("last_event_type"), exception_at=moment)
    waiting = parcels.filter(last_event_type="AVAILABLE_FOR_PICKUP")
    waiting.update(pickup_since=moment, pickup_place=models.F("last_event_place"))


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_order_central", "0007_providers"),
    ]

    operations = [
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
            },
        ),
        migrations.AddField(
            model_name="ordercarrierevent",
            name="carrier",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="ordercarrierevent",
            name="pickup_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="acknowledged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="acknowledged_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="acknowledged_note",
            field=models.CharField(blank=True, default="", max_length=1000),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="delayed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="exception_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="exception_type",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="expected_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="expected_source",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="expected_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="first_promised_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="late_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="moved_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="pickup_place",
            field=models.CharField(blank=True, default="", max_length=250),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="pickup_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="pickup_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="problem",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="problem_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderparcel",
            name="reporting_carriers",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="expected_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="expected_source",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="expected_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="late_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="late_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="promised_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="promised_max_days",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="promised_min_days",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="promised_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="orderparcel",
            index=models.Index(fields=["shipped_at", "id"], name="order_central_parcel_shipped"),
        ),
        migrations.AddIndex(
            model_name="orderparcel",
            index=models.Index(
                condition=models.Q(("delivered_at__isnull", False)),
                fields=["delivered_at", "id"],
                name="order_central_parcel_done",
            ),
        ),
        migrations.AddIndex(
            model_name="orderparcel",
            index=models.Index(
                condition=models.Q(("problem_at__isnull", False)),
                fields=["problem_at", "id"],
                name="order_central_parcel_problem",
            ),
        ),
        migrations.AddIndex(
            model_name="orderparcel",
            index=models.Index(
                condition=models.Q(("problem_at__isnull", False)),
                fields=["problem", "problem_at", "id"],
                name="order_central_parcel_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                condition=models.Q(("late_at__isnull", False)),
                fields=["late_at"],
                name="order_central_list_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="pasttransit",
            constraint=models.UniqueConstraint(
                fields=("carrier", "country"), name="order_central_transit_once"
            ),
        ),
        migrations.RunPython(remember_problems, migrations.RunPython.noop),
    ]
