"""The staff's list of statements, the form for everybody, and the settings of the function."""

from typing import Any

import graphene
from promise import Promise

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..host.schema import date_time
from ..language import supported_language
from ..text import storable
from ..withdrawals.selectors import find_withdrawals
from ..withdrawals.settings import KEY_LISTS, TEXTS, WithdrawalBook, save_withdrawal_settings
from .base import CentralMutation
from .connections import Page, page_arguments, page_of_queryset, window
from .loaders import forget_loaded, shop_channels, shop_settings
from .queries import answers_faults
from .views import OrderView, load_order_view
from .withdrawal_types import OrderWithdrawalCountableConnection, WithdrawalView, shop_withdrawals

DateTime = date_time()
_LANGUAGE = "Language of the texts; the shop's own without it."


class OrderWithdrawalForm(graphene.ObjectType):
    """What everybody may know of the function before naming an order."""

    is_enabled = graphene.Boolean(required=True, description="Whether the function is on.")
    period_days = graphene.Int(required=True, description="Length of the period in days.")
    button_label = graphene.String(required=True, description="Text of the first control.")
    confirm_label = graphene.String(required=True, description="Text of the confirming control.")


class OrderWithdrawalSettings(graphene.ObjectType):
    """What counts in a channel, after the shop's own settings and the built-in ones."""

    channel = graphene.String(description="Slug of the channel; null for the whole shop.")
    is_enabled = graphene.Boolean(required=True, description="Whether the function is on.")
    period_days = graphene.Int(required=True, description="Length of the period in days.")
    exclude_business_customers = graphene.Boolean(
        required=True, description="Whether orders with a company name are left out."
    )
    button_label = graphene.String(required=True, description="Text of the first control.")
    confirm_label = graphene.String(required=True, description="Text of the confirming control.")
    excluded_reason = graphene.String(required=True, description="Why a product is excluded.")
    excluded_products = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Keys of products without the right."
    )
    excluded_product_types = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Keys of product types without it."
    )
    excluded_categories = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Keys of categories without it, with their children.",
    )


def resolve_form(_root, info, channel=None, language_code=None):
    slug = storable(channel or "", "channel")
    book, language = shop_withdrawals(info.context), _language(info.context, slug, language_code)
    rules = book.rules(slug)
    return OrderWithdrawalForm(
        is_enabled=rules.is_enabled and shop_settings(info.context).is_active,
        period_days=rules.period_days,
        button_label=book.text(slug, "button_label", language),
        confirm_label=book.text(slug, "confirm_label", language),
    )


def _language(context: Any, channel: str, language_code: str | None) -> str:
    if language_code:
        return supported_language(language_code)
    return shop_channels(context).language(channel, "")


def resolve_settings(_root, info, channel=None, language_code=None):
    caller_of(info.context).require(MANAGE_SETTINGS)
    slug = storable(channel or "", "channel")
    language = _language(info.context, slug, language_code)
    return _settings(shop_withdrawals(info.context), slug, language)


def _settings(book: WithdrawalBook, channel: str, language: str) -> OrderWithdrawalSettings:
    rules = book.rules(channel)
    return OrderWithdrawalSettings(
        channel=channel or None,
        is_enabled=rules.is_enabled,
        period_days=rules.period_days,
        exclude_business_customers=rules.exclude_business_customers,
        **{name: book.text(channel, name, language) for name in TEXTS},
        **{name: sorted(getattr(rules, name)) for name in KEY_LISTS},
    )


@answers_faults
def resolve_withdrawals(_root, info, search=None, received_from=None, received_to=None, **page):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        rows = find_withdrawals(
            using=alias,
            staff_channels=caller.working_channels(),
            search=storable(search or "", "search"),
            received_from=received_from,
            received_to=received_to,
        )
        found = page_of_queryset(rows, ("received_at", "pk"), window(**page), descending=True)
    return _with_views(info.context, found)


def _with_views(context: Any, page: Page) -> Promise:
    """Show each statement through its order's page; staff reads one without an order, too."""

    def replace(views: list[OrderView | None]) -> Page:
        for edge, view in zip(page.edges, views, strict=True):
            edge.node = WithdrawalView(edge.node, view, is_for_staff=True)
        return page

    rows = [edge.node for edge in page.edges]
    loading = [load_order_view(context, row.order_id, None) if row.order_id else None for row in rows]
    return Promise.all(loading).then(replace)


class OrderWithdrawalSettingsInput(graphene.InputObjectType):
    """Settings to change; what is left out stays, null means: as the shop has it."""

    is_enabled = graphene.Boolean(description="Whether the function is on.")
    period_days = graphene.Int(description="Length of the period in days.")
    exclude_business_customers = graphene.Boolean(description="Whether businesses are left out.")
    button_label = graphene.String(description="Text of the first control, 100 characters at most.")
    confirm_label = graphene.String(description="Text of the confirming control, 100 characters at most.")
    excluded_reason = graphene.String(description="Why a product is excluded, 500 characters at most.")
    excluded_products = graphene.List(graphene.NonNull(graphene.String), description="Keys of products.")
    excluded_product_types = graphene.List(
        graphene.NonNull(graphene.String), description="Keys of product types."
    )
    excluded_categories = graphene.List(graphene.NonNull(graphene.String), description="Keys of categories.")
    language_code = graphene.String(description="Language of the texts; untranslated without.")


class OrderWithdrawalSettingsUpdate(CentralMutation):
    """Changes the withdrawal function of the shop or of one channel. Needs MANAGE_SETTINGS."""

    class Arguments:
        channel = graphene.String(description="Slug of the channel; the whole shop without.")
        input = OrderWithdrawalSettingsInput(required=True, description="What to change.")

    permission = MANAGE_SETTINGS
    settings = graphene.Field(OrderWithdrawalSettings, description="What counts after the change.")

    @classmethod
    def perform(cls, info, caller, input, channel=None):
        values = dict(input)
        language = values.pop("language_code", None) or ""
        save_withdrawal_settings(channel or "", values, language)
        forget_loaded(info.context)
        shown = _language(info.context, channel or "", language)
        return cls(settings=_settings(shop_withdrawals(info.context), channel or "", shown))


MUTATIONS = (OrderWithdrawalSettingsUpdate,)

QUERY_FIELDS = {
    "order_withdrawal_form": graphene.Field(
        OrderWithdrawalForm,
        required=True,
        channel=graphene.String(description="Slug of the channel; the whole shop without."),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=answers_faults(resolve_form),
        description="Whether and with which words the withdrawal function is offered. Open to everybody.",
    ),
    "order_withdrawal_settings": graphene.Field(
        OrderWithdrawalSettings,
        channel=graphene.String(description="Slug of the channel; the whole shop without."),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=answers_faults(resolve_settings),
        description="Settings of the withdrawal function. Requires MANAGE_SETTINGS.",
    ),
    "order_withdrawals": graphene.Field(
        OrderWithdrawalCountableConnection,
        search=graphene.String(description="Number, order number, e-mail address, or part of the name."),
        received_from=DateTime(description="Received at this moment or later."),
        received_to=DateTime(description="Received at this moment or earlier."),
        resolver=resolve_withdrawals,
        description="Withdrawal statements, newest first. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
}

COSTS = {
    "Query": {
        "orderWithdrawals": {"complexity": 5, "multipliers": ["first", "last"]},
        "orderWithdrawalForm": {"complexity": 1},
        "orderWithdrawalSettings": {"complexity": 1},
    },
    "OrderCentral": {"withdrawal": {"complexity": 3}},
    "OrderWithdrawal": {"order": {"complexity": 1}, "lines": {"complexity": 1}},
}
