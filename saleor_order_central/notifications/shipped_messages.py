"""Every text that a shop gets with the plugin, whatever room it belongs to."""

from ..withdrawals.wording import RECEIPT
from .access_wording import ACCESS_MESSAGES
from .return_wording import RETURN_MESSAGES
from .wording import BUILT_IN_MESSAGES, BuiltInMessage

SHIPPED_MESSAGES: tuple[BuiltInMessage, ...] = (
    *BUILT_IN_MESSAGES,
    *RETURN_MESSAGES,
    *ACCESS_MESSAGES,
    RECEIPT,
)
