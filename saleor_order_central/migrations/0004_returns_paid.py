"""Refunds know the return that they pay for, and which units came back; credit notes know more to print."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

from saleor_order_central.constraints import check_constraint
from saleor_order_central.host.detect import migration_dependencies


def fill_returned(apps, schema_editor) -> None:
    """Every unit of a refund for returned products came back."""
    lines = apps.get_model("saleor_order_central", "OrderRefundLine").objects.using(
        schema_editor.connection.alias
    )
    lines.filter(refund__kind="PRODUCTS_RETURN").update(returned=F("quantity"))


def forget_units_without_refund(apps, schema_editor) -> None:
    """Their ledger has no place in the old form; Saleor's stock stays as it is."""
    units = apps.get_model("saleor_order_central", "RestockedUnit").objects.using(
        schema_editor.connection.alias
    )
    units.filter(refund=None).delete()
    # In one transaction with what follows, the tables could not be changed otherwise.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        *migration_dependencies(),
        ("saleor_order_central", "0003_credit_notes_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="returnrequest",
            name="replacement_order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="order.order",
            ),
        ),
        migrations.AddField(
            model_name="orderrefund",
            name="return_request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="refunds",
                to="saleor_order_central.returnrequest",
            ),
        ),
        migrations.AddField(
            model_name="orderrefund",
            name="completes_return",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderrefund",
            name="restock",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="orderrefund",
            name="message",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="orderrefundline",
            name="returned",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="restockedunit",
            name="refund",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="restocked_units",
                to="saleor_order_central.orderrefund",
            ),
        ),
        migrations.RunPython(fill_returned, forget_units_without_refund),
        migrations.AddField(
            model_name="restockedunit",
            name="return_request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="restocked_units",
                to="saleor_order_central.returnrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="restockedunit",
            constraint=check_constraint(
                models.Q(("refund__isnull", False), ("return_request__isnull", False), _connector="OR"),
                "order_central_restocked_cause",
            ),
        ),
        migrations.AddField(
            model_name="ordercreditnote",
            name="seller",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="ordercreditnote",
            name="recipient",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="ordercreditnote",
            name="invoice_number",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
        migrations.AddField(
            model_name="ordercreditnote",
            name="return_number",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
    ]
