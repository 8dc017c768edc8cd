"""Changes of the shop's carriers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from ..host.access import MANAGE_SETTINGS
from ..tracking import carriers
from ..tracking.carrier_models import TrackingCarrier
from ..tracking.carrier_rows import listed_carrier, shop_carrier
from .base import CentralMutation
from .ids import decode
from .loaders import shop_settings
from .tracking_types import OrderTrackingCarrier


class OrderTrackingCarrierTranslationInput(graphene.InputObjectType):
    """Name of a carrier in one language."""

    language_code = graphene.String(required=True, description='Language, for example "pt-br".')
    name = graphene.String(required=True, description="Name.")


class OrderTrackingCarrierInput(graphene.InputObjectType):
    """Fields of a carrier; of a shipped one only isEnabled and channels can be changed."""

    code = graphene.String(
        description="Stable name for programs; made from the name when missing, never changed later."
    )
    name = graphene.String(description="Name; required to create a carrier.")
    translations = graphene.List(
        graphene.NonNull(OrderTrackingCarrierTranslationInput),
        description="Names in other languages, all of them.",
    )
    url_template = graphene.String(
        description="Address of the tracking page, https, with {code} and, if it needs them, {postcode}, "
        "{country} and {language}; empty for none."
    )
    patterns = graphene.List(
        graphene.NonNull(graphene.String),
        description="What codes look like: # a digit, @ a letter, ? either, [ABC] one of these, any other "
        "letter or digit itself, {2} or {2,4} repeat it.",
    )
    countries = graphene.List(
        graphene.NonNull(graphene.String), description="ISO 3166 codes, its home first; empty means many."
    )
    is_enabled = graphene.Boolean(
        description="Whether codes are matched against it; null leaves a shipped one to the plugin's setting."
    )
    channels = graphene.List(
        graphene.NonNull(graphene.String),
        description="Slugs of the channels in which it counts; empty means all.",
    )


class CarrierMutation(CentralMutation):
    """Base of the mutations that return a carrier."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    carrier = graphene.Field(OrderTrackingCarrier, description="The carrier.")

    @classmethod
    def answer(cls, info: Any, row: TrackingCarrier) -> CarrierMutation:
        setting = shop_settings(info.context).enabled_carriers
        return cls(carrier=listed_carrier(row.code, shop_carrier(row), setting))


class OrderTrackingCarrierCreate(CarrierMutation):
    """Adds a carrier of the shop's own."""

    class Arguments:
        input = OrderTrackingCarrierInput(required=True, description="Fields of the carrier.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls.answer(info, carriers.create_carrier(_values(input)))


class OrderTrackingCarrierUpdate(CarrierMutation):
    """Changes a carrier of the shop's own, or where a shipped one counts."""

    class Arguments:
        id = graphene.ID(required=True, description="The carrier.")
        input = OrderTrackingCarrierInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        code = decode(id, "OrderTrackingCarrier", "id")
        return cls.answer(info, carriers.update_carrier(code, _values(input)))


class OrderTrackingCarrierDelete(CarrierMutation):
    """Takes a carrier of the shop's own away; parcels keep their codes."""

    class Arguments:
        id = graphene.ID(required=True, description="The carrier.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls.answer(info, carriers.delete_carrier(decode(id, "OrderTrackingCarrier", "id")))


def _values(input: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(input)
    if "translations" in values:
        given = values["translations"] or ()
        values["translations"] = {one["language_code"]: one["name"] for one in given}
    return values


MUTATIONS = (OrderTrackingCarrierCreate, OrderTrackingCarrierUpdate, OrderTrackingCarrierDelete)
