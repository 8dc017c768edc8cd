"""Whose orders: those of an account, or those that a guest placed with an e-mail address. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """A customer. With `user_pk` the account; without one the guest of `email`, in small letters."""

    user_pk: int | None
    email: str
