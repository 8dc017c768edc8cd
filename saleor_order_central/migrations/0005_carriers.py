"""Table of the shop's carriers."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0004_built_in_messages")]

    operations = [
        migrations.CreateModel(
            name="TrackingCarrier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=64, unique=True)),
                ("is_built_in", models.BooleanField(default=False)),
                ("name", models.CharField(blank=True, default="", max_length=100)),
                ("translations", models.JSONField(blank=True, default=dict)),
                ("url_template", models.CharField(blank=True, default="", max_length=500)),
                ("patterns", models.JSONField(blank=True, default=list)),
                ("countries", models.JSONField(blank=True, default=list)),
                ("is_enabled", models.BooleanField(default=None, null=True)),
                ("channels", models.JSONField(blank=True, default=list)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={"ordering": ("code",)},
        ),
    ]
