"""Events with subject, message and files in an order's history (004-08, 004-10), told as wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from ..attachments.files import refuse_amount
from ..attachments.pictures import CleanFile
from ..attachments.storage import store_files
from ..author import Author
from ..errors import invalid, required
from ..formatted import both_forms
from ..host.facts import OrderFacts
from ..notifications.compose import compose
from ..notifications.contexts import load_message_contexts
from ..notifications.messages import Draft, MessageContext, Notice, NotifyMode
from ..notifications.models import ChannelKind, MessageTemplate, Occasion
from ..notifications.outbox import store_drafts
from ..text import plain_line
from ..timeline.history import event, hash_request, repeated_entries, same_request, write
from ..timeline.models import OrderEntry
from ..timeline.view import Visibility
from .desk import Desk, open_desk
from .locks import lock_order_states
from .notices import refuse_holes
from .request import MESSAGE_LIMIT, SUBJECT_LIMIT, clean_key


@dataclass(frozen=True, slots=True)
class EventRequest:
    """What a caller asks for. E-mail goes out by default, unless it is switched off (004-09).

    `message_html` is the message formatted; `files` go along in the history and by e-mail (004-10).
    """

    subject: str
    message: str = ""
    message_html: str = ""
    files: Sequence[CleanFile] = ()
    template: str = ""
    visibility: Visibility = Visibility.CUSTOMER
    modes: Mapping[str, NotifyMode] = field(default_factory=dict)
    idempotency_key: str = ""
    request_hash: str = ""

    def cleaned(self) -> "EventRequest":
        """Return the request with safe texts. Raises OrderCentralFault naming the field at fault."""
        subject = plain_line(self.subject, "subject", limit=SUBJECT_LIMIT)
        if not subject and not self.template:
            raise required("subject", "An event needs a subject.")
        message, html = both_forms(self.message, self.message_html, limit=MESSAGE_LIMIT, field="message")
        refuse_amount([len(one.data) for one in self.files], field="attachments")
        content = {
            "subject": subject,
            "message": message,
            "html": html,
            "files": [one.checksum for one in self.files],
            "template": self.template,
            "visibility": self.visibility,
            "modes": {kind: NotifyMode(mode).value for kind, mode in sorted(self.modes.items())},
        }
        return replace(
            self,
            subject=subject,
            message=message,
            message_html=html,
            idempotency_key=clean_key(self.idempotency_key),
            request_hash=self.request_hash or hash_request(content),
        )


def create_event(facts: OrderFacts, request: EventRequest, *, author: Author) -> OrderEntry:
    """Add an event. The same key with the same content returns the first entry.

    Raises OrderCentralFault: INVALID for a draft, REQUIRED, NOT_FOUND for a template, CONFLICT,
    TOO_MANY_ITEMS and FILE_TOO_BIG for files, TEMPLATE_VARIABLE_MISSING when the customer's text would have
    a hole.
    """
    request = request.cleaned()
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: it has no status and no history.")
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        earlier = repeated_entries([facts.order_pk], request.idempotency_key).get(facts.order_pk)
        if earlier is not None:
            return same_request(earlier, request.request_hash)
        desk = open_desk()
        template = desk.chosen_template(request.template)
        context = load_message_contexts({facts.order_pk: facts}, desk.settings, using="default")[
            facts.order_pk
        ]
        entry = _entry(facts, request, template, context, desk, author)
        drafts = _drafts(entry, request, template, context, desk)
        write([entry])
        store_drafts([(draft, entry) for draft in drafts], settings=desk.settings)
        # Files last: what fails before leaves none behind.
        if request.files:
            owner = {"entry_id": entry.pk}
            store_files(facts.order_pk, [(file, owner) for file in request.files], author=author)
    return entry


def _entry(
    facts: OrderFacts,
    request: EventRequest,
    template: MessageTemplate | None,
    context: MessageContext,
    desk: Desk,
    author: Author,
) -> OrderEntry:
    subject, message = request.subject, request.message
    if template is not None and not message:
        text = desk.templates.text(template, context, {})
        refuse_holes(text.missing)
        subject, message = subject or text.subject, text.body
    return event(
        facts.order_pk,
        author=author,
        visibility=request.visibility,
        date=desk.now,
        subject=subject[:SUBJECT_LIMIT],
        message=message,
        message_html=request.message_html,
        template=template,
        idempotency_key=request.idempotency_key,
        request_hash=request.request_hash if request.idempotency_key else "",
    )


def _drafts(
    entry: OrderEntry,
    request: EventRequest,
    template: MessageTemplate | None,
    context: MessageContext,
    desk: Desk,
) -> tuple[Draft, ...]:
    notice = Notice(
        occasion=Occasion.EVENT,
        key=f"event:{desk.now.isoformat()}",
        template=template if template is not None and not request.message else None,
        subject=entry.subject,
        body="" if template is not None and not request.message else entry.message or entry.subject,
        values={"comment": entry.message or entry.subject},
        modes=request.modes,
        defaults=(ChannelKind.EMAIL,),
        is_for_customer=request.visibility is Visibility.CUSTOMER,
        happened_at=desk.now,
    )
    drafts = compose(notice, context, desk.settings, desk.templates, now=desk.now)
    for draft in drafts:
        refuse_holes(draft.missing)
    return drafts
