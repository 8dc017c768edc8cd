"""What the Dashboard shows of the settings about keeping data; `config` reads them. Pure."""

from dataclasses import dataclass
from typing import Any


def _days(label: str, help_text: str) -> dict[str, str]:
    return {"type": "String", "label": label, "help_text": f"{help_text} 1 to 3650."}


RETENTION_FIELDS: dict[str, dict[str, str]] = {
    "viewed_products_days": _days(
        "Days that viewed products are kept",
        "Only of customers who agree. Empty: viewed products are not kept.",
    ),
    "message_text_days": _days(
        "Days that texts of sent messages are kept",
        "Afterwards only the fact remains that there was a message. Empty: for good.",
    ),
    "conversation_days": _days(
        "Days that closed conversations are kept", "Counted from the last change. Empty: for good."
    ),
    "photo_days": _days(
        "Days that photos of finished returns are kept", "Counted from their arrival. Empty: for good."
    ),
    "log_days": _days(
        "Days that logs are kept",
        "Finished jobs, and words of carriers as they came. Empty: for good.",
    ),
}
PRIVACY_FIELDS: dict[str, dict[str, str]] = {
    **RETENTION_FIELDS,
    "erase_deleted_customers": {
        "type": "Boolean",
        "label": "Forget customers whose account is deleted",
        "help_text": "What the centre keeps of their orders is erased, once nothing is open. "
        "Money records stay.",
    },
}
PRIVACY_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(RETENTION_FIELDS, ""),
    "erase_deleted_customers": True,
}


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that things are kept; None means for good, and for viewed products not at all."""

    viewed_products_days: int | None
    message_text_days: int | None
    conversation_days: int | None
    photo_days: int | None
    log_days: int | None
