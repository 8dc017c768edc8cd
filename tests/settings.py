"""Settings of the test run: Saleor's own test settings where they exist, and our plugin alone."""

# ruff: noqa: F403, F405
import os
from importlib.util import find_spec

from demo.settings import *

if IS_SALEOR_3 and find_spec("saleor.tests") is not None:
    # Raises on unsafe use of the writer connection and on writes of undeclared tasks.
    from saleor.tests.settings import *

    from demo.settings import ALLOWED_HOSTS, LOGGING, STATE, TEMPLATES  # noqa: F401
else:
    CELERY_TASK_ALWAYS_EAGER = True
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    SECRET_KEY = "tests-only"

if IS_SALEOR_3 and find_spec("saleor.tests") is None:
    MIDDLEWARE = ["saleor.core.db.connection.restrict_writer_middleware", *MIDDLEWARE]
    CELERY_RESTRICT_WRITER_METHOD = "saleor.core.db.connection.restrict_writer"

PLUGINS = [] if BARE else ["saleor_order_central.plugin.OrderCentralPlugin"]
MEDIA_ROOT = str(STATE / "test-media")
PRIVATE_MEDIA_ROOT = str(STATE / "test-private-media")
STATIC_ROOT = str(STATE / "static")

# The driver has migrated a template; copying it replaces minutes of migrations.
for alias, database in DATABASES.items():
    test = dict(database.get("TEST") or {})
    test["TEMPLATE"] = os.environ.get("ORDER_CENTRAL_TEMPLATE") or None
    test["NAME"] = os.environ.get("ORDER_CENTRAL_TEST_DATABASE") or None
    if alias != "default":
        test["MIRROR"] = "default"
    database["TEST"] = test
