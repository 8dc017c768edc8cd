"""Staff that manages customers and orders, and the doors that it opens with a signed address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from saleor_order_central.host import get_host
from tests.conftest import Api
from tests.shop_rows import make_channel, make_user

BOTH = ("account.manage_users", "order.manage_orders")


@pytest.fixture
def may_write(db: None) -> Iterator[None]:
    """Saleor's guard of the writing connection is open."""
    with get_host().allow_writer():
        yield


@pytest.fixture
def desk(db: None) -> Api:
    """Staff with MANAGE_USERS and MANAGE_ORDERS."""
    return Api().sign_in(make_user("desk@example.com", *BOTH, is_staff=True))


@pytest.fixture
def outlet_desk(db: None) -> Api:
    """The same permissions in the channel "outlet" alone; for hosts with channels."""
    from saleor.account.models import Group

    user = make_user("outlet@example.com", *BOTH, is_staff=True)
    group = Group.objects.get(user=user)
    group.restricted_access_to_channels = True
    group.save()
    group.channels.add(make_channel("outlet"))
    return Api().sign_in(user)


def open_door(rf: Any, door: Callable[..., Any], url: str) -> Any:
    """Ask a door for what a signed address names, as Saleor does."""
    parts = urlsplit(url)
    return door(rf.get(f"{parts.path}?{parts.query}"), parts.path)
