"""The plugin's own addresses: one plain function that Saleor 3 and the URLs of 2.10 both call."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseNotFound

from . import (
    attachment_page,
    case_file_page,
    credit_note_page,
    inbound_mail_page,
    packing_page,
    privacy_page,
    statistics_page,
    webhook,
)
from .attachments.links import PATH as FILES
from .case_file.links import PATH as CASE_FILES
from .center import addresses as center_addresses
from .center.views import center
from .credit_notes.links import PATH as CREDIT_NOTES
from .dashboard import addresses as dashboard_addresses
from .dashboard.door import dashboard

Page = Callable[[Any, str], HttpResponse]

# By the first part of the path; a page decides about the rest.
PAGES: dict[str, Page] = {
    webhook.PATH: webhook.carrier_webhook,
    inbound_mail_page.PATH: inbound_mail_page.incoming_mail,
    packing_page.PATH: packing_page.packing_slips,
    privacy_page.PATH: privacy_page.customer_data,
    statistics_page.PATH: statistics_page.statistics_table,
    dashboard_addresses.PATH: dashboard,
    FILES.rstrip("/"): attachment_page.attachment_file,
    CASE_FILES: case_file_page.case_file_download,
    CREDIT_NOTES: credit_note_page.credit_note,
    center_addresses.PATH: center,
}


def answer(request: Any, path: str) -> HttpResponse:
    """Answer a request for one of our addresses, 404 for any other."""
    head = "/" + path.strip("/").partition("/")[0]
    page = PAGES.get(head)
    return page(request, path) if page else HttpResponseNotFound()
