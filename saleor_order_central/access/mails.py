"""The code in its mail: filled in at the moment when the mail leaves, so that no stored text holds it."""

from copy import copy

from django.utils import timezone

from ..notifications.models import OrderNotification
from .codes import CODE_PLACE, code_of
from .models import AccessRequest


def with_code(row: OrderNotification) -> OrderNotification | None:
    """Return the mail with its code, None when the code is void already. The stored row stays as it is."""
    request = AccessRequest.objects.filter(
        notification=row, used_at=None, expires_at__gt=timezone.now()
    ).first()
    if request is None:
        return None
    filled, code = copy(row), code_of(request.seed)
    filled.subject = row.subject.replace(CODE_PLACE, code)
    filled.body = row.body.replace(CODE_PLACE, code)
    return filled
