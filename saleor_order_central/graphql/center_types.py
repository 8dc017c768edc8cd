"""What a shop chose for its centre, as the API shows it."""

from typing import Any

import graphene

from ..activation.book import ActivationBook, CenterView
from ..activation.colors import LEAST_CONTRAST, Palette, contrast, dark_palette, light_palette
from ..activation.features import FeatureCode, FeatureState
from ..activation.wording import feature_name
from ..attachments.pictures import CONTENT_TYPES, MAX_BYTES
from ..language import speaking
from .enums import describe_enum

OrderCentralFeatureCodeEnum = describe_enum(
    "OrderCentralFeatureCodeEnum",
    FeatureCode,
    "Part of the customer centre.",
    {
        "TIMELINE": "Order timeline.",
        "TRACKING": "Parcel tracking.",
        "INVOICES": "Invoice links.",
        "FEEDBACK": "Ratings after delivery.",
        "MESSAGES": "Conversations.",
        "RETURNS": "Returns.",
        "WITHDRAWAL": "EU withdrawal function.",
        "GUEST_ACCESS": "Access without an account.",
        "ADDRESSES": "Address book.",
        "PROFILE": "Personal data.",
    },
)

OrderCentralFeatureStateEnum = describe_enum(
    "OrderCentralFeatureStateEnum",
    FeatureState,
    "How far a feature is.",
    {
        "READY": "Done; the new page is used.",
        "IN_PROGRESS": "Being worked on; the fallback page is used.",
        "PLANNED": "Not started, or not wanted; the fallback page is used.",
    },
)


class OrderCentralFeature(graphene.ObjectType):
    """Part of the centre, and which page is used for it."""

    code = graphene.Field(OrderCentralFeatureCodeEnum, required=True, description="Feature.")
    name = graphene.String(required=True, description="Name.")
    state = graphene.Field(OrderCentralFeatureStateEnum, required=True, description="How far it is.")
    fallback_url = graphene.String(
        description="Page to use while it is not ready; null when there is none: then hide the feature."
    )


class OrderCentralPalette(graphene.ObjectType):
    """Colours of the pages in one scheme, as #rrggbb. Texts have a contrast of 4.5 to 1 or more."""

    primary = graphene.String(required=True, description="Links and buttons.")
    on_primary = graphene.String(required=True, description="Text of buttons.")
    background = graphene.String(required=True, description="Behind everything.")
    surface = graphene.String(required=True, description="Behind cards.")
    text = graphene.String(required=True, description="Text.")
    muted = graphene.String(required=True, description="Less important text.")
    line = graphene.String(required=True, description="Borders.")


class OrderCentralColorPreview(graphene.ObjectType):
    """What some colours would look like."""

    is_readable = graphene.Boolean(required=True, description="Whether they may be saved (WCAG 2.2 AA).")
    text_contrast = graphene.Float(required=True, description="Text on the background, 1 to 21.")
    primary_contrast = graphene.Float(required=True, description="Main colour on the background, 1 to 21.")
    required_contrast = graphene.Float(required=True, description="What both need.")
    light = graphene.Field(OrderCentralPalette, required=True, description="Light scheme.")
    dark = graphene.Field(OrderCentralPalette, required=True, description="Dark scheme.")


class OrderCentralSettings(graphene.ObjectType):
    """How the centre shows itself in a channel."""

    is_enabled = graphene.Boolean(required=True, description="Whether the centre is on; off keeps all data.")
    channel = graphene.String(description="Slug of the channel; null for the shop itself.")
    is_own = graphene.Boolean(
        required=True,
        description="Whether the channel has a switch of its own, and does not follow the shop.",
    )
    primary_color = graphene.String(required=True, description="Main colour as #rrggbb.")
    background_color = graphene.String(required=True, description="Colour of the background as #rrggbb.")
    text_color = graphene.String(required=True, description="Colour of text as #rrggbb.")
    light = graphene.Field(OrderCentralPalette, required=True, description="All colours, light scheme.")
    dark = graphene.Field(OrderCentralPalette, required=True, description="All colours, dark scheme.")
    logo_url = graphene.String(description="Address of the logo.")
    title = graphene.String(description="Title of the pages; the shop's name without it.")
    intro = graphene.String(description="Text of the first page.")
    footer = graphene.String(description="Text below every page.")
    support_url = graphene.String(description="Where to ask for support.")
    page_url = graphene.String(description="Address of the customers' pages; null for the shop itself.")
    max_upload_size_mb = graphene.Int(required=True, description="Largest picture in megabytes.")
    allowed_content_types = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Kinds of pictures that are taken."
    )
    features = graphene.List(
        graphene.NonNull(OrderCentralFeature),
        required=True,
        description="Features with state and fallback page.",
    )


def feature_list(view: CenterView, language: str) -> list[OrderCentralFeature]:
    """Give features the form of the API."""
    with speaking(language):
        return [
            OrderCentralFeature(
                code=one.code.name,
                name=feature_name(one.code),
                state=one.state.name,
                fallback_url=one.fallback_url or None,
            )
            for one in view.features
        ]


def settings_of(
    book: ActivationBook, channel: str, language: str, *, is_active: bool, page_url: str
) -> OrderCentralSettings:
    """Give the choices of a channel the form of the API."""
    view = book.view(channel)
    colors = view.colors
    texts: dict[str, Any] = {name: text or None for name, text in book.texts(channel, language).items()}
    return OrderCentralSettings(
        is_enabled=is_active and view.is_enabled,
        channel=channel or None,
        is_own=bool(channel) and channel in book.rows and book.rows[channel].is_enabled is not None,
        primary_color=colors.primary,
        background_color=colors.background,
        text_color=colors.text,
        light=palette(light_palette(colors)),
        dark=palette(dark_palette(colors)),
        logo_url=view.logo_url or None,
        support_url=view.support_url or None,
        page_url=page_url or None,
        max_upload_size_mb=MAX_BYTES // (1024 * 1024),
        allowed_content_types=sorted(CONTENT_TYPES.values()),
        features=feature_list(view, language),
        **texts,
    )


def palette(found: Palette) -> OrderCentralPalette:
    """Give colours of one scheme the form of the API."""
    return OrderCentralPalette(
        primary=found.primary,
        on_primary=found.on_primary,
        background=found.background,
        surface=found.surface,
        text=found.text,
        muted=found.muted,
        line=found.line,
    )


def color_preview(colors: Any) -> OrderCentralColorPreview:
    """Measure colours that nobody has saved yet."""
    text, primary = (contrast(ink, colors.background) for ink in (colors.text, colors.primary))
    return OrderCentralColorPreview(
        is_readable=min(text, primary) >= LEAST_CONTRAST,
        text_contrast=round(text, 2),
        primary_contrast=round(primary, 2),
        required_contrast=LEAST_CONTRAST,
        light=palette(light_palette(colors)),
        dark=palette(dark_palette(colors)),
    )
