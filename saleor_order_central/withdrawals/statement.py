"""What a consumer states, checked and cleaned once. No reason is asked for (W-03)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..access.codes import pair_mark, same_number
from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..statuses.request import clean_key
from ..text import plain_line, plain_text
from ..timeline.history import hash_request

MESSAGE_LIMIT = 5_000
MOST_LINES = 100
NAME_LIMIT = 250


@dataclass(frozen=True, slots=True)
class StatedLine:
    """Units of one line: by its key, or by the product's name in words of somebody whom nobody knows."""

    order_line_pk: Any
    product_name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement. Without lines it is about the whole order. `is_confirmed`: the second step was made."""

    order_number: str
    name: str
    email: str
    lines: Sequence[StatedLine] = ()
    message: str = ""
    is_confirmed: bool = False
    idempotency_key: str = ""
    request_hash: str = ""

    def cleaned(self, *, is_verified: bool) -> "Statement":
        """Return it with safe texts. Raises REQUIRED, INVALID, TOO_MANY_ITEMS naming the field at fault.

        What is checked here depends on nothing but the statement itself (W-12).
        """
        if not self.is_confirmed:
            raise required("isConfirmed", "The withdrawal must be confirmed in a second step.")
        texts: dict[str, Any] = {
            "order_number": same_number(plain_line(self.order_number, "orderNumber", limit=64)),
            "name": plain_line(self.name, "name", limit=NAME_LIMIT),
            "email": plain_line(self.email, "email", limit=254),
        }
        for name, field in (("order_number", "orderNumber"), ("name", "name"), ("email", "email")):
            if not texts[name]:
                raise required(field)
        if "@" not in texts["email"]:
            raise invalid("email", "This is not an e-mail address.")
        if len(self.lines) > MOST_LINES:
            raise OrderCentralFault(
                f"At most {MOST_LINES} lines are allowed.", ErrorCode.TOO_MANY_ITEMS, field="lines"
            )
        lines = tuple(_cleaned(one, place, is_verified) for place, one in enumerate(self.lines))
        named = [one.order_line_pk for one in lines if one.order_line_pk is not None]
        if len(set(named)) < len(named):
            raise invalid("lines", "Name each order line once.")
        message = plain_text(self.message, "message", limit=MESSAGE_LIMIT)
        content = {
            **texts,
            "lines": [(str(one.order_line_pk), one.product_name, one.quantity) for one in lines],
            "message": message,
        }
        return replace(
            self,
            **texts,
            lines=lines,
            message=message,
            idempotency_key=clean_key(self.idempotency_key),
            request_hash=hash_request(content),
        )

    @property
    def pair(self) -> str:
        """What stands for order number and address."""
        return pair_mark(self.order_number, self.email)


def _cleaned(line: StatedLine, place: int, is_verified: bool) -> StatedLine:
    if line.quantity < 1:
        raise invalid(f"lines.{place}.quantity", "Name at least one unit.")
    name = plain_line(line.product_name, f"lines.{place}.productName", limit=NAME_LIMIT)
    if is_verified and line.order_line_pk is None:
        raise required(f"lines.{place}.orderLine")
    if not is_verified:
        # Whether an order line exists must not be found out: without access products are named in words.
        if not name:
            raise required(f"lines.{place}.productName")
        return replace(line, order_line_pk=None, product_name=name)
    return replace(line, product_name=name)
