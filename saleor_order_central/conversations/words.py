"""A text with its files, checked and cleaned once, and what makes two requests the same."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..attachments.files import refuse_amount
from ..attachments.pictures import CleanFile
from ..errors import required
from ..formatted import both_forms
from ..statuses.request import MESSAGE_LIMIT, SUBJECT_LIMIT, clean_key
from ..text import plain_line
from ..timeline.history import hash_request


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its files. `key` and `content_hash` tell a repeated request from another one.

    `scope` names whose key it is: two callers may use the same one.
    """

    body: str
    body_html: str = ""
    subject: str = ""
    files: Sequence[CleanFile] = ()
    key: str = ""
    scope: str = ""
    content_hash: str = ""

    def cleaned(self, *, may_be_empty: bool = False, **more: Any) -> "Words":
        """Return the words with safe texts. Raises OrderCentralFault naming the field at fault.

        `more` is what else makes two requests the same.
        """
        subject = plain_line(self.subject, "subject", limit=SUBJECT_LIMIT)
        body, html = both_forms(self.body, self.body_html, limit=MESSAGE_LIMIT)
        refuse_amount([len(one.data) for one in self.files], field="attachments")
        if not (body or self.files or may_be_empty):
            raise required("body", "Write something or add a file.")
        content = {
            "subject": subject,
            "body": body,
            "html": html,
            "files": [one.checksum for one in self.files],
            **more,
        }
        return replace(
            self,
            subject=subject,
            body=body,
            body_html=html,
            key=clean_key(self.key),
            content_hash=hash_request(content),
        )

    @property
    def request_key(self) -> str:
        """Name the request for the whole shop, "" without a key."""
        return hashlib.sha256(f"{self.scope}\n{self.key}".encode()).hexdigest() if self.key else ""
