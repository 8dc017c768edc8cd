"""Fixtures of the classifier tests: numbers built from public definitions, and a shop's rules."""

import random
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from saleor_order_central.tracking import TrackingRules, TrustedLink

BENCH = Path(__file__).resolve().parents[2] / "bench"


def load_number_builders() -> ModuleType:
    """The benchmark's builders: a second, slow reading of the same public definitions."""
    return load_bench("classification")


def load_bench(script: str) -> ModuleType:
    """A script of the benchmarks as a module."""
    name = f"order_central_bench_{script}"
    if name not in sys.modules:
        spec = spec_from_file_location(name, BENCH / f"{script}.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``sample_id`` runs a test for every format, ``checked_sample_id`` for those with a check digit."""
    samples = load_number_builders().SAMPLES
    if "checked_sample_id" in metafunc.fixturenames:
        checked = [key for key, sample in samples.items() if sample.has_check]
        metafunc.parametrize("checked_sample_id", checked, ids=lambda key: f"001-12-{key}")
    if "sample_id" in metafunc.fixturenames:
        metafunc.parametrize("sample_id", list(samples), ids=lambda key: f"000-31-{key}")


@pytest.fixture
def builders() -> ModuleType:
    return load_number_builders()


@pytest.fixture
def rng() -> random.Random:
    return random.Random(20261122)


@pytest.fixture
def shop() -> TrackingRules:
    """A shop that trusts one host for embedding, and more hosts with limits."""
    links = (
        TrustedLink("track.example.com"),
        TrustedLink("tab.example.com", embed=False),
        TrustedLink("paths.example.com", path_prefix="/track"),
        TrustedLink("paths.example.com", path_prefix="/track/print", embed=False),
        TrustedLink("wide.example.org", include_subdomains=True),
        TrustedLink("xn--pst-sna.example.org"),
    )
    return TrackingRules(links, ("inpost", "dhl"))
