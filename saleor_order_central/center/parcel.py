"""The page of one parcel: its history, or the carrier's own page inside ours."""

from django.http import HttpResponse

from ..activation.features import FeatureCode
from .order import frames_of
from .rendering import render
from .visit import PageMissing, Visit


def parcel_page(visit: Visit, order: str, parcel: str) -> HttpResponse:
    """Show a parcel whose link may be shown; the script opens it in a window of the order's page."""
    visit.require(FeatureCode.TRACKING)
    found = visit.order("parcel", order)
    one = next((each for each in found["parcels"] if each["id"] == parcel), None)
    if one is None or not one["tracking"]["isLinkVisible"]:
        raise PageMissing
    values = {"order": found, "order_id": order, "parcel": one}
    return render(visit, "parcel.html", values, frames=frames_of([one]))
