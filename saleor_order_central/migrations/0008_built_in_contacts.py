"""The contacts that every shop has, and what the states of conversations mean at first (002-16, 002-18)."""

from django.db import migrations

from saleor_order_central.conversations.wording import BUILT_IN_CONTACTS, BUILT_IN_MEANINGS


def add_rows(apps, schema_editor) -> None:
    """Add what is not there yet."""
    alias = schema_editor.connection.alias
    contacts = apps.get_model("saleor_order_central", "ContactPoint").objects.using(alias)
    for place, (slug, name, description) in enumerate(BUILT_IN_CONTACTS):
        values = {"name": name, "description": description, "sort_order": 10 * (place + 1)}
        contacts.get_or_create(slug=slug, defaults={**values, "is_built_in": True})
    meanings = apps.get_model("saleor_order_central", "ThreadStatusMeaning").objects.using(alias)
    for status, name, color, description in BUILT_IN_MEANINGS:
        values = {"name": name, "color": color, "description": description, "is_built_in": True}
        meanings.get_or_create(status=status.value, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0007_conversations")]
    operations = [migrations.RunPython(add_rows, migrations.RunPython.noop)]
