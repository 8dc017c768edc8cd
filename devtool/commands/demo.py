"""`dev.py demo`: a whole shop with our plugin, to look at or to check."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time

from demo.scenario_stories import ANA, PASSWORD
from devtool import ports, session
from devtool.foreground import run_foreground
from devtool.hosts import FLOOR, inherited_environment
from devtool.paths import ROOT
from devtool.shop import Shop
from devtool.smoke import ADMIN, check_shop
from devtool.steps import Failure, Interrupted, Steps, say

DEFAULT_PORT = 8000
PAGES = "/plugins/global/saleor.order-central"
CUSTOMER = ANA.email
SHOW = ROOT / "demo" / "show.py"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=FLOOR, metavar="NAME", help="default: the floor host")
    parser.add_argument("--port", type=int, help=f"default: {DEFAULT_PORT}, or a free one")
    parser.add_argument("--eager", action="store_true", help="tasks run in the web process, no Redis")
    parser.add_argument("--reset", action="store_true", help="begin with a fresh copy of the sample data")
    parser.add_argument(
        "--check", "--once", action="store_true", help="start everything, use it once, stop; for CI"
    )


def run(options: argparse.Namespace, _rest: list[str]) -> int:
    """A check has its own state and port, so that it can run beside a demo."""
    purpose = "check" if options.check else "demo"
    steps = Steps(session.STEPS + (3 if options.eager else 6))
    with session.opened(purpose, options.host, steps, seeded=True) as current:
        shop = _start(options, current, steps, purpose)
        if options.check:
            return _show(shop, "--check")
        return _serve(shop, options)


def _start(options: argparse.Namespace, current: session.Session, steps: Steps, purpose: str) -> Shop:
    with steps.step("sample data") as step:
        fresh = options.reset or options.check
        database, made = current.seeded_copy(purpose, fresh=fresh)
        step.note = "a fresh copy" if made else "as the last run left it"
    if options.check and options.port is None:
        port = ports.any_free()
    else:
        port = ports.choose(options.port, DEFAULT_PORT)
    shop = Shop(current, database, port)
    if not options.eager:
        with steps.step("Redis"):
            shop.start_redis()
    env = shop.environment(os.environ.get("EMAIL_URL"))
    if not options.eager:
        with steps.step("Celery worker and beat"):
            shop.start_worker(env)
            shop.start_beat(env)
    with steps.step("web server") as step:
        shop.start_web(env)
        step.note = shop.url
    with steps.step("check over HTTP") as step:
        step.note = check_shop(shop.url, current.host.kind)
    if not options.eager:
        with steps.step("a task through the worker") as step:
            step.note = shop.run_task(env)
    current.services.check()
    return shop


def _serve(shop: Shop, options: argparse.Namespace) -> int:
    """Until Ctrl-C, which is the normal end, or until a service dies."""
    say(f"""
  {shop.session.host.title}
  GraphQL   {shop.url}/graphql/
  customers {shop.url}{PAGES}/center/{_shop_name(shop)}/
  staff     {_staff_pages(shop)}
  sign in   {ADMIN[0]} / {ADMIN[1]}, {CUSTOMER} / {PASSWORD}
  mail      {os.environ.get("EMAIL_URL") or shop.mail_directory}
  logs      {shop.session.services.log_directory}
""")
    _show(shop)
    say("Ctrl-C stops everything; --reset makes new sample data.")
    if options.port is None and shop.port != DEFAULT_PORT:
        say(f"Port {DEFAULT_PORT} is in use, so this shop is on {shop.port}.")
    try:
        while True:
            shop.session.services.check()
            time.sleep(0.5)
    except Interrupted as interruption:
        say("\nstopping")
        return 0 if interruption.signal_number == signal.SIGINT else 128 + interruption.signal_number


def _shop_name(shop: Shop) -> str:
    """What stands for the shop in addresses: a channel, where the host has some."""
    return "shop" if shop.session.host.kind == "saleor2" else "default-channel"


def _staff_pages(shop: Shop) -> str:
    """Saleor 3 shows them inside its own Dashboard and nowhere else."""
    address = f"{shop.url}{PAGES}/dashboard/orders"
    return (
        address if shop.session.host.kind == "saleor2" else f"{address} inside a Dashboard, docs/dashboard.md"
    )


def _show(shop: Shop, *arguments: str) -> int:
    """The guided tour of the sample orders, when there is one."""
    if not SHOW.exists():
        return 0
    env = inherited_environment() | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "demo.show", "--url", shop.url, *arguments]
    code = run_foreground(command, env=env, cwd=ROOT)
    if code and arguments:
        raise Failure(f"demo.show {' '.join(arguments)} failed (exit code {code})")
    return code
