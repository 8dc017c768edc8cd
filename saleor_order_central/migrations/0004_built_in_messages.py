"""Templates that every shop has, and which statuses mail them."""

from django.db import migrations

from saleor_order_central.notifications.wording import BUILT_IN_MESSAGES, STATUS_MESSAGES


def add_rows(apps, schema_editor) -> None:
    """Add what is not there yet; what the merchant set on a status stays."""
    alias = schema_editor.connection.alias
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(alias)
    statuses = apps.get_model("saleor_order_central", "OrderStatusDefinition").objects.using(alias)
    by_slug = {status.slug: status for status in statuses.all()}
    for message in BUILT_IN_MESSAGES:
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


def remove_rows(apps, schema_editor) -> None:
    """Take the templates away again, and the mails from the statuses that sent one of them."""
    alias = schema_editor.connection.alias
    templates = apps.get_model("saleor_order_central", "MessageTemplate").objects.using(alias)
    statuses = apps.get_model("saleor_order_central", "OrderStatusDefinition").objects.using(alias)
    built_in = templates.filter(is_built_in=True)
    statuses.filter(message_template__in=built_in).update(message_template=None, notify_by_default=[])
    built_in.delete()
    # In one transaction with the migration before this one, the table could not be changed otherwise.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0003_messages_and_workflow")]
    operations = [migrations.RunPython(add_rows, remove_rows)]
