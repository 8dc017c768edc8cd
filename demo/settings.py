"""Settings of the sample shop on any host; `dev.py` sets the variables that they read.

A shop on Saleor 3 needs no such module: there the entry point installs the plugin.
"""

# ruff: noqa: F403, F405
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import django

if django.VERSION < (4, 0):
    # Saleor 2.10 looks for BoundField where Django 3.1 and later no longer keep it.
    import django.forms.boundfield
    import django.forms.forms

    django.forms.forms.BoundField = django.forms.boundfield.BoundField

from saleor.settings import *

HERE = Path(__file__).resolve().parent
STATE = Path(os.environ.get("ORDER_CENTRAL_STATE", HERE.parent / ".demo"))
IS_SALEOR_3 = find_spec("saleor.channel") is not None
# Only the driver sets this, to migrate the host's own tables once for all our versions.
BARE = bool(os.environ.get("ORDER_CENTRAL_BARE"))
PLUGIN = "saleor_order_central.plugin.OrderCentralPlugin"
APP = "saleor_order_central"

if BARE:
    PLUGINS = [path for path in PLUGINS if path != PLUGIN]
else:
    # Saleor 3 has found the entry point already; the floor host knows no entry points.
    INSTALLED_APPS = [*INSTALLED_APPS, *([] if APP in INSTALLED_APPS else [APP])]
    PLUGINS = [*PLUGINS, *([] if PLUGIN in PLUGINS else [PLUGIN])]
    if not IS_SALEOR_3:
        ROOT_URLCONF = "demo.urls"

MEDIA_ROOT = str(STATE / "media")
STATIC_ROOT = str(STATE / "static")
PRIVATE_MEDIA_ROOT = str(STATE / "private-media")
TEMPLATES[0]["DIRS"] = [str(HERE / "templates"), *TEMPLATES[0]["DIRS"]]
STATICFILES_DIRS: list[Any] = []
ALLOWED_HOSTS = [*ALLOWED_HOSTS, *({"testserver"} - set(ALLOWED_HOSTS))]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"level": "WARNING", "handlers": ["console"]},
    "loggers": {"saleor_order_central": {"level": "INFO"}},
}

if not IS_SALEOR_3:
    # About Saleor's own models, which nobody will change any more.
    SILENCED_SYSTEM_CHECKS = ["models.W042", "fields.W904"]
