"""Statuses that every shop has, and the carriers' hosts that it trusts from the start."""

from django.db import migrations

from saleor_order_central.tracking import SHIPPED_TRUSTED_LINKS

# slug, name, customer label, type, fact, colour
BUILT_IN_STATUSES = (
    ("received", "Received", "Order received", "IN_PROGRESS", "NONE", "#6b7280"),
    ("awaiting-payment", "Awaiting payment", "Accepted, awaiting payment", "IN_PROGRESS", "NONE", "#b45309"),
    ("paid", "Paid", "Payment received", "IN_PROGRESS", "PAID", "#047857"),
    ("in-realisation", "In realisation", "Being prepared", "IN_PROGRESS", "PREPARING", "#1d4ed8"),
    (
        "waiting-for-dispatch",
        "Waiting for dispatch",
        "Ready to ship",
        "IN_PROGRESS",
        "READY_TO_SHIP",
        "#4338ca",
    ),
    ("sent", "Sent", "Sent", "IN_PROGRESS", "SENT", "#7e22ce"),
    ("finalized", "Finalized", "Delivered", "CONCLUDED", "DELIVERED", "#15803d"),
    ("canceled", "Canceled", "Canceled", "CANCELED", "CANCELED", "#b91c1c"),
    ("refunded", "Refunded", "Refunded", None, "REFUNDED", "#9f1239"),
)


def add_rows(apps, schema_editor) -> None:
    """Add what is not there yet."""
    alias = schema_editor.connection.alias
    statuses = apps.get_model("saleor_order_central", "OrderStatusDefinition").objects.using(alias)
    for place, (slug, name, label, type_, fact, color) in enumerate(BUILT_IN_STATUSES):
        statuses.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "customer_label": label,
                "kind": "BUILT_IN",
                "type": type_,
                "fact": fact,
                "color": color,
                "sort_order": place,
                "is_default": place == 0,
            },
        )
    hosts = apps.get_model("saleor_order_central", "TrustedTrackingHost").objects.using(alias)
    for link in SHIPPED_TRUSTED_LINKS:
        hosts.get_or_create(
            host=link.host,
            path_prefix=link.path_prefix,
            defaults={
                "include_subdomains": link.include_subdomains,
                "allow_embed": link.embed,
                "is_built_in": True,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0001_initial")]
    # Backwards the tables go with their rows in the migration before this one.
    operations = [migrations.RunPython(add_rows, migrations.RunPython.noop)]
