"""Every text of every table of ours is known to the list of what is kept of customers."""

from __future__ import annotations

import pytest
from django.apps import apps

from saleor_order_central.privacy.holdings import HOLDINGS, NOT_PERSONAL
from tests.privacy.planted import TEXTS

MODELS = {model.__name__: model for model in apps.get_app_config("saleor_order_central").get_models()}


def test_every_table_is_known():
    assert set(HOLDINGS) | NOT_PERSONAL == set(MODELS)
    assert set(HOLDINGS) & NOT_PERSONAL == set()


@pytest.mark.parametrize("label", sorted(HOLDINGS))
def test_every_text_is_known_once(label):
    holding = HOLDINGS[label]
    named = [*holding.erased, *holding.kept, *holding.plain]
    columns = MODELS[label]._meta.concrete_fields
    assert sorted(named) == sorted(one.name for one in columns if isinstance(one, TEXTS))
    assert set(holding.staff_only) <= {one.name for one in columns if not one.is_relation}
