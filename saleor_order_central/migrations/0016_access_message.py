"""The message that carries a guest's code."""

from django.db import migrations

from saleor_order_central.notifications.access_wording import ACCESS_MESSAGES


def add_message(apps, schema_editor) -> None:
    """Add the template where it is not there yet."""
    alias = schema_editor.connection.alias
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(alias)
    for message in ACCESS_MESSAGES:
        texts = {"subject": message.subject, "body": message.body, "sms_body": message.sms_body}
        templates.get_or_create(
            slug=message.slug, defaults={"name": message.name, "is_built_in": True, **texts}
        )


def remove_message(apps, schema_editor) -> None:
    """Take the template away again."""
    alias = schema_editor.connection.alias
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(alias)
    slugs = [message.slug for message in ACCESS_MESSAGES]
    templates.filter(slug__in=slugs, is_built_in=True).delete()


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0015_access")]
    operations = [migrations.RunPython(add_message, remove_message)]
