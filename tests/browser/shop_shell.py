"""A process with the shop's rows at hand: runs the code of each line of its input, until that ends."""

from __future__ import annotations

import io
import itertools
import json
import os
import sys
import time
import traceback
from contextlib import redirect_stdout
from importlib import import_module

import django


def run() -> None:
    """Each line is code in JSON; each answer says in JSON what the code printed, or how it failed."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed is no answer
    django.setup()
    import_module("saleor.urls")
    # Numbers of rows go on where those of earlier processes ended.
    import_module("tests.shop_rows")._numbers = itertools.count(time.time_ns())  # type: ignore[attr-defined]
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), file=answers, flush=True)


def _answer(code: str) -> dict[str, str]:
    from django.db import connections

    from saleor_order_central.host import get_host

    printed = io.StringIO()
    try:
        with redirect_stdout(printed), get_host().allow_writer():
            exec(code, {})
    except Exception:
        return {"error": traceback.format_exc()}
    finally:
        connections.close_all()  # the database is dropped before this process ends
    return {"printed": printed.getvalue()}


if __name__ == "__main__":
    run()
