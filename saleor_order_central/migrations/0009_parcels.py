"""Parcels keep their identity when Saleor gives a fulfillment's number again, and staff may add more of them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Max


def remember_fulfillments(apps, schema_editor) -> None:
    """Every parcel of a fulfillment that still exists learns its key."""
    parcels = apps.get_model("saleor_order_central", "OrderParcel").objects.using(
        schema_editor.connection.alias
    )
    parcels.exclude(fulfillment=None).update(fulfillment_key=F("fulfillment_id"))


def make_room(apps, schema_editor) -> None:
    """Before: one parcel per number and per fulfillment. Further ones get free numbers; removed ones, emptied, too."""
    parcels = apps.get_model("saleor_order_central", "OrderParcel").objects.using(
        schema_editor.connection.alias
    )
    parcels.exclude(removed_at=None).update(
        code="", normalized_code="", last_event_type="", last_event_at=None, delivered_at=None
    )
    numbers, fulfillments, highest = set(), set(), {}
    for row in parcels.values("order_id").annotate(most=Max("number")).order_by():
        highest[row["order_id"]] = row["most"]
    for row in parcels.order_by("is_own", "fulfillment_id", "position", "pk"):
        before = (row.number, row.fulfillment_id)
        if row.fulfillment_id in fulfillments:
            row.fulfillment_id = None
        if row.number == 0 or (row.order_id, row.number) in numbers:
            highest[row.order_id] += 1
            row.number = highest[row.order_id]
        numbers.add((row.order_id, row.number))
        if row.fulfillment_id is not None:
            fulfillments.add(row.fulfillment_id)
        if before != (row.number, row.fulfillment_id):
            row.save(update_fields=["number", "fulfillment"])
    # Rows with deferred checks and a changed table do not go into one transaction otherwise.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [
        ("saleor_order_central", "0008_promises"),
    ]

    operations = [
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
            options={"ordering": ("parcel", "pk")},
        ),
        migrations.AddConstraint(
            model_name="orderparcelline",
            constraint=models.UniqueConstraint(
                fields=("parcel", "order_line"), name="order_central_parcel_line_once"
            ),
        ),
        migrations.AlterModelOptions(name="orderparcel", options={"ordering": ("order", "number", "pk")}),
        migrations.RemoveConstraint(model_name="orderparcel", name="order_central_parcel_number"),
        migrations.AlterField(
            model_name="orderparcel",
            name="fulfillment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="order_central_parcels",
                to="order.fulfillment",
            ),
        ),
        migrations.AddField("orderparcel", "fulfillment_key", models.BigIntegerField(default=0)),
        migrations.AddField("orderparcel", "position", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("orderparcel", "is_own", models.BooleanField(default=False)),
        migrations.AddIndex(
            model_name="orderparcel",
            index=models.Index(
                condition=models.Q(is_own=False),
                fields=["fulfillment_key"],
                name="order_central_parcel_key",
            ),
        ),
        migrations.AddField("orderparcel", "has_left", models.BooleanField(default=True)),
        migrations.AddField(
            "orderparcel", "chosen_carrier", models.CharField(blank=True, default="", max_length=64)
        ),
        migrations.AddField("orderparcel", "estimated_at", models.DateTimeField(null=True)),
        migrations.AddField("orderparcel", "removed_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "orderparcel", "idempotency_key", models.CharField(blank=True, default="", max_length=128)
        ),
        migrations.AddConstraint(
            model_name="orderparcel",
            constraint=models.UniqueConstraint(
                condition=models.Q(is_own=False, removed_at=None),
                fields=("order", "number", "fulfillment_key", "position"),
                name="order_central_parcel_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderparcel",
            constraint=models.UniqueConstraint(
                condition=~models.Q(idempotency_key=""),
                fields=("order", "idempotency_key"),
                name="order_central_parcel_once",
            ),
        ),
        migrations.AddField(
            "channelsettings", "sender_address", models.CharField(blank=True, default="", max_length=1000)
        ),
        migrations.AddField(
            "ordernotification", "structured_data", models.JSONField(blank=True, default=list)
        ),
        migrations.RunPython(remember_fulfillments, make_room),
    ]
