"""Batched reads of returns."""

from typing import Any

from django.utils import timezone

from ..host import get_host
from ..refunds.estimate import plan_completions
from ..refunds.standing import load_refunds_of_returns
from ..returns import selectors
from ..returns.policies import load_policies
from ..returns.policy_choice import PolicyRules
from .loaders import _ContextLoader, _once


def shop_policies(context: Any) -> tuple[PolicyRules, ...]:
    """Return the active policies of the shop, read once per request."""

    def read() -> tuple[PolicyRules, ...]:
        with get_host().reading(context) as alias:
            return load_policies(using=alias)

    return _once(context, "return_policies", read)


def moment(context: Any) -> Any:
    """Return the time of a request: one for everything that it decides."""
    return _once(context, "moment", timezone.now)


class ReturnMaterialLoader(_ContextLoader):
    """ReturnMaterial by order pk: four statements."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_return_material(keys, using=alias)
        return [found[key] for key in keys]


class ReturnsLoader(_ContextLoader):
    """Return requests by order pk, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_returns(keys, using=alias)
        return [found.get(key, []) for key in keys]


class ReturnLinesLoader(_ContextLoader):
    """Lines by request pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_lines(keys, using=alias)
        return [found.get(key, []) for key in keys]


class ReturnRefundsLoader(_ContextLoader):
    """Refunds by pk of the return that they pay for, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_refunds_of_returns(keys, using=alias)
        return [found.get(key, []) for key in keys]


class ReturnEstimateLoader(_ContextLoader):
    """RefundPlan of completing a request now by pk of the request, None when nothing can be paid for it."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = plan_completions(keys, using=alias)
        return [found.get(key) for key in keys]


class ReturnInspectionsLoader(_ContextLoader):
    """Findings by line pk, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_inspections(keys, using=alias)
        return [found.get(key, []) for key in keys]


class ReturnParcelsLoader(_ContextLoader):
    """Parcels that come back by request pk, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_return_parcels(keys, using=alias)
        return [found.get(key, []) for key in keys]


class LineAttachmentsLoader(_ContextLoader):
    """Files by return line pk, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_line_attachments(keys, using=alias)
        return [found.get(key, []) for key in keys]


class ReturnReasonLoader(_ContextLoader):
    """Reason by pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_reasons(keys, using=alias)
        return [found.get(key) for key in keys]
