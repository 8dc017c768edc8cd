"""The conversation about one order: what was said, and room to write, with files."""

from secrets import token_urlsafe

from django.http import HttpResponse

from ..activation.features import FeatureCode
from .rendering import render
from .visit import PageMissing, Visit
from .wording import error_texts

MOST_FILES = 10


def conversation(visit: Visit, order: str) -> HttpResponse:
    """Show the conversation, newest at the end, or take what the customer writes."""
    visit.require(FeatureCode.MESSAGES)
    if visit.session.only_looks:
        raise PageMissing
    if visit.request.method == "POST":
        return _send(visit, order)
    return _shown(visit, order)


def _shown(visit: Visit, order: str, errors: list[str] | None = None) -> HttpResponse:
    found = visit.order("thread", order)
    thread = found["thread"]
    if thread is not None and thread["unreadByCustomer"] and visit.request.method == "GET":
        visit.change("thread_read", id=thread["id"])
    edges = thread["messages"]["edges"] if thread else []
    values = {
        "order": found,
        "order_id": order,
        "thread": thread,
        "messages": [edge["node"] for edge in edges],
        "body": visit.request.POST.get("body", ""),
        "key": visit.request.POST.get("key") or token_urlsafe(16),
        "errors": errors,
        "takes_files": visit.shop.settings.customer_uploads,
    }
    return render(visit, "messages.html", values, status=422 if errors else 200)


def _send(visit: Visit, order: str) -> HttpResponse:
    visit.order("thread", order)
    form = visit.request.POST
    files = visit.request.FILES.getlist("files")[: MOST_FILES + 1]
    uploads = {str(number): file for number, file in enumerate(files)}
    message = {
        "order": visit.order_id(order),
        "body": form.get("body", ""),
        "idempotencyKey": form.get("key", "")[:64] or token_urlsafe(16),
        **({"attachments": list(uploads)} if uploads else {}),
    }
    errors = visit.change("message_send", files=uploads, input=message)["errors"]
    if errors:
        return _shown(visit, order, error_texts(errors))
    return visit.to("messages", query={"done": "message"}, order=order)
