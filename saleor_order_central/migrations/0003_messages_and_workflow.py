"""Tables of messages, workflow rules, bulk jobs and saved views; columns of the order lists."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.functions import Coalesce, Length

from saleor_order_central.host.detect import migration_dependencies
from saleor_order_central.statuses.indexes import WordVector


class Migration(migrations.Migration):
    dependencies = [*migration_dependencies(), ("saleor_order_central", "0002_built_in_rows")]

    operations = [
        migrations.CreateModel(
            name="ChannelSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=255, unique=True)),
                ("sender_name", models.CharField(blank=True, default="", max_length=250)),
                ("sender_email", models.CharField(blank=True, default="", max_length=254)),
                ("reply_to", models.CharField(blank=True, default="", max_length=254)),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("channel",),
            },
        ),
        migrations.CreateModel(
            name="MessageTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("subject", models.CharField(blank=True, default="", max_length=250)),
                ("body", models.TextField()),
                ("sms_body", models.TextField(blank=True, default="")),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("is_built_in", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("slug",),
            },
        ),
        migrations.CreateModel(
            name="OrderNotification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
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
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "channel_kind",
                    models.CharField(choices=[("EMAIL", "Email"), ("SMS", "Sms")], max_length=16),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("QUEUED", "Queued"),
                            ("HELD", "Held"),
                            ("SENT", "Sent"),
                            ("FAILED", "Failed"),
                            ("SUPPRESSED", "Suppressed"),
                            ("CANCELED", "Canceled"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("CHOSEN", "Chosen"),
                            ("DEFAULT", "Default"),
                            ("AUTOMATIC", "Automatic"),
                            ("SUPPRESSED_BY_CALLER", "Suppressed By Caller"),
                            ("NOT_BY_DEFAULT", "Not By Default"),
                            ("STAFF_ONLY", "Staff Only"),
                            ("NO_RECIPIENT", "No Recipient"),
                            ("NO_GATEWAY", "No Gateway"),
                            ("VARIABLE_MISSING", "Variable Missing"),
                            ("SALEOR_SENDS_IT", "Saleor Sends It"),
                            ("TOO_OLD", "Too Old"),
                            ("NOTIFICATIONS_OFF", "Notifications Off"),
                            ("TEMPLATE_MISSING", "Template Missing"),
                            ("NO_LONGER_TRUE", "No Longer True"),
                            ("SUPERSEDED", "Superseded"),
                            ("UNDONE", "Undone"),
                            ("CANCELED_BY_STAFF", "Canceled By Staff"),
                            ("RESENT", "Resent"),
                        ],
                        max_length=32,
                    ),
                ),
                ("missing_variables", models.JSONField(blank=True, default=list)),
                ("recipient", models.CharField(blank=True, default="", max_length=254)),
                ("sender", models.CharField(blank=True, default="", max_length=510)),
                ("reply_to", models.CharField(blank=True, default="", max_length=254)),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("subject", models.CharField(blank=True, default="", max_length=500)),
                ("body", models.TextField(blank=True, default="")),
                ("tracking_codes", models.JSONField(blank=True, default=list)),
                ("dedupe_key", models.CharField(max_length=200, unique=True)),
                ("send_after", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, default="", max_length=500)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="PaymentInstruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.CharField(max_length=255)),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("message", models.TextField(blank=True, default="")),
                ("bank_account", models.CharField(blank=True, default="", max_length=250)),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("gateway", "channel"),
            },
        ),
        migrations.CreateModel(
            name="StatusBulkJob",
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
                            ("PENDING", "Pending"),
                            ("RUNNING", "Running"),
                            ("SUCCESS", "Success"),
                            ("FAILED", "Failed"),
                            ("CANCELED", "Canceled"),
                            ("UNDONE", "Undone"),
                        ],
                        default="PENDING",
                        max_length=16,
                    ),
                ),
                ("request", models.JSONField(default=dict)),
                ("channels", models.JSONField(default=None, null=True)),
                (
                    "error_policy",
                    models.CharField(
                        choices=[
                            ("REJECT_EVERYTHING", "Reject Everything"),
                            ("IGNORE_FAILED", "Ignore Failed"),
                        ],
                        default="REJECT_EVERYTHING",
                        max_length=32,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("checked", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("message", models.CharField(blank=True, default="", max_length=500)),
                ("undone", models.PositiveIntegerField(default=0)),
                ("is_cancel_requested", models.BooleanField(default=False)),
                ("is_undo_requested", models.BooleanField(default=False)),
                ("idempotency_key", models.CharField(blank=True, default="", max_length=128)),
                ("request_hash", models.CharField(blank=True, default="", max_length=64)),
                ("author_type", models.CharField(max_length=16)),
                ("app_name", models.CharField(blank=True, default="", max_length=250)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("finished_at", models.DateTimeField(null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ("-created_at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="orderentry",
            name="is_forced",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderentry",
            name="undoes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="undone_by",
                to="saleor_order_central.orderentry",
            ),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="channel",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="currency",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="current_step",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="customer_email",
            field=models.CharField(blank=True, default="", max_length=254),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="customer_name",
            field=models.CharField(blank=True, default="", max_length=512),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="external_reference",
            field=models.CharField(blank=True, default="", max_length=250),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="has_message",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="has_open_return",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_canceled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_delivered",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_delivery_recorded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_late",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_paid",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_refund_recorded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_acceptance_recorded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_refunded",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="is_sent",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="number",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="payment_gateway",
            field=models.CharField(blank=True, default="", max_length=255),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="placed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="silent_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="silence_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="customer_status",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="search_words",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="status_type",
            field=models.CharField(blank=True, default="", max_length=16),
        ),
        migrations.AddField(
            model_name="orderstate",
            name="total",
            field=models.DecimalField(decimal_places=3, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="orderstatusdefinition",
            name="next_statuses",
            field=models.JSONField(blank=True, default=None, null=True),
        ),
        migrations.AddField(
            model_name="orderstatusdefinition",
            name="notify_by_default",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="orderstatusdefinition",
            name="payment_gateways",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="orderstatusdefinition",
            name="requirements",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="orderstatusdefinition",
            name="silent_after_hours",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="orderentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("STATUS_CHANGE", "Status Change"),
                    ("EVENT", "Event"),
                    ("STATUS_UNDO", "Status Undo"),
                ],
                max_length=32,
            ),
        ),
        migrations.CreateModel(
            name="StatusRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact",
                    models.CharField(
                        choices=[
                            ("CREATED", "Created"),
                            ("PAID", "Paid"),
                            ("SENT", "Sent"),
                            ("DELIVERED", "Delivered"),
                            ("CANCELED", "Canceled"),
                            ("REFUNDED", "Refunded"),
                        ],
                        max_length=16,
                    ),
                ),
                ("channels", models.JSONField(blank=True, default=list)),
                ("payment_gateways", models.JSONField(blank=True, default=list)),
                ("is_active", models.BooleanField(default=True)),
                ("sort_order", models.PositiveIntegerField(default=0)),
                (
                    "status",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="saleor_order_central.orderstatusdefinition",
                    ),
                ),
            ],
            options={
                "ordering": ("sort_order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="StatusBulkResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waiting"),
                            ("CHECKED", "Checked"),
                            ("CHANGED", "Changed"),
                            ("REFUSED", "Refused"),
                            ("UNDONE", "Undone"),
                        ],
                        default="WAITING",
                        max_length=16,
                    ),
                ),
                ("error_code", models.CharField(blank=True, default="", max_length=64)),
                ("error_field", models.CharField(blank=True, default="", max_length=64)),
                ("error_message", models.CharField(blank=True, default="", max_length=500)),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.orderentry",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="saleor_order_central.statusbulkjob",
                    ),
                ),
                ("order_key", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="statusbulkjob",
            name="target",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                db_constraint=False,
                related_name="+",
                to="saleor_order_central.orderstatusdefinition",
            ),
        ),
        migrations.AddField(
            model_name="statusbulkjob",
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
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32, unique=True)),
                ("name", models.CharField(max_length=250)),
                ("where", models.JSONField(default=dict)),
                ("search", models.CharField(blank=True, default="", max_length=250)),
                ("sort_by", models.CharField(blank=True, default="", max_length=32)),
                ("is_shared", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "owner",
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
                "ordering": ("name", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="paymentinstruction",
            constraint=models.UniqueConstraint(
                fields=("gateway", "channel"), name="order_central_instruction_gateway"
            ),
        ),
        migrations.AddField(
            model_name="ordernotification",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notifications",
                to="saleor_order_central.orderentry",
            ),
        ),
        migrations.AddField(
            model_name="ordernotification",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="order_central_notifications",
                to="order.order",
            ),
        ),
        migrations.AddField(
            model_name="ordernotification",
            name="template",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notifications",
                to="saleor_order_central.messagetemplate",
            ),
        ),
        migrations.AddField(
            model_name="messagetemplate",
            name="statuses",
            field=models.ManyToManyField(
                blank=True, related_name="comment_templates", to="saleor_order_central.OrderStatusDefinition"
            ),
        ),
        migrations.AddField(
            model_name="orderentry",
            name="template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="saleor_order_central.messagetemplate",
            ),
        ),
        migrations.AddField(
            model_name="orderstatusdefinition",
            name="message_template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="statuses_that_send_it",
                to="saleor_order_central.messagetemplate",
            ),
        ),
        migrations.AddField(
            model_name="orderstatusdefinition",
            name="silent_template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="statuses_that_wait_with_it",
                to="saleor_order_central.messagetemplate",
            ),
        ),
        migrations.AddIndex(
            model_name="statusbulkresult",
            index=models.Index(fields=["job", "state", "id"], name="order_central_job_result_idx"),
        ),
        migrations.AddConstraint(
            model_name="statusbulkresult",
            constraint=models.UniqueConstraint(fields=("job", "order_key"), name="order_central_job_order"),
        ),
        migrations.AddConstraint(
            model_name="statusbulkjob",
            constraint=models.UniqueConstraint(
                condition=models.Q(("idempotency_key", ""), _negated=True),
                fields=("idempotency_key",),
                name="order_central_job_once",
            ),
        ),
        migrations.AddIndex(
            model_name="savedview",
            index=models.Index(fields=["owner"], name="order_central_view_owner_idx"),
        ),
        migrations.AddIndex(
            model_name="ordernotification",
            index=models.Index(
                condition=models.Q(("status__in", ("QUEUED", "HELD"))),
                fields=["send_after", "id"],
                name="order_central_outbox_due_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="ordernotification",
            index=models.Index(fields=["order", "created_at", "id"], name="order_central_outbox_order_idx"),
        ),
        migrations.AddIndex(
            model_name="ordernotification",
            index=models.Index(fields=["status", "created_at", "id"], name="order_central_outbox_list_idx"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(fields=["placed_at", "order"], name="order_central_list_placed"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(Length("number"), "number", "order", name="order_central_list_number"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(fields=["total", "order"], name="order_central_list_total"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                Coalesce("status_changed_at", "placed_at"), "order", name="order_central_list_changed"
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(fields=["customer_name", "order"], name="order_central_list_name"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["customer_email", "placed_at", "order"], name="order_central_list_email"
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(fields=["channel", "placed_at", "order"], name="order_central_list_channel"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["payment_gateway", "placed_at", "order"], name="order_central_list_gateway"
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(fields=["status_type", "placed_at", "order"], name="order_central_list_type"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(fields=["current_step", "placed_at", "order"], name="order_central_list_step"),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["external_reference"],
                condition=models.Q(("external_reference", ""), _negated=True),
                name="order_central_list_ref",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["silent_at"],
                condition=models.Q(("silent_at__isnull", False)),
                name="order_central_list_silent",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("is_paid", False)),
                name="order_central_list_unpaid",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("is_sent", False)),
                name="order_central_list_unsent",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("is_delivered", False)),
                name="order_central_list_open",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("is_canceled", True)),
                name="order_central_list_canceled",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("is_refunded", True)),
                name="order_central_list_refunded",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("is_late", True)),
                name="order_central_list_late",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("has_message", True)),
                name="order_central_list_message",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=models.Index(
                fields=["placed_at", "order"],
                condition=models.Q(("has_open_return", True)),
                name="order_central_list_return",
            ),
        ),
        migrations.AddIndex(
            model_name="orderstate",
            index=GinIndex(WordVector("search_words"), name="order_central_list_words"),
        ),
    ]
