"""The ready documents of `graphql/operations/` as texts: complete, named and explained."""

from __future__ import annotations

import re

import pytest

from demo.scenario_client import OPERATIONS, document

NAMES = sorted(path.stem for path in OPERATIONS.glob("*.graphql"))


@pytest.mark.parametrize("name", NAMES)
def test_a_document_holds_one_operation_of_its_own_name_and_says_what_it_is_for(name):
    text = document(name)
    assert re.findall(r"^(?:query|mutation) (\w+)", text, re.MULTILINE) == [name]
    assert text.startswith("# ")


def test_every_root_field_of_the_contract_has_a_document():
    # given the fields that the plugin adds to queries and mutations
    contract = (OPERATIONS.parent / "schema.graphql").read_text()
    blocks = re.findall(r"^extend type (?:Query|Mutation) \{\n(.*?)^\}", contract, re.MULTILINE | re.DOTALL)
    fields = {name for block in blocks for name in re.findall(r"^  (\w+)[(:]", block, re.MULTILINE)}
    # then
    used = {name for text in map(document, NAMES) for name in re.findall(r"^  (\w+)", text, re.MULTILINE)}
    assert fields
    assert fields - used == set()
