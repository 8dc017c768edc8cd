"""What a shop chose for its centre, per channel."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("saleor_order_central", "0008_built_in_contacts")]

    operations = [
        migrations.CreateModel(
            name="CenterSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(blank=True, default="", max_length=255, unique=True)),
                ("is_enabled", models.BooleanField(null=True)),
                ("primary_color", models.CharField(blank=True, default="", max_length=7)),
                ("background_color", models.CharField(blank=True, default="", max_length=7)),
                ("text_color", models.CharField(blank=True, default="", max_length=7)),
                ("logo_url", models.CharField(blank=True, default="", max_length=500)),
                ("support_url", models.CharField(blank=True, default="", max_length=500)),
                ("texts", models.JSONField(blank=True, default=dict)),
                ("features", models.JSONField(blank=True, default=dict)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={"ordering": ("channel",)},
        ),
    ]
