"""Send one task through the broker and wait for the worker's answer; prints what ran."""

from __future__ import annotations

import sys
from typing import Any

OURS = "saleor_order_central.reconcile_orders"
BUILT_IN = "celery.backend_cleanup"
SECONDS = 60


def main() -> int:
    import django

    django.setup()
    from saleor.celeryconf import app

    app.loader.import_default_modules()
    name = OURS if OURS in app.tasks else BUILT_IN
    result: Any = app.send_task(name)
    result.get(timeout=SECONDS)
    print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
