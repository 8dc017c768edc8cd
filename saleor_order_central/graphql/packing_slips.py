"""Packing slips as one PDF, behind an address that lives for five minutes."""

from datetime import timedelta
from urllib.parse import urlencode

import graphene
from django.utils import timezone

from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..host.base import PLUGIN_ID
from ..host.schema import date_time
from ..parcels.slips import VALID_SECONDS, signed_slips
from ..text import storable
from .ids import parcel_name
from .queries import answers_faults

DateTime = date_time()
ADDRESS = f"/plugins/global/{PLUGIN_ID}/packing-slips"


class OrderPackingSlips(graphene.ObjectType):
    """Address of a PDF. Whoever has it may open it until it expires: it is for the person who asked."""

    url = graphene.String(required=True, description="Address of the PDF, with its own short-lived key.")
    expires_at = DateTime(required=True, description="When the address stops working.")


@answers_faults
def resolve_packing_slips(_root, info, parcels, language_code=None):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    names = [parcel_name(storable(one, "parcels"), "parcels") for one in parcels]
    language = storable(language_code or "", "languageCode")
    with get_host().reading(info.context) as alias:
        token = signed_slips(names, language, may_work_in=caller.may_work_in, using=alias)
    return OrderPackingSlips(
        url=get_host().build_absolute_uri(f"{ADDRESS}?{urlencode({'token': token})}"),
        expires_at=timezone.now() + timedelta(seconds=VALID_SECONDS),
    )


QUERY_FIELDS = {
    "order_packing_slips": graphene.Field(
        OrderPackingSlips,
        required=True,
        parcels=graphene.List(
            graphene.NonNull(graphene.ID), required=True, description="The parcels, 100 at most."
        ),
        language_code=graphene.String(description="Language of the slips; that of each order when missing."),
        resolver=resolve_packing_slips,
        description="Packing slips of parcels, A6 pages in one PDF. Requires MANAGE_ORDERS.",
    ),
}
COSTS = {"Query": {"orderPackingSlips": {"complexity": 10}}}
