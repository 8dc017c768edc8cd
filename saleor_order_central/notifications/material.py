"""What the values of one order's variables are made of."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from ..carrier_events.checkpoints import Checkpoints
from ..config import Settings
from ..host.contacts import ContactFacts
from ..host.facts import InvoiceFacts, OrderFacts, ShipmentFacts
from ..statuses.models import OrderStatusDefinition
from ..timeline.parcels import build_parcels, sort_shipments
from ..timeline.view import Parcel
from ..tracking import TrackingRules
from .models import PaymentInstruction


@dataclass(frozen=True)
class Material:
    """Everything that values are made of; `status` is the order's present one.

    `expected` is from when until when the order should arrive, as it was last worked out.
    """

    facts: OrderFacts
    contact: ContactFacts
    shop_name: str
    language: str
    settings: Settings
    tracking_rules: TrackingRules
    instruction: PaymentInstruction | None
    status: OrderStatusDefinition | None
    checkpoints: Checkpoints = field(default_factory=dict)
    expected: tuple[datetime, datetime] | None = None

    @cached_property
    def parcels(self) -> list[Parcel]:
        """Parcels that left with a code, with the decision about each code."""
        wanted = {id(shipment) for shipment in told_shipments(self.facts)}
        every = build_parcels(self.facts, self.tracking_rules, self.checkpoints)
        return [one for one in every if id(one.shipment) in wanted]

    @property
    def invoice(self) -> InvoiceFacts | None:
        """The newest invoice of an order that is paid (000-27)."""
        money = self.facts.money
        authorized = self.settings.paid_when_authorized and money.is_fully_authorized
        is_paid = money.is_fully_charged or authorized
        return self.facts.invoices[-1] if is_paid and self.facts.invoices else None


def told_shipments(facts: OrderFacts) -> list[ShipmentFacts]:
    """Return the shipments whose codes the customer may be told: they left, and were not canceled."""
    return sort_shipments(facts).complete
