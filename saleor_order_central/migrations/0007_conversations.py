"""Conversations, their messages, memos of staff, mails that came in, and files of all of them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from saleor_order_central.constraints import check_constraint
from saleor_order_central.conversations.models import NEVER
from saleor_order_central.host.detect import migration_dependencies
from saleor_order_central.statuses.indexes import WordVector


def forget_what_has_no_order(apps, schema_editor) -> None:
    """Files and mails of conversations without an order have no place in the tables of before."""
    alias = schema_editor.connection.alias
    for name in ("OrderAttachment", "OrderNotification"):
        apps.get_model("saleor_order_central", name).objects.using(alias).filter(order=None).delete()
    messages = apps.get_model("saleor_order_central", "OrderNotification").objects.using(alias)
    messages.filter(message__isnull=False).update(message=None)
    entries = apps.get_model("saleor_order_central", "OrderEntry").objects.using(alias)
    entries.filter(kind="MESSAGE").delete()
    # The columns could not be changed in the same transaction otherwise.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        *migration_dependencies(),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("saleor_order_central", "0006_customers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("description", models.CharField(blank=True, default="", max_length=1000)),
                ("email", models.CharField(blank=True, default="", max_length=254)),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("is_active", models.BooleanField(default=True)),
                ("is_built_in", models.BooleanField(default=False)),
                ("sort_order", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("sort_order", "id"),
            },
        ),
        migrations.CreateModel(
            name="OrderMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author_type",
                    models.CharField(
                        choices=[
                            ("CUSTOMER", "CUSTOMER"),
                            ("STAFF", "STAFF"),
                            ("APP", "APP"),
                            ("SYSTEM", "SYSTEM"),
                        ],
                        max_length=16,
                    ),
                ),
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("STOREFRONT", "STOREFRONT"),
                            ("CONTACT_FORM", "CONTACT_FORM"),
                            ("EMAIL_REPLY", "EMAIL_REPLY"),
                            ("PHONE", "PHONE"),
                            ("STAFF", "STAFF"),
                            ("API", "API"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("body", models.TextField()),
                ("body_html", models.TextField(blank=True, default="")),
                ("mail_id", models.CharField(blank=True, default="", max_length=998)),
                ("read_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("request_key", models.CharField(blank=True, default="", max_length=64)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="OrderThread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "OPEN"),
                            ("PENDING_1", "PENDING_1"),
                            ("PENDING_2", "PENDING_2"),
                            ("CLOSED", "CLOSED"),
                        ],
                        default="OPEN",
                        max_length=16,
                    ),
                ),
                ("customer_email", models.CharField(blank=True, default="", max_length=254)),
                ("customer_name", models.CharField(blank=True, default="", max_length=250)),
                ("known_senders", models.JSONField(blank=True, default=list)),
                ("unread_by_staff", models.PositiveIntegerField(default=0)),
                ("unread_by_customer", models.PositiveIntegerField(default=0)),
                ("held_mails", models.PositiveIntegerField(default=0)),
                ("messages_count", models.PositiveIntegerField(default=0)),
                ("waiting_since", models.DateTimeField(default=NEVER)),
                ("first_asked_at", models.DateTimeField(null=True)),
                ("first_response_at", models.DateTimeField(null=True)),
                ("answering_until", models.DateTimeField(null=True)),
                ("search_words", models.TextField(blank=True, default="")),
                ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answering_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="saleor_order_central.contactpoint",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_thread",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("-updated_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ThreadStatusMeaning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("OPEN", "OPEN"),
                            ("PENDING_1", "PENDING_1"),
                            ("PENDING_2", "PENDING_2"),
                            ("CLOSED", "CLOSED"),
                        ],
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                ("color", models.CharField(blank=True, default="", max_length=7)),
                ("description", models.CharField(blank=True, default="", max_length=1000)),
                ("is_built_in", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="orderattachment",
            name="entry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="saleor_order_central.orderentry",
            ),
        ),
        migrations.AddField(
            model_name="orderentry",
            name="message_html",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AlterField(
            model_name="orderattachment",
            name="content_type",
            field=models.CharField(max_length=100),
        ),
        migrations.AlterField(
            model_name="orderattachment",
            name="order",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="order_central_attachments",
                to="order.order",
            ),
        ),
        migrations.AlterField(
            model_name="orderentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("STATUS_CHANGE", "Status Change"),
                    ("EVENT", "Event"),
                    ("STATUS_UNDO", "Status Undo"),
                    ("RETURN", "Return"),
                    ("MESSAGE", "Message"),
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="ordernotification",
            name="occasion",
            field=models.CharField(
                choices=[
                    ("STATUS_CHANGED", "Status Changed"),
                    ("EVENT", "Event"),
                    ("ORDER_ACCEPTED", "Order Accepted"),
                    ("INFORMATION_MISSING", "Information Missing"),
                    ("PAYMENT_AWAITED", "Payment Awaited"),
                    ("PAYMENT_REMINDER", "Payment Reminder"),
                    ("TRACKING_NUMBER", "Tracking Number"),
                    ("DELIVERED", "Delivered"),
                    ("REVIEW_REQUEST", "Review Request"),
                    ("STILL_WORKING", "Still Working"),
                    ("DELAY", "Delay"),
                    ("RETURN_ACCEPTED", "Return Accepted"),
                    ("RETURN_REMINDER", "Return Reminder"),
                    ("RETURN_RECEIVED", "Return Received"),
                    ("RETURN_COMPLETED", "Return Completed"),
                    ("RETURN_REFUSED", "Return Refused"),
                    ("RETURN_EXPIRED", "Return Expired"),
                    ("REFUND_DONE", "Refund Done"),
                    ("ACCESS_CODE", "Access Code"),
                    ("WITHDRAWAL_RECEIVED", "Withdrawal Received"),
                    ("MESSAGE", "Message"),
                    ("MESSAGE_COPY", "Message Copy"),
                    ("THREAD_FORWARDED", "Thread Forwarded"),
                ],
                max_length=32,
            ),
        ),
        migrations.AlterField(
            model_name="ordernotification",
            name="order",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="order_central_notifications",
                to="order.order",
            ),
        ),
        migrations.CreateModel(
            name="ReceivedMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ACCEPTED", "ACCEPTED"),
                            ("HELD", "HELD"),
                            ("DISMISSED", "DISMISSED"),
                            ("AUTOMATIC", "AUTOMATIC"),
                            ("BOUNCE", "BOUNCE"),
                            ("EMPTY", "EMPTY"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "held_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WRONG_SENDER", "WRONG_SENDER"),
                            ("NOT_AUTHENTIC", "NOT_AUTHENTIC"),
                            ("TOO_MANY", "TOO_MANY"),
                            ("THREAD_FULL", "THREAD_FULL"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("mail_id", models.CharField(blank=True, default="", max_length=998)),
                ("sender", models.CharField(blank=True, default="", max_length=254)),
                ("sender_name", models.CharField(blank=True, default="", max_length=250)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("text", models.TextField(blank=True, default="")),
                ("left_out", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="received_mails",
                        to="saleor_order_central.ordermessage",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received_mails",
                        to="saleor_order_central.orderthread",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="ordermessage",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="saleor_order_central.orderthread",
            ),
        ),
        migrations.AddField(
            model_name="ordermessage",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="OrderMemo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author_type",
                    models.CharField(
                        choices=[
                            ("CUSTOMER", "CUSTOMER"),
                            ("STAFF", "STAFF"),
                            ("APP", "APP"),
                            ("SYSTEM", "SYSTEM"),
                        ],
                        max_length=16,
                    ),
                ),
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("body", models.TextField()),
                ("body_html", models.TextField(blank=True, default="")),
                ("search_words", models.TextField(blank=True, default="")),
                ("request_key", models.CharField(blank=True, default="", max_length=64)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_memos",
                        to="order.order",
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memos",
                        to="saleor_order_central.orderthread",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("created_at", "id"),
            },
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(fields=["sort_order", "id"], name="order_central_contact_sort_idx"),
        ),
        migrations.AddField(
            model_name="orderattachment",
            name="mail",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="saleor_order_central.receivedmail",
            ),
        ),
        migrations.AddField(
            model_name="orderattachment",
            name="memo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="saleor_order_central.ordermemo",
            ),
        ),
        migrations.AddField(
            model_name="orderattachment",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="saleor_order_central.ordermessage",
            ),
        ),
        migrations.AddField(
            model_name="orderentry",
            name="conversation_message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="entries",
                to="saleor_order_central.ordermessage",
            ),
        ),
        migrations.AddField(
            model_name="ordernotification",
            name="message",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notifications",
                to="saleor_order_central.ordermessage",
            ),
        ),
        migrations.AddIndex(
            model_name="receivedmail",
            index=models.Index(fields=["thread", "state", "id"], name="order_central_mail_thread_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(fields=["updated_at", "id"], name="order_central_thread_upd_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(fields=["created_at", "id"], name="order_central_thread_made_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(fields=["waiting_since", "id"], name="order_central_thread_wait_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(fields=["status", "updated_at", "id"], name="order_central_thread_state_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(fields=["assignee", "updated_at", "id"], name="order_central_thread_own_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(fields=["contact", "updated_at", "id"], name="order_central_thread_box_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(fields=["channel", "updated_at", "id"], name="order_central_thread_chan_idx"),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(
                fields=["customer_email", "updated_at", "id"], name="order_central_thread_mail_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(
                condition=models.Q(("unread_by_staff__gt", 0)),
                fields=["updated_at", "id"],
                name="order_central_thread_new_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=models.Index(
                condition=models.Q(("held_mails__gt", 0)),
                fields=["updated_at", "id"],
                name="order_central_thread_held_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="orderthread",
            index=GinIndex(WordVector("search_words"), name="order_central_thread_words_idx"),
        ),
        migrations.AddIndex(
            model_name="ordermessage",
            index=models.Index(fields=["thread", "id"], name="order_central_message_idx"),
        ),
        migrations.AddConstraint(
            model_name="ordermessage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("request_key",),
                name="order_central_message_once",
            ),
        ),
        migrations.AddIndex(
            model_name="ordermemo",
            index=models.Index(fields=["order", "created_at", "id"], name="order_central_memo_order_idx"),
        ),
        migrations.AddIndex(
            model_name="ordermemo",
            index=models.Index(fields=["thread", "created_at", "id"], name="order_central_memo_thread_idx"),
        ),
        migrations.AddIndex(
            model_name="ordermemo",
            index=GinIndex(WordVector("search_words"), name="order_central_memo_words_idx"),
        ),
        migrations.AddConstraint(
            model_name="ordermemo",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("request_key",),
                name="order_central_memo_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ordermemo",
            constraint=check_constraint(
                models.Q(("order__isnull", False), ("thread__isnull", False), _connector="OR"),
                "order_central_memo_place",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_what_has_no_order),
    ]
