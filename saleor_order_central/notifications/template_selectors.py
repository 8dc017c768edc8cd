"""Reads of message templates for lists, one statement each."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from .models import MessageTemplate


def find_templates(
    *,
    using: str,
    search: str = "",
    pks: Sequence[int] | None = None,
    slug: str | None = None,
    status_pk: int | None = None,
    is_built_in: bool | None = None,
    is_active: bool | None = None,
) -> QuerySet[MessageTemplate]:
    """Return templates; `status_pk` narrows to those that the status offers as comments."""
    rows = MessageTemplate.objects.using(using)
    texts = ("slug", "name", "subject", "body")
    conditions = (
        (bool(search), reduce(or_, (Q(**{f"{text}__icontains": search}) for text in texts))),
        (pks is not None, Q(pk__in=pks or ())),
        (slug is not None, Q(slug=slug)),
        (status_pk is not None, Q(statuses=status_pk)),
        (is_built_in is not None, Q(is_built_in=is_built_in)),
        (is_active is not None, Q(is_active=is_active)),
    )
    return rows.filter(*(condition for is_wanted, condition in conditions if is_wanted)).order_by("slug")


def load_comment_links(*, using: str) -> list[tuple[int, int]]:
    """Return (template pk, status pk) of every comment that a status offers, in one statement."""
    links = MessageTemplate.statuses.through.objects.using(using)
    rows = links.order_by("messagetemplate__slug", "orderstatusdefinition__sort_order")
    return list(rows.values_list("messagetemplate_id", "orderstatusdefinition_id"))
