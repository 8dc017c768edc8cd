"""Tracking texts, carriers and trusted hosts as the API shows them."""

from dataclasses import dataclass

import graphene

from ..language import speaking
from ..providers.registry import supports_history
from ..tracking import CarrierCandidate, TrackingClassification, TrackingPresentation
from ..tracking.wording import carrier_name, explain, help_text, shipped_names
from .connections import connection_type
from .enums import OrderTrackingClassEnum, OrderTrackingPresentationEnum, OrderTrackingReasonEnum
from .loaders import shop_settings


@dataclass(frozen=True, slots=True)
class TrackingLinkView:
    """A decision with the language of its words."""

    found: TrackingClassification
    language: str


@dataclass(frozen=True, slots=True)
class CandidateView:
    """One candidate of a decision."""

    link: TrackingLinkView
    candidate: CarrierCandidate


def _name_of(view: TrackingLinkView, code: str) -> str:
    """Name of a carrier in the language of the words."""
    with speaking(view.language):
        return carrier_name(view.found, code)


class OrderTrackingCarrierTranslation(graphene.ObjectType):
    """Name of a carrier in one language."""

    language_code = graphene.String(required=True, description='Language, for example "pt-br".')
    name = graphene.String(required=True, description="Name.")


class OrderTrackingCarrier(graphene.ObjectType):
    """Carrier that the plugin ships, or one of the shop's own."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    code = graphene.String(required=True, description="Stable name for programs.")
    name = graphene.String(required=True, description="Name that is not translated.")
    translations = graphene.List(
        graphene.NonNull(OrderTrackingCarrierTranslation),
        required=True,
        description="Names in other languages, where they differ.",
    )
    countries = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="ISO 3166 codes of the countries it serves; empty means all.",
    )
    url_template = graphene.String(
        description="Tracking page, with {code}, {postcode}, {country} and {language} to fill in."
    )
    patterns = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Patterns of the codes of an own carrier: # a digit, @ a letter, ? either, [ABC] one of "
        "these, {2,4} a repetition. Formats of shipped carriers are not listed.",
    )
    is_built_in = graphene.Boolean(required=True, description="Whether the plugin ships it.")
    is_enabled = graphene.Boolean(
        required=True,
        description="Whether codes are matched against it; of a shipped one, codes made of digits alone.",
    )
    channels = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Slugs of the channels in which it counts; empty means all.",
    )
    supports_history = graphene.Boolean(
        required=True,
        description="Whether a provider in the plugin's settings knows where its parcels are.",
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.code

    @staticmethod
    def resolve_supports_history(root, info):
        return supports_history(shop_settings(info.context), root.code)

    @staticmethod
    def resolve_translations(root, _info):
        names = shipped_names(root.code) if root.is_built_in else root.names
        return [
            OrderTrackingCarrierTranslation(language_code=language, name=name)
            for language, name in sorted(names.items())
        ]


class OrderTrackingCarrierMatch(graphene.ObjectType):
    """Carrier whose format fits a code."""

    carrier = graphene.String(required=True, description="Code of the carrier.")
    carrier_name = graphene.String(required=True, description="Name of the carrier.")
    format_id = graphene.String(required=True, description="Format that fits.")
    check_digit_valid = graphene.Boolean(
        description="Result of the check digit; null when the format has none."
    )

    @staticmethod
    def resolve_carrier(root, _info):
        return root.candidate.carrier

    @staticmethod
    def resolve_carrier_name(root, _info):
        return _name_of(root.link, root.candidate.carrier)

    @staticmethod
    def resolve_format_id(root, _info):
        return root.candidate.format_id

    @staticmethod
    def resolve_check_digit_valid(root, _info):
        return root.candidate.check_digit_valid


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
        return _name_of(root, root.found.carrier) if root.found.carrier else None

    @staticmethod
    def resolve_candidates(root, _info):
        return [CandidateView(root, candidate) for candidate in root.found.candidates]

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
