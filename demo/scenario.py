"""Orders in every stage, made through Saleor's own API, so that the plugin's hooks run as in production."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import graphene
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from demo.scenario_api import IS_SALEOR_3, SaleorApi
from demo.scenario_dates import Moment, spread
from demo.scenario_stories import (
    CUSTOM_STATUSES,
    KEY,
    PASSWORD,
    PEOPLE,
    TRUSTED_HOST,
    Act,
    CustomStatus,
    Person,
    Story,
    stories_of,
)

ADMIN = ("admin@example.com", "admin")

SIGN_IN = """mutation($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { field message } } }"""
STATUS_CREATE = """mutation($input: OrderStatusDefinitionInput!) {
  orderStatusDefinitionCreate(input: $input) { statusDefinition { id } errors { field message } } }"""
STATUS_TRANSLATE = """mutation($id: ID!, $input: OrderStatusDefinitionTranslationInput!) {
  orderStatusDefinitionTranslate(id: $id, languageCode: "pt", input: $input) { errors { field message } } }"""
STATUS_FIND = "query($slug: String!) { orderStatusDefinition(slug: $slug) { id } }"
HOST_FIND = """query($host: String!) {
  orderTrustedTrackingHosts(first: 1, search: $host) { totalCount } }"""
HOST_CREATE = """mutation($host: String!) {
  orderTrustedTrackingHostCreate(input: {host: $host, allowEmbed: true, note: "Sample carrier"}) {
    errors { field message } } }"""
STATUS_CHANGE = """mutation($id: ID!, $input: OrderStatusChangeInput!) {
  orderStatusChange(order: $id, input: $input) { errors { field message } } }"""
EVENT_CREATE = """mutation($id: ID!, $input: OrderCustomEventInput!) {
  orderCustomEventCreate(order: $id, input: $input) { errors { field message } } }"""


def build() -> None:
    """Make the orders that are not there yet; a second call changes nothing."""
    from saleor.order.models import Order

    metadata = Order.objects.filter(metadata__has_key=KEY).values_list("metadata", flat=True)
    told = {items[KEY] for items in metadata}
    untold = [story for story in stories_of(is_saleor_3=IS_SALEOR_3) if story.key not in told]
    if not untold:
        return
    api = SaleorApi(_signed_in(*ADMIN))
    for status in CUSTOM_STATUSES:
        _ensure_status(api, status)
    if not api.call(HOST_FIND, host=TRUSTED_HOST)["orderTrustedTrackingHosts"]["totalCount"]:
        api.call(HOST_CREATE, host=TRUSTED_HOST)
    customers = {person.email: _ensure_customer(person) for person in PEOPLE}
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for story in untold:
        _tell(api, story, customers[story.customer.email], midnight)
        print(f"scenario: {story.key}")


def _signed_in(email: str, password: str) -> Callable[[str, dict[str, Any]], dict[str, Any]]:
    """A way to send requests to Saleor's own view, in this process."""
    client, headers = Client(), {}

    def send(query: str, variables: dict[str, Any]) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables})
        answer = client.post("/graphql/", body, content_type="application/json", **headers)
        return dict(answer.json())

    token = SaleorApi(send).call(SIGN_IN, email=email, password=password)["tokenCreate"]["token"]
    headers["HTTP_AUTHORIZATION"] = f"JWT {token}"
    return send


def _ensure_status(api: SaleorApi, status: CustomStatus) -> None:
    if api.call(STATUS_FIND, slug=status.slug)["orderStatusDefinition"] is not None:
        return
    values = {"slug": status.slug, "name": status.name, "type": status.type, "color": status.color}
    made = api.call(STATUS_CREATE, input={**values, "customerLabel": status.name})
    status_id = made["orderStatusDefinitionCreate"]["statusDefinition"]["id"]
    api.call(STATUS_TRANSLATE, id=status_id, input={"customerLabel": status.label_pt})


def _ensure_customer(person: Person) -> str:
    """Saleor's API sends a link instead of taking a password, so the account is made without it."""
    names = {"first_name": person.first_name, "last_name": person.last_name}
    user, is_new = get_user_model().objects.get_or_create(email=person.email, defaults=names)
    if is_new:
        user.set_password(PASSWORD)
        user.save()
    return str(graphene.Node.to_global_id("User", user.pk))


def _tell(api: SaleorApi, story: Story, user_id: str, midnight: datetime) -> None:
    """The key comes last: an order that was left half done does not count as told."""
    from saleor.order.models import Order

    address = story.customer.address
    order, order_pk, moments = "", None, []
    for act in story.acts:
        moments.append(_moment(midnight, act.days))
        if act.verb == "place":
            order = api.place_order(user_id, address, story.lines, is_shipped=story.is_shipped)
            order_pk = graphene.Node.from_global_id(order)[1]
        else:
            _VERBS[act.verb](api, order, order_pk, act)
    api.set_metadata(order, KEY, story.key)
    spread(Order.objects.get(pk=order_pk), moments)


def _moment(midnight: datetime, days: float) -> Moment:
    return timezone.now(), midnight - timedelta(days=days)


def _invoice(api: SaleorApi, order: str, order_pk: Any, act: Act) -> None:
    api.add_invoice(order, order_pk, act.values["number"])


def _ship(api: SaleorApi, order: str, _order_pk: Any, act: Act) -> None:
    api.fulfill(order, act.values["code"], act.values["line"])


def _track(api: SaleorApi, order: str, _order_pk: Any, act: Act) -> None:
    api.update_tracking(order, act.values["code"])


def _status(api: SaleorApi, order: str, _order_pk: Any, act: Act) -> None:
    values = {"status": act.values["slug"], "visibility": act.values["visibility"]}
    api.call(STATUS_CHANGE, id=order, input={**values, "comment": act.values["comment"]})


def _event(api: SaleorApi, order: str, _order_pk: Any, act: Act) -> None:
    api.call(EVENT_CREATE, id=order, input={**act.values, "visibility": "STAFF"})


def _note(api: SaleorApi, order: str, _order_pk: Any, act: Act) -> None:
    api.add_note(order, act.values["message"])


_VERBS: dict[str, Callable[[SaleorApi, str, Any, Act], None]] = {
    "pay": lambda api, order, _order_pk, _act: api.mark_as_paid(order),
    "invoice": _invoice,
    "ship": _ship,
    "track": _track,
    "status": _status,
    "event": _event,
    "note": _note,
    "cancel": lambda api, order, _order_pk, _act: api.cancel(order),
    "return": lambda api, order, _order_pk, _act: api.return_all(order),
    "refund": lambda api, order, _order_pk, _act: api.refund_all(order),
}
