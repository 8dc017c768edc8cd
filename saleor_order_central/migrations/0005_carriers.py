"""Table of the shop's carriers, and the hosts of the pages that the plugin's table learned with it."""

import django.utils.timezone
from django.db import migrations, models

NEW_HOSTS = (
    "global.cainiao.com",
    "s.correosexpress.com",
    "service.post.ch",
    "track.amazon.com",
    "track.yw56.com.cn",
)


def add_hosts(apps, schema_editor) -> None:
    """Trust the new pages where the list was made before; a fresh list has them already."""
    hosts = apps.get_model("saleor_order_central", "TrustedTrackingHost").objects
    for host in NEW_HOSTS:
        hosts.using(schema_editor.connection.alias).get_or_create(
            host=host, path_prefix="", defaults={"allow_embed": False, "is_built_in": True}
        )


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
        migrations.RunPython(add_hosts, migrations.RunPython.noop),
    ]
