"""A client of the sample shop: signs people in and sends the ready documents. Standard library only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from demo.scenario_api import SaleorApi
from demo.scenario_stories import ANA, KEY, PASSWORD, Person
from devtool.graphql import Tokens, post

ADMIN = ("admin@example.com", "admin")
OPERATIONS = Path(__file__).resolve().parent.parent / "graphql" / "operations"


class AnswerError(Exception):
    """The shop answered with errors, or lacks something that the sample has."""


@cache
def document(operation: str) -> str:
    """The text of a ready document."""
    return (OPERATIONS / f"{operation}.graphql").read_text()


class ShopClient:
    """The sample shop as its staff, its customers and anonymous callers see it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._tokens = Tokens(url)
        self._accounts: dict[str, str] = {}

    def token(self, email: str, password: str = PASSWORD) -> str:
        """The token of a person."""
        return self._tokens.of(email, password)

    @property
    def staff(self) -> str:
        """The token of staff with every permission."""
        return self.token(*ADMIN)

    @cached_property
    def saleor(self) -> SaleorApi:
        """Saleor's own API as its staff uses it; it keeps what it has read of the catalogue."""
        return SaleorApi(lambda query, variables: post(self.url, query, variables, self.staff))

    def account(self, person: Person) -> str:
        """The id of a customer's account."""
        if person.email not in self._accounts:
            found = self.data("{ me { id } }", self.token(person.email), {})
            self._accounts[person.email] = found["me"]["id"]
        return self._accounts[person.email]

    def place_order(self, *lines: tuple[str, int], person: Person = ANA) -> str:
        """A new order that is to be sent and not paid yet; the id."""
        return self.saleor.place_order(self.account(person), person.address, lines, is_shipped=True)

    def data(self, query: str, token: str | None, variables: dict[str, Any]) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = post(self.url, query, variables, token)
        if answer.get("errors") or not answer.get("data"):
            raise AnswerError(json.dumps(answer.get("errors") or answer)[:1000])
        data: dict[str, Any] = answer["data"]
        return data

    def ask(self, operation: str, token: str | None, /, **variables: Any) -> dict[str, Any]:
        """Send one of the ready documents."""
        return self.data(document(operation), token, variables)

    def orders(self) -> dict[str, dict[str, Any]]:
        """The sample orders as staff sees them in a list, by the keys of their stories."""
        return {
            item["value"]: order
            for order in self.every_order("StaffOrderList", self.staff)
            for item in order["metadata"]
            if item["key"] == KEY
        }

    def every_order(self, operation: str, token: str) -> Iterator[dict[str, Any]]:
        """The orders of a list, page by page: the sample orders are the oldest ones of the shop."""
        after = None
        while True:
            found = self.ask(operation, token, first=100, after=after)
            page = found.get("me", found)["orders"]
            yield from (edge["node"] for edge in page["edges"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]
