"""A tour of the sample shop over HTTP: who can sign in, what to ask, and how timelines look.

`python -m demo.show --url http://127.0.0.1:8000`; with `--check` every sample order is compared with
what its story promises, and the exit code tells the result. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from demo.scenario_client import ADMIN, OPERATIONS, AnswerError, ShopClient
from demo.scenario_stories import KEY, PASSWORD, PEOPLE, STAFF_MARKER, Story, stories_of

DRAWN = ("sent-correios", "engraving", "finalised-too-early")
GLYPHS = {"DONE": "●", "CURRENT": "▶", "PENDING": "○", "SKIPPED": "–", "FAILED": "✕"}
ASCII_GLYPHS = {"DONE": "[x]", "CURRENT": "[>]", "PENDING": "[ ]", "SKIPPED": "[-]", "FAILED": "[!]"}
CLICKS = {
    "MODAL_HISTORY": "opens a window with its history",
    "EMBED": "opens inside the page",
    "NEW_TAB": "opens in a new tab",
    "HIDDEN": "no link",
}
SIGN_IN = 'mutation { tokenCreate(email: "%s", password: "%s") { token } }'
TOKEN_ONLY = r"""sed 's/.*"token": *"\([^"]*\)".*/\1/'"""
STEPS = '{ orderCentral(id: "%s") { timeline { steps { slug label state } } } }'
NEWEST = (
    "{ orders(first: 5) { edges { node { number orderCentral { status { slug } warnings { code } } } } } }"
)
IS_SALEOR_3 = '{ __type(name: "Channel") { name } }'
WIDTH = min(100, shutil.get_terminal_size((100, 24)).columns)


class CheckFailed(Exception):
    """The shop does not show what the stories promise."""


def main(arguments: list[str] | None = None) -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(prog="demo.show", description=__doc__)
    parser.add_argument("--url", required=True, help="address of the shop, without /graphql/")
    parser.add_argument("--check", action="store_true", help="compare all sample orders with their stories")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        shop = Shop(options.url.rstrip("/"))
        if not options.check:
            print("\n".join(introduction(shop.url, shop.pages)))
        for key in DRAWN:
            print("\n".join(drawing(shop.page(key))))
        if options.check:
            print(f"checked over HTTP: {check(shop)}")
    except (AnswerError, CheckFailed, OSError, ValueError) as error:
        print(f"demo.show: {error}", file=sys.stderr)
        return 1
    return 0


class Shop(ShopClient):
    """The sample shop; its orders are read once."""

    @property
    def is_saleor_3(self) -> bool:
        """Whether the host has channels."""
        return self.data(IS_SALEOR_3, self.staff, {})["__type"] is not None

    @cached_property
    def pages(self) -> dict[str, dict[str, Any]]:
        """Sample orders by key."""
        return self.orders()

    def page(self, key: str) -> dict[str, Any]:
        """One sample order; CheckFailed when it is not there."""
        if key not in self.pages:
            raise CheckFailed(f"The shop has no sample order {key!r}; `dev.py demo --reset` makes them.")
        return self.pages[key]


def introduction(url: str, pages: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Where to go and what to paste."""
    email = PEOPLE[0].email
    order = pages.get(DRAWN[0], {}).get("id", "ORDER_ID")
    yield f"GraphQL    {url}/graphql/"
    yield f"staff      {ADMIN[0]} / {ADMIN[1]}"
    for person in PEOPLE:
        yield f"customer   {person.email} / {PASSWORD}"
    yield f"orders     {len(pages)} samples; more queries in {'/'.join(OPERATIONS.parts[-2:])}/"
    yield ""
    yield "As the customer:"
    yield from curl(url, email, PASSWORD, STEPS % order)
    yield ""
    yield "As staff:"
    yield from curl(url, *ADMIN, NEWEST)


def curl(url: str, email: str, password: str, query: str) -> Iterator[str]:
    """Two commands: one gets a token, one asks."""
    head = f"curl -s {url}/graphql/ -H 'Content-Type: application/json'"
    yield f"  TOKEN=$({head} \\"
    yield f"    -d '{json.dumps({'query': SIGN_IN % (email, password)})}' \\"
    yield f"    | {TOKEN_ONLY})"
    yield f"  {head} \\"
    yield '    -H "Authorization: JWT $TOKEN" \\'
    yield f"    -d '{json.dumps({'query': query})}'"


def drawing(node: dict[str, Any]) -> Iterator[str]:
    """The timeline of one order for a terminal."""
    page = node["orderCentral"]
    key = next(item["value"] for item in node["metadata"] if item["key"] == KEY)
    yield ""
    title = f"Order {node['number']}  {key}  {node['userEmail']}"
    yield fitted(f"{title}  status {page['status']['name']}  {page['timeline']['progressPercent']} %")
    current = page["timeline"]["current"]["slug"]
    for step in page["timeline"]["steps"]:
        yield fitted("  " + step_line(step, is_here=step["slug"] == current))
    for parcel in page["parcels"]:
        tracking = parcel["tracking"]
        carrier = tracking["carrierName"] or tracking["classification"]
        click = CLICKS[tracking["presentation"]]
        yield fitted(f"  parcel {parcel['number']}  {parcel['code'] or '(no code)'}  {carrier}: {click}")
    for link in page["invoiceLinks"]:
        yield fitted(f"  invoice {link['number']}  {link['url']}")
    for warning in page["warnings"]:
        yield fitted(f"  staff only: {warning['code']}  {warning['message']}")


def step_line(step: dict[str, Any], *, is_here: bool) -> str:
    """Glyph, label, date and the fact that decided, or what is missing."""
    date = (step["completedAt"] or "")[:16].replace("T", " ")
    if step["missing"]:
        proof = "missing: " + ", ".join(step["missing"])
    else:
        proof = step["evidence"]["message"] if step["evidence"] else ""
    here = "  <- here" if is_here else ""
    return f"{glyphs()[step['state']]} {step['label']:<22} {date:<16}  {proof}{here}"


def glyphs() -> dict[str, str]:
    """Plain ASCII where the terminal cannot show more."""
    try:
        "".join(GLYPHS.values()).encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII_GLYPHS
    return GLYPHS


def fitted(line: str) -> str:
    """The line, broken where the terminal ends."""
    return textwrap.fill(line, WIDTH, subsequent_indent=" " * 6, break_on_hyphens=False)


def check(shop: Shop) -> str:
    """Compare every story with what staff and its customer see; CheckFailed names all differences."""
    stories = stories_of(is_saleor_3=shop.is_saleor_3)
    faults = [fault for story in stories for fault in staff_faults(shop, story)]
    for person in PEOPLE:
        own = [story for story in stories if story.customer == person]
        faults += customer_faults(shop, person.email, own)
    if faults:
        raise CheckFailed("The sample orders differ from their stories:\n  " + "\n  ".join(faults))
    return f"{len(stories)} sample orders, as staff and as {len(PEOPLE)} customers"


def staff_faults(shop: Shop, story: Story) -> Iterator[str]:
    """What staff should see and does not."""
    page = shop.page(story.key)["orderCentral"]
    yield from differences(story.key, "step", page["timeline"]["current"]["slug"], story.current)
    yield from differences(story.key, "status", page["status"]["slug"], story.status)
    shown = tuple(parcel["tracking"]["presentation"] for parcel in page["parcels"])
    yield from differences(story.key, "presentations", shown, story.presentations)
    codes = tuple(warning["code"] for warning in page["warnings"])
    yield from differences(story.key, "warnings", codes, story.warnings)


def customer_faults(shop: Shop, email: str, stories: list[Story]) -> Iterator[str]:
    """The customer has exactly these orders, at the same steps, and no word that is for staff."""
    token = shop.token(email)
    edges = shop.ask("MyOrders", token, first=100)["me"]["orders"]["edges"]
    seen = {edge["node"]["id"]: edge["node"]["orderCentral"] for edge in edges}
    expected = {shop.page(story.key)["id"]: story for story in stories}
    yield from differences(email, "orders", sorted(seen), sorted(expected))
    for order, story in expected.items():
        if order in seen:
            now = seen[order]["timeline"]["current"]["slug"]
            yield from differences(f"{story.key} for {email}", "step", now, story.current)
        if STAFF_MARKER in json.dumps(shop.ask("OrderPage", token, id=order)):
            yield f"{story.key}: {email} reads {STAFF_MARKER}"


def differences(name: str, what: str, found: Any, wanted: Any) -> Iterator[str]:
    """One line when the two differ."""
    if found != wanted:
        yield f"{name}: {what} {found!r}, expected {wanted!r}"


if __name__ == "__main__":
    sys.exit(main())
