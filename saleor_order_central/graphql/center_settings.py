"""Activation of the centre per channel: what everybody may know of it, and how staff changes it."""

from dataclasses import replace

import graphene

from ..activation.book import load_activation
from ..activation.colors import normalise_color
from ..activation.services import save_center_settings
from ..center.addresses import WHOLE_SHOP, page_path
from ..errors import invalid
from ..host import get_host
from ..host.access import MANAGE_SETTINGS, caller_of
from ..language import SOURCE_LANGUAGE, supported_language
from ..notifications.channel_settings import known_channel
from ..settings import load_settings
from ..text import storable
from .base import CentralMutation
from .center_types import (
    OrderCentralColorPreview,
    OrderCentralFeature,
    OrderCentralFeatureCodeEnum,
    OrderCentralFeatureStateEnum,
    OrderCentralSettings,
    color_preview,
    feature_list,
    settings_of,
)
from .queries import answers_faults

_CHANNEL = "Slug of the channel; the shop itself when missing."
_LANGUAGE = "Language of all texts; English without it."


def _settings(alias: str, channel: str, language_code: str | None) -> OrderCentralSettings:
    language = supported_language(language_code or SOURCE_LANGUAGE)
    return settings_of(
        load_activation(using=alias),
        channel,
        language,
        is_active=load_settings(using=alias).is_active,
        page_url=_page_url(channel),
    )


def _page_url(channel: str) -> str:
    """Every channel has its pages; on hosts without channels the shop itself has them."""
    host = get_host()
    if host.capabilities.channels and not channel:
        return ""
    return host.build_absolute_uri(page_path("home", shop=channel or WHOLE_SHOP))


def resolve_settings(_root, info, channel="", language_code=None):
    with get_host().reading(info.context) as alias:
        return _settings(alias, storable(channel or "", "channel"), language_code)


def resolve_features(_root, info, channel="", language_code=None):
    with get_host().reading(info.context) as alias:
        view = load_activation(using=alias).view(storable(channel or "", "channel"))
    return feature_list(view, supported_language(language_code or SOURCE_LANGUAGE))


@answers_faults
def resolve_color_preview(_root, info, channel="", **colors):
    caller_of(info.context).require(MANAGE_SETTINGS)
    with get_host().reading(info.context) as alias:
        current = load_activation(using=alias).view(storable(channel or "", "channel")).colors
    tried = {name.removesuffix("_color"): _color(value, name) for name, value in colors.items() if value}
    return color_preview(replace(current, **tried))


def _color(value: str, name: str) -> str:
    color = normalise_color(value)
    if color is None:
        raise invalid(name, "Write a colour as #rrggbb.")
    return color


class OrderCentralTextInput(graphene.InputObjectType):
    """Texts of the pages in one language. What is missing stays, an empty text falls back."""

    language_code = graphene.String(description="Language; untranslated when missing.")
    title = graphene.String(description="Title of the pages, 120 characters at most.")
    intro = graphene.String(description="Text of the first page, 2000 characters at most.")
    footer = graphene.String(description="Text below every page, 2000 characters at most.")


class OrderCentralFeatureInput(graphene.InputObjectType):
    """How far a feature is, and which page stands in for it."""

    code = graphene.Field(OrderCentralFeatureCodeEnum, required=True, description="Feature.")
    state = graphene.Field(
        OrderCentralFeatureStateEnum, description="How far it is; READY only for what this release has."
    )
    fallback_url = graphene.String(
        description="Page to use instead, as an https address; {channel} is filled in. Empty: none."
    )


class OrderCentralSettingsInput(graphene.InputObjectType):
    """Settings to change; what is left out or null stays, an empty text falls back to the shop's."""

    is_enabled = graphene.Boolean(description="Whether the centre is on.")
    follows_shop = graphene.Boolean(
        description="Whether the channel forgets a switch of its own and follows the shop's."
    )
    primary_color = graphene.String(description="Main colour as #rrggbb, readable on the background.")
    background_color = graphene.String(description="Colour of the background as #rrggbb.")
    text_color = graphene.String(description="Colour of text as #rrggbb, readable on the background.")
    logo_url = graphene.String(description="Logo as an https address.")
    support_url = graphene.String(description="Where to ask for support, as an https address.")
    texts = graphene.List(graphene.NonNull(OrderCentralTextInput), description="Texts of the pages.")
    features = graphene.List(
        graphene.NonNull(OrderCentralFeatureInput), description="Features with state and fallback page."
    )


class OrderCentralSettingsUpdate(CentralMutation):
    """Changes how the centre shows itself in a channel, or in the whole shop."""

    class Arguments:
        channel = graphene.String(description=_CHANNEL)
        input = OrderCentralSettingsInput(required=True, description="What to change.")

    permission = MANAGE_SETTINGS
    settings = graphene.Field(OrderCentralSettings, description="Settings after the change.")

    @classmethod
    def perform(cls, info, caller, input, channel=""):
        slug = known_channel(channel or "")
        save_center_settings({**input, "channel": slug})
        return cls(settings=_settings("default", slug, None))


QUERY_FIELDS = {
    "order_central_settings": graphene.Field(
        OrderCentralSettings,
        channel=graphene.String(description=_CHANNEL),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_settings,
        description="Whether the centre is on in a channel, and how it looks; open to everybody.",
    ),
    "order_central_features": graphene.List(
        graphene.NonNull(OrderCentralFeature),
        required=True,
        channel=graphene.String(description=_CHANNEL),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_features,
        description="Features with state and fallback page; open to everybody.",
    ),
    "order_central_color_preview": graphene.Field(
        OrderCentralColorPreview,
        channel=graphene.String(description=_CHANNEL),
        primary_color=graphene.String(description="Main colour to try; the present one when missing."),
        background_color=graphene.String(description="Background to try; the present one when missing."),
        text_color=graphene.String(description="Colour of text to try; the present one when missing."),
        resolver=resolve_color_preview,
        description="What colours would look like, with their contrast; nothing is stored. Requires "
        "MANAGE_SETTINGS.",
    ),
}
MUTATIONS = (OrderCentralSettingsUpdate,)
COSTS = {
    "Query": {
        "orderCentralSettings": {"complexity": 1},
        "orderCentralFeatures": {"complexity": 1},
        "orderCentralColorPreview": {"complexity": 1},
    },
}
