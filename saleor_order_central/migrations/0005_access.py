"""Requests for codes, grants of guests, and what is counted to slow down guessing."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from saleor_order_central.host.detect import migration_dependencies


class Migration(migrations.Migration):
    dependencies = [*migration_dependencies(), ("saleor_order_central", "0004_returns_paid")]

    operations = [
        migrations.CreateModel(
            name="AccessCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=32)),
                ("hour", models.DateTimeField(db_index=True)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "hour"), name="order_central_access_count_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessLinkBar",
            fields=[
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="order.order",
                    ),
                ),
                ("barred_until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=64)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("channel", models.CharField(blank=True, default="", max_length=255)),
                ("pair", models.CharField(max_length=32)),
                ("email_mark", models.CharField(max_length=32)),
                ("seed", models.CharField(max_length=64)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "notification",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="saleor_order_central.ordernotification",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["pair", "-id"], name="order_central_access_pair_idx"),
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["id"],
                        name="order_central_access_open_idx",
                    ),
                    models.Index(fields=["created_at"], name="order_central_access_old_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField()),
                ("source", models.CharField(choices=[("CODE", "CODE"), ("LINK", "LINK")], max_length=8)),
                ("email_mark", models.CharField(max_length=32)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("uses_count", models.PositiveIntegerField(default=0)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="order_central_access_grants",
                        to="order.order",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at", "-id"),
                "indexes": [
                    models.Index(fields=["order", "created_at", "id"], name="order_central_grant_order_idx"),
                    models.Index(fields=["expires_at"], name="order_central_grant_old_idx"),
                ],
            },
        ),
    ]
