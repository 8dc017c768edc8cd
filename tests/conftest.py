"""Fixtures that every test may ask for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import graphene
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from kombu import pools

from saleor_order_central.host import celery, get_host
from saleor_order_central.host.celery import celery_app
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.models import OrderStatusDefinition
from tests.shop_rows import make_user


class Api:
    """Saleor's own GraphQL view, called in process; `answer` is the whole response."""

    def __init__(self) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}

    def sign_in(self, user: Any) -> Api:
        """Ask Saleor for a token, as a person would."""
        data = self.data(
            'mutation($email: String!) { tokenCreate(email: $email, password: "password") { token } }',
            email=user.email,
        )
        return self.with_header("JWT " + data["tokenCreate"]["token"])

    def with_header(self, value: str) -> Api:
        """Send this authorization with every request."""
        self.headers = {"HTTP_AUTHORIZATION": value}
        return self

    def as_guest(self, *tokens: str) -> Api:
        """Send these tokens of guests with every request."""
        self.headers["HTTP_ORDER_CENTRAL_TOKEN"] = ", ".join(tokens)
        return self

    def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send one request."""
        response = self.client.post(
            "/graphql/",
            json.dumps({"query": query, "variables": variables}),
            content_type="application/json",
            **self.headers,
        )
        return response.json()

    def upload(self, query: str, *files: tuple[str, bytes], **variables: Any) -> dict[str, Any]:
        """Send one request with files, in parts, as browsers do; they become `input.attachments`."""
        variables["input"] = {**variables["input"], "attachments": [None] * len(files)}
        places = {str(number): [f"variables.input.attachments.{number}"] for number in range(len(files))}
        parts: dict[str, Any] = {
            "operations": json.dumps({"query": query, "variables": variables}),
            "map": json.dumps(places),
        }
        parts |= {str(number): SimpleUploadedFile(*file) for number, file in enumerate(files)}
        answer = self.client.post("/graphql/", parts, **self.headers).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """Send one request that must have no errors."""
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


@pytest.fixture
def api(db: None) -> Api:
    """An anonymous caller."""
    return Api()


@pytest.fixture
def staff_user(db: None) -> Any:
    """Staff that may manage orders and nothing else."""
    return make_user("staff@example.com", "order.manage_orders", is_staff=True)


@pytest.fixture
def staff_api(staff_user: Any) -> Api:
    """Staff with MANAGE_ORDERS."""
    return Api().sign_in(staff_user)


@pytest.fixture
def settings_api(db: None) -> Api:
    """Staff with MANAGE_SETTINGS and MANAGE_TRANSLATIONS, but without MANAGE_ORDERS."""
    user = make_user(
        "settings@example.com", "site.manage_settings", "site.manage_translations", is_staff=True
    )
    return Api().sign_in(user)


@pytest.fixture
def customer(db: None) -> Any:
    """A customer with an account."""
    return make_user("ana@example.com")


@pytest.fixture
def customer_api(customer: Any) -> Api:
    """The customer, signed in."""
    return Api().sign_in(customer)


@pytest.fixture
def order_id() -> Callable[[Any], str]:
    """Turn an order row into its global id."""
    return lambda order: graphene.Node.to_global_id("Order", order.pk)


@pytest.fixture
def status(db: None) -> Callable[[str], OrderStatusDefinition]:
    """Look a status up by slug."""
    return lambda slug: OrderStatusDefinition.objects.get(slug=slug)


@pytest.fixture
def statements() -> Callable[[], Any]:
    """Count the SQL statements of a block: `with statements() as found: …; len(found)`."""

    @contextmanager
    def counting() -> Any:
        with CaptureQueriesContext(connections["default"]) as found:
            yield found

    return counting


@pytest.fixture
def configure(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Save settings of the plugin, as the Dashboard would: `configure(strict_sent_step=False)`."""
    from saleor_order_central.host.base import PLUGIN_ID

    if "transactional_db" not in request.fixturenames:
        # Beside a `transactional_db`, pytest-django would empty every table after the test.
        request.getfixturevalue("db")

    def save(*, active: bool = True, **values: Any) -> None:
        from saleor.plugins.manager import get_plugins_manager

        with get_host().allow_writer():
            data = {
                "active": active,
                "configuration": [{"name": name, "value": value} for name, value in values.items()],
            }
            if is_saleor_3():
                get_plugins_manager(allow_replica=False).save_plugin_configuration(PLUGIN_ID, None, data)
            else:
                get_plugins_manager().save_plugin_configuration(PLUGIN_ID, data)

    return save


@pytest.fixture
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database that other connections see; the rows made here are removed afterwards.

    It stands in for pytest-django's own, which empties every table: also of the rows that migrations made.
    """
    from saleor.account.models import Address
    from saleor.order.models import Order

    with django_db_blocker.unblock(), get_host().allow_writer():
        try:
            yield
        finally:
            Order.objects.all().delete()
            Address.objects.all().delete()
            connections.close_all()


@pytest.fixture
def queued(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """A real queue in the memory of this process; returns how many tasks wait in it."""
    app = celery_app()
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.CELERY_BROKER_WRITE_URL = "memory://"
    _forget_connections(app)
    monkeypatch.setattr(celery, "_gathering", {})
    with app.connection_for_write() as broker:
        queue = broker.SimpleQueue(app.amqp.default_queue.name)
        queue.clear()
        yield queue.qsize
        queue.clear()
    _forget_connections(app)


def _forget_connections(app: Any) -> None:
    """The app keeps connections to the broker of its first task."""
    pools.reset()
    app._pool = app.amqp._producer_pool = None
