"""What a caller asks for when the status of orders is to change, checked and cleaned once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import invalid, required
from ..notifications.messages import NotifyMode
from ..text import plain_line, plain_text
from ..timeline.history import hash_request
from ..timeline.view import Visibility

SUBJECT_LIMIT = 250
MESSAGE_LIMIT = 20_000
KEY_LIMIT = 128
TRACKING_LIMIT = 255
# Keys that the plugin itself writes into the same column.
_OWN_KEYS = ("automatic:", "job:")


def clean_key(key: str) -> str:
    """Return an idempotency key of a caller. Raises INVALID for one that could meet ours."""
    cleaned = plain_line(key, "idempotencyKey", limit=KEY_LIMIT)
    if cleaned.startswith(_OWN_KEYS):
        raise invalid("idempotencyKey", f"Keys must not begin with {' or '.join(_OWN_KEYS)}.")
    return cleaned


@dataclass(frozen=True, slots=True)
class StatusChangeRequest:
    """Status by slug, comment typed or by template, who may see it, and who is told how (003-07 … 003-09).

    `template` is the slug of a message template; a typed comment wins over its text. `modes` maps a kind of
    channel to what the caller wants. Only a one-click SENT has a `tracking_number`. `force` goes against the
    workflow rules and needs a comment.
    """

    status: str
    subject: str = ""
    comment: str = ""
    template: str = ""
    visibility: Visibility = Visibility.CUSTOMER
    modes: Mapping[str, NotifyMode] = field(default_factory=dict)
    force: bool = False
    tracking_number: str = ""
    idempotency_key: str = ""

    def cleaned(self) -> "StatusChangeRequest":
        """Return the request with safe texts. Raises OrderCentralFault naming the field at fault."""
        comment = plain_text(self.comment, "comment", limit=MESSAGE_LIMIT)
        if self.force and not comment:
            raise required("comment", "A change against the rules needs a comment.")
        return StatusChangeRequest(
            status=self.status,
            subject=plain_line(self.subject, "subject", limit=SUBJECT_LIMIT),
            comment=comment,
            template=self.template,
            visibility=self.visibility,
            modes={kind: NotifyMode(mode) for kind, mode in self.modes.items()},
            force=self.force,
            tracking_number=plain_line(self.tracking_number, "trackingNumber", limit=TRACKING_LIMIT),
            idempotency_key=clean_key(self.idempotency_key),
        )

    @property
    def content_hash(self) -> str:
        """Fingerprint of all but the key, to tell a repeated request from another one."""
        return hash_request({**self.as_data(), "idempotency_key": ""})

    def as_data(self) -> dict[str, object]:
        """Return the request as plain JSON values, for a job's row."""
        return {
            "status": self.status,
            "subject": self.subject,
            "comment": self.comment,
            "template": self.template,
            "visibility": self.visibility.value,
            "modes": {kind: mode.value for kind, mode in sorted(self.modes.items())},
            "force": self.force,
            "tracking_number": self.tracking_number,
            "idempotency_key": self.idempotency_key,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, object]) -> "StatusChangeRequest":
        """Read a request back from a job's row."""
        modes = data["modes"]
        assert isinstance(modes, Mapping)
        return cls(
            status=str(data["status"]),
            subject=str(data["subject"]),
            comment=str(data["comment"]),
            template=str(data["template"]),
            visibility=Visibility(data["visibility"]),
            modes={kind: NotifyMode(mode) for kind, mode in modes.items()},
            force=bool(data["force"]),
            tracking_number=str(data["tracking_number"]),
            idempotency_key=str(data["idempotency_key"]),
        )
