"""Tracking texts, carriers and trusted hosts as the API shows them."""

from dataclasses import dataclass

import graphene

from ..language import speaking
from ..tracking import CARRIERS, TrackingClassification, TrackingPresentation
from ..tracking.wording import explain, help_text
from .connections import connection_type
from .enums import OrderTrackingClassEnum, OrderTrackingPresentationEnum, OrderTrackingReasonEnum


@dataclass(frozen=True, slots=True)
class TrackingLinkView:
    """A decision with the language of its words."""

    found: TrackingClassification
    language: str


class OrderTrackingCarrier(graphene.ObjectType):
    """Carrier that the plugin knows."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    code = graphene.String(required=True, description="Stable name for programs.")
    name = graphene.String(required=True, description="Name.")
    countries = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="ISO 3166 codes of the countries it serves; empty means all.",
    )
    url_template = graphene.String(
        description="Tracking page, with {n}, {postcode}, {country} and {language} to fill in."
    )
    is_enabled = graphene.Boolean(
        required=True, description="Whether codes made of digits alone are matched against it."
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.code


class OrderTrackingCarrierMatch(graphene.ObjectType):
    """Carrier whose format fits a code."""

    carrier = graphene.String(required=True, description="Code of the carrier.")
    carrier_name = graphene.String(required=True, description="Name of the carrier.")
    format_id = graphene.String(required=True, description="Format that fits.")
    check_digit_valid = graphene.Boolean(
        description="Result of the check digit; null when the format has none."
    )

    @staticmethod
    def resolve_carrier_name(root, _info):
        return CARRIERS[root.carrier].name


class OrderTrackingLink(graphene.ObjectType):
    """Decision about a tracking text, with its reasons."""

    classification = graphene.Field(OrderTrackingClassEnum, required=True, description="Class of the text.")
    presentation = graphene.Field(
        OrderTrackingPresentationEnum, required=True, description="What a click does."
    )
    is_link_visible = graphene.Boolean(required=True, description="Whether to show the link Track.")
    url = graphene.String(description="Address to open; null when there is none that is safe.")
    carrier = graphene.String(description="Code of the carrier that was recognised.")
    carrier_name = graphene.String(description="Name of the carrier that was recognised.")
    candidates = graphene.List(
        graphene.NonNull(OrderTrackingCarrierMatch),
        required=True,
        description="Carriers whose formats fit, also when none could be named.",
    )
    reasons = graphene.List(
        graphene.NonNull(OrderTrackingReasonEnum),
        required=True,
        description="Why this class and this presentation.",
    )
    explanation = graphene.String(required=True, description="The reasons in words.")
    help_text = graphene.String(description="What the text is and how to use it, for the customer.")

    @staticmethod
    def resolve_classification(root, _info):
        return root.found.kind.name

    @staticmethod
    def resolve_presentation(root, _info):
        return root.found.presentation.name

    @staticmethod
    def resolve_is_link_visible(root, _info):
        return root.found.presentation is not TrackingPresentation.HIDDEN

    @staticmethod
    def resolve_url(root, _info):
        return root.found.url

    @staticmethod
    def resolve_carrier(root, _info):
        return root.found.carrier

    @staticmethod
    def resolve_carrier_name(root, _info):
        return CARRIERS[root.found.carrier].name if root.found.carrier else None

    @staticmethod
    def resolve_candidates(root, _info):
        return root.found.candidates

    @staticmethod
    def resolve_reasons(root, _info):
        return [reason.name for reason in root.found.reasons]

    @staticmethod
    def resolve_explanation(root, _info):
        with speaking(root.language):
            return " ".join(explain(reason) for reason in root.found.reasons)

    @staticmethod
    def resolve_help_text(root, _info):
        with speaking(root.language):
            return help_text(root.found)


class OrderTrustedTrackingHost(graphene.ObjectType):
    """Host, or host and start of a path, whose tracking pages the shop trusts."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    host = graphene.String(required=True, description="Host name in lower case, IDNA form.")
    path_prefix = graphene.String(
        required=True,
        description="Only links whose path starts with this are trusted; empty means every path.",
    )
    include_subdomains = graphene.Boolean(required=True, description="Whether subdomains count.")
    allow_embed = graphene.Boolean(required=True, description="Whether its https pages may be embedded.")
    is_built_in = graphene.Boolean(required=True, description="Whether the plugin shipped it.")
    note = graphene.String(description="Note for staff.")

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_note(root, _info):
        return root.note or None


OrderTrustedTrackingHostCountableConnection = connection_type(OrderTrustedTrackingHost)
OrderTrackingCarrierCountableConnection = connection_type(OrderTrackingCarrier)
