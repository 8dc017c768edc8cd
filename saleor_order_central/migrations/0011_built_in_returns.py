"""Reasons, a first policy and the texts of messages that every shop has for returns."""

from typing import Any

from django.db import migrations

from saleor_order_central.notifications.return_wording import RETURN_MESSAGES
from saleor_order_central.returns.wording import BUILT_IN_REASONS

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
    alias = schema_editor.connection.alias

    def rows(name) -> Any:
        return apps.get_model("saleor_order_central", name).objects.using(alias)

    for place, (slug, name, flags) in enumerate(BUILT_IN_REASONS):
        values = {"name": name, "sort_order": 10 * (place + 1), "is_built_in": True, **flags}
        rows("ReturnReason").get_or_create(slug=slug, defaults=values)
    if not rows("ReturnPolicy").exists():
        rows("ReturnPolicy").create(**FIRST_POLICY)
    for message in RETURN_MESSAGES:
        texts = {"subject": message.subject, "body": message.body, "sms_body": message.sms_body}
        rows("MessageTemplate").get_or_create(
            slug=message.slug, defaults={"name": message.name, "is_built_in": True, **texts}
        )


def remove_rows(apps, schema_editor) -> None:
    """Take the texts away again; reasons and policies go with their tables."""
    alias = schema_editor.connection.alias
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(alias)
    slugs = [message.slug for message in RETURN_MESSAGES]
    templates.filter(slug__in=slugs, is_built_in=True).delete()
    # In one transaction with the migration before this one, the tables could not be changed otherwise.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0010_returns")]
    operations = [migrations.RunPython(add_rows, remove_rows)]
