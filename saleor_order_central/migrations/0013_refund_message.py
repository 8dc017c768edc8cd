"""The message that tells customers of a refund or a voucher."""

from django.db import migrations

from saleor_order_central.notifications.wording import BUILT_IN_MESSAGES

SLUG = "refund-done"


def add_message(apps, schema_editor) -> None:
    """Add the template where it is not there yet."""
    alias = schema_editor.connection.alias
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(alias)
    message = next(one for one in BUILT_IN_MESSAGES if one.slug == SLUG)
    templates.get_or_create(
        slug=message.slug,
        defaults={
            "name": message.name,
            "subject": message.subject,
            "body": message.body,
            "sms_body": message.sms_body,
            "is_built_in": True,
        },
    )


def remove_message(apps, schema_editor) -> None:
    """Take the template away again."""
    alias = schema_editor.connection.alias
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(alias)
    templates.filter(slug=SLUG, is_built_in=True).delete()


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0012_refunds")]
    operations = [migrations.RunPython(add_message, remove_message)]
