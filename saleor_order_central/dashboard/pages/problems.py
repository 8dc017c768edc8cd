"""Parcels that staff must look after."""

from django.http import HttpResponse

from ..paging import nodes, window
from ..visit import Refused, Visit


def problems(visit: Visit) -> HttpResponse:
    """Show the problems that nobody has seen yet, or all; GET."""
    everything = bool(visit.request.GET.get("all"))
    where = None if everything else {"isAcknowledged": False}
    found = visit.one("problems", where=where, **window(visit.request.GET))
    return visit.page("problems.html", {"problems": nodes(found), "found": found, "everything": everything})


def acknowledge(visit: Visit) -> HttpResponse:
    """Mark problems as seen; POST."""
    chosen, note = visit.request.POST.getlist("problems"), visit.request.POST.get("note") or None
    done = visit.change("problems_acknowledge", problems=chosen, note=note)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("problems", "saved")
