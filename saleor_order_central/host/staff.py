"""Staff at the merchant's pages: who they are, and no more rights than their session gives them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saleor.account.models import User

from .detect import is_saleor_3


@dataclass(frozen=True, slots=True)
class StaffGrant:
    """A staff user and the codenames that the session is limited to; None for all that the user has."""

    user_pk: int
    permissions: tuple[str, ...] | None = None


def staff_user(grant: StaffGrant) -> Any:
    """Read the user anew; None when the account is closed, no staff any more, or left without rights here."""
    user = User.objects.filter(pk=grant.user_pk, is_active=True, is_staff=True).first()
    if user is None or grant.permissions is None:
        return user
    if not is_saleor_3():
        return None
    user.effective_permissions = user.effective_permissions.filter(codename__in=grant.permissions)
    # Saleor takes a superuser with an empty set of permissions for one with all of them.
    return user if user.effective_permissions else None


def staff_by_email(email: str) -> int | None:
    """Return the key of the staff user with this address, None when there is none."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True, is_staff=True).first()
    return None if user is None else int(user.pk)


def codenames(permissions: Iterable[str]) -> tuple[str, ...]:
    """Turn names of the API such as MANAGE_ORDERS into codenames."""
    return tuple(sorted(name.lower() for name in permissions))
