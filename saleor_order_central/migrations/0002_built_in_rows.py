"""Rows that every shop has: statuses, carriers' hosts, texts, reasons and a policy for returns, contacts."""

from typing import Any

from django.db import migrations

from saleor_order_central.conversations.wording import BUILT_IN_CONTACTS, BUILT_IN_MEANINGS
from saleor_order_central.notifications.shipped_messages import SHIPPED_MESSAGES
from saleor_order_central.notifications.wording import STATUS_MESSAGES
from saleor_order_central.returns.wording import BUILT_IN_REASONS
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

# The shortest period that EU law gives consumers, counted from the delivery; see docs/returns.md.
FIRST_POLICY = {
    "name": "Returns within 14 days",
    "window_days": 14,
    "resolutions": ["REFUND", "VOUCHER", "EXCHANGE"],
    "expiry_days": 30,
    "reminder_days": 7,
}


def add_rows(apps, schema_editor) -> None:
    """Add what is not there yet."""

    def rows(name: str) -> Any:
        model = apps.get_model("saleor_order_central", name)
        return model.objects.using(schema_editor.connection.alias)

    _add_statuses(rows("OrderStatusDefinition"))
    _add_hosts(rows("TrustedTrackingHost"))
    _add_messages(rows("MessageTemplate"), rows("OrderStatusDefinition"))
    for place, (slug, name, flags) in enumerate(BUILT_IN_REASONS):
        values = {"name": name, "sort_order": 10 * (place + 1), "is_built_in": True, **flags}
        rows("ReturnReason").get_or_create(slug=slug, defaults=values)
    if not rows("ReturnPolicy").exists():
        rows("ReturnPolicy").create(**FIRST_POLICY)
    _add_contacts(rows("ContactPoint"), rows("ThreadStatusMeaning"))


def _add_statuses(statuses) -> None:
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


def _add_hosts(hosts) -> None:
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


def _add_messages(templates, statuses) -> None:
    by_slug = {status.slug: status for status in statuses.all()}
    for message in SHIPPED_MESSAGES:
        template, is_new = templates.get_or_create(
            slug=message.slug,
            defaults={
                "name": message.name,
                "subject": message.subject,
                "body": message.body,
                "sms_body": message.sms_body,
                "is_built_in": True,
            },
        )
        if is_new:
            template.statuses.add(*(by_slug[slug] for slug in message.statuses if slug in by_slug))
    for status_slug, slug in STATUS_MESSAGES.items():
        unset = statuses.filter(slug=status_slug, message_template=None, notify_by_default=[])
        unset.update(message_template=templates.get(slug=slug), notify_by_default=["EMAIL"])


def _add_contacts(contacts, meanings) -> None:
    for place, (slug, name, description) in enumerate(BUILT_IN_CONTACTS):
        values = {"name": name, "description": description, "sort_order": 10 * (place + 1)}
        contacts.get_or_create(slug=slug, defaults={**values, "is_built_in": True})
    for status, name, color, description in BUILT_IN_MEANINGS:
        values = {"name": name, "color": color, "description": description, "is_built_in": True}
        meanings.get_or_create(status=status.value, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0001_initial")]
    # Backwards the tables go with their rows in the migration before this one.
    operations = [migrations.RunPython(add_rows, migrations.RunPython.noop)]
