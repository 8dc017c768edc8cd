"""The case file of an order, for staff: as a value, and as a file to download."""

import json
from importlib.util import find_spec
from typing import Any

import graphene

from ..case_file.document import case_file
from ..case_file.links import CaseFileFormat, WantedFile, case_file_url
from ..host import get_host
from ..host.schema import date_time
from .enums import describe_enum
from .views import OrderView

DateTime = date_time()

OrderCaseFileFormatEnum = describe_enum(
    "OrderCaseFileFormatEnum",
    CaseFileFormat,
    "How a case file is written.",
    {"JSON": "For programs.", "PDF": "For people; needs the package for PDF."},
)


class OrderCaseFile(graphene.ObjectType):
    """The whole story of an order. Whoever has an address may open it until it expires."""

    content = graphene.String(required=True, description="The document as the text of one JSON file.")
    url = graphene.String(
        format=graphene.Argument(
            OrderCaseFileFormatEnum, default_value="PDF", description="How it is written."
        ),
        description="Address of the document as a file, with its own short-lived key; null for PDF in a shop "
        "without the package for it.",
    )
    expires_at = DateTime(required=True, description="When the address stops working.")

    @staticmethod
    def resolve_content(root: WantedFile, info):
        with get_host().reading(info.context) as alias:
            found = case_file(root.order_pk, include_memos=root.include_memos, using=alias)
        return json.dumps(found, ensure_ascii=False)

    @staticmethod
    def resolve_url(root: WantedFile, _info, format="PDF"):
        wanted = root._replace(format=CaseFileFormat(format))
        if wanted.format is CaseFileFormat.PDF and find_spec("reportlab") is None:
            return None
        return case_file_url(wanted)[0]

    @staticmethod
    def resolve_expires_at(root: WantedFile, _info):
        return case_file_url(root)[1]


def case_file_field() -> graphene.Field:
    """Make the field of the order page."""
    return graphene.Field(
        OrderCaseFile,
        include_memos=graphene.Boolean(
            default_value=False, description="Whether what staff wrote for staff is in it."
        ),
        description="Case file for complaints and payment disputes. Null for callers without MANAGE_ORDERS.",
    )


def resolve_case_file(root: OrderView, _info: Any, include_memos: bool = False) -> WantedFile | None:
    """Name the document; it is read only when it is asked for."""
    if not root.is_staff:
        return None
    return WantedFile(root.facts.order_pk, CaseFileFormat.JSON, bool(include_memos))
