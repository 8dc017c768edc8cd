"""Codes that stand in Saleor's own field are changed there, by Saleor's own action."""

from typing import Any

from ..errors import ErrorCode, OrderCentralFault, invalid
from ..host import get_host, saleor_actions
from ..statuses.request import TRACKING_LIMIT
from ..tracking.models import OrderParcel
from ..tracking.shipments import code_key
from ..tracking.splitting import split_codes


def write_saleor_text(context: Any, row: OrderParcel, before: str, after: str) -> None:
    """Put one code in the place of another, or take it out with "". Codes beside it stay.

    Raises INVALID naming the code. A fulfillment that Saleor has deleted has no field any more.
    """
    if row.fulfillment_id is None:
        return
    facts = get_host().load_facts([row.order_id], using="default")[row.order_id]
    text = next(one.code for one in facts.shipments if one.fulfillment_pk == row.fulfillment_id)
    codes = [after if code_key(code) == code_key(before) else code for code in split_codes(text)]
    kept = [code for code in codes if code.strip()]
    joined = ", ".join(kept)
    if len(split_codes(joined)) != max(len(kept), 1):
        raise invalid(
            "code", "Saleor's field cannot hold this text beside other codes: write it without them."
        )
    if len(joined) > TRACKING_LIMIT:
        raise invalid("code", f"Saleor keeps at most {TRACKING_LIMIT} characters of all codes together.")
    try:
        saleor_actions.update_tracking(context, row.fulfillment_id, joined)
    except saleor_actions.ActionRefused as refusal:
        raise OrderCentralFault(f"Saleor refused: {refusal}", ErrorCode.INVALID, field="code") from refusal
