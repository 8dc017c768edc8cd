"""The message about a refund links to its credit note, where nobody has written the text anew."""

from django.db import migrations

from saleor_order_central.notifications.wording import BUILT_IN_MESSAGES

SLUG = "refund-done"
LINK = "{{ refund.credit_note_link? }}\n"


def change_body(apps, schema_editor, *, has_link: bool) -> None:
    """Change the built-in text, and leave one that was edited alone."""
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(
        schema_editor.connection.alias
    )
    present = next(one for one in BUILT_IN_MESSAGES if one.slug == SLUG).body
    bodies = [present.replace(LINK, ""), present]
    before, after = bodies if has_link else reversed(bodies)
    templates.filter(slug=SLUG, body=before).update(body=after)


def add_link(apps, schema_editor) -> None:
    """Put the link below the number."""
    change_body(apps, schema_editor, has_link=True)


def remove_link(apps, schema_editor) -> None:
    """Take the link away again."""
    change_body(apps, schema_editor, has_link=False)


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0014_returns_paid")]
    operations = [migrations.RunPython(add_link, remove_link)]
