"""Joining a schema that another app has had built already gives the same API as joining it in time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from saleor_order_central.graphql import contract
from saleor_order_central.graphql.install import COSTS
from saleor_order_central.host.detect import is_saleor_3

ROOT = Path(__file__).resolve().parents[2]
UNREACHABLE = "postgres://nobody@127.0.0.1:1/none"


def probed(settings: str) -> dict[str, Any]:
    """Start a shop of its own, without a database, and ask what its schema looks like."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.host.schema_probe"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings, "DATABASE_URL": UNREACHABLE},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def in_time() -> dict[str, Any]:
    return probed("tests.settings")


@pytest.fixture(scope="module")
def late() -> dict[str, Any]:
    return probed("tests.host.late_settings")


@pytest.fixture(scope="module")
def own_names() -> set[str]:
    return {one.name for one in contract.our_types(contract.built_schema())}


def types_in(sdl: str) -> set[str]:
    return set(re.findall(r"\b(?:type|input|enum) (\w+)", sdl))


def in_any_order(sdl: str) -> list[str]:
    """Lines without the order of fields and of a union's members, which follow the order of imports."""
    lines = sdl.splitlines()
    return sorted(" ".join(sorted(line.split())) if line.startswith("union ") else line for line in lines)


def test_the_other_app_came_first(in_time: dict[str, Any], late: dict[str, Any]) -> None:
    assert in_time["early import"] is None
    assert late["early import"] == {"same schema": True, "cached documents": 1 if is_saleor_3() else 0}


def test_everybody_holds_the_schema_that_was_built_first(
    in_time: dict[str, Any], late: dict[str, Any]
) -> None:
    assert {"saleor.graphql.api", "saleor.urls", "the view"} <= late["holders"].keys()
    assert set(late["holders"].values()) == {True}
    assert late["holders"] == in_time["holders"]


def test_every_type_has_the_same_fields(in_time: dict[str, Any], late: dict[str, Any]) -> None:
    assert late["shape"] == in_time["shape"]
    assert "orderCentral" in late["shape"]["Order"]
    assert "orderCentral" in late["shape"]["Query"]
    assert "orderStatusChange" in late["shape"]["Mutation"]


def test_contract_is_the_same(in_time: dict[str, Any], late: dict[str, Any]) -> None:
    assert late["contract"] == in_time["contract"]
    assert late["contract"] == contract.printed_contract(contract.built_schema())


def test_our_field_answers_where_it_was_refused_before(in_time: dict[str, Any], late: dict[str, Any]) -> None:
    expected = {"data": {"orderCentral": None}, "errors": ['"bad" is not a valid id.']}

    assert late["answer"] == expected
    assert in_time["answer"] == expected


def test_no_document_stays_that_was_checked_against_the_old_schema(late: dict[str, Any]) -> None:
    assert late["cached documents"] == (0 if is_saleor_3() else None)


def test_usage_monitor_watches_each_field_once(in_time: dict[str, Any], late: dict[str, Any]) -> None:
    assert late["monitor"] == in_time["monitor"]
    assert set(late["monitor"].values()) == ({1} if is_saleor_3() else set())


def test_federation_fields_are_kept(in_time: dict[str, Any], late: dict[str, Any]) -> None:
    federation = {"_service", "_entities"}

    assert federation & set(late["shape"]["Query"]) == federation & set(in_time["shape"]["Query"])
    assert "_service" in late["shape"]["Query"]
    assert ("_entities" in late["shape"]["Query"]) or not is_saleor_3()


def test_service_text_names_our_types_when_joined_in_time(
    in_time: dict[str, Any], own_names: set[str]
) -> None:
    assert own_names - types_in(in_time["service sdl"]) == set()


def test_service_text_when_late(in_time: dict[str, Any], late: dict[str, Any], own_names: set[str]) -> None:
    """Saleor 3 prints the text anew; 2.10 prints it once, when it builds the schema, and stays behind."""
    if is_saleor_3():
        assert in_any_order(late["service sdl"]) == in_any_order(in_time["service sdl"])
    else:
        assert own_names & types_in(late["service sdl"]) == set()


def test_costs_are_registered(in_time: dict[str, Any], late: dict[str, Any]) -> None:
    assert late["costs"] == in_time["costs"]
    assert (late["costs"] is None) == (not is_saleor_3())
    assert all(
        fields.items() <= late["costs"][owner].items() for owner, fields in COSTS.items() if is_saleor_3()
    )
