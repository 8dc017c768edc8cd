"""Entries of refunds and of withdrawals have a kind of their own."""

from django.db import migrations, models

KINDS = [
    ("STATUS_CHANGE", "Status Change"),
    ("EVENT", "Event"),
    ("STATUS_UNDO", "Status Undo"),
    ("RETURN", "Return"),
    ("MESSAGE", "Message"),
    ("REFUND", "Refund"),
    ("WITHDRAWAL", "Withdrawal"),
]


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0010_withdrawals")]

    operations = [
        migrations.AlterField("orderentry", "kind", models.CharField(choices=KINDS, max_length=32)),
    ]
