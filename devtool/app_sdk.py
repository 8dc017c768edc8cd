"""The SDK by which Saleor's Dashboard and its apps speak; the tests of our AppBridge compare with it."""

from __future__ import annotations

from pathlib import Path

from devtool.locks import waiting_lock
from devtool.npm import unpack_package
from devtool.paths import cache_directory
from devtool.stamps import digest
from devtool.steps import Failure, say

# The second is what the first imports to read tokens.
PACKAGES = {"@saleor/app-sdk": "1.15.0", "jose": "5.10.0"}


def find_app_sdk(logs: Path) -> Path:
    """The folder that holds the packages by their names. Failure says what to do where none can be had."""
    home = cache_directory() / f"app-sdk-{digest(str(PACKAGES))}"
    lock = cache_directory() / "locks" / "app-sdk.lock"
    with waiting_lock(lock, lambda: say("  waiting for another run that fetches @saleor/app-sdk")):
        if not (home / "ready").exists():
            say("  fetching @saleor/app-sdk from npm")
            try:
                for name, version in PACKAGES.items():
                    unpack_package(f"{name}@{version}", home / name, logs)
            except Failure as failure:
                raise Failure(
                    f"The tests of the AppBridge need @saleor/app-sdk, and npm did not deliver it: {failure}",
                    failure.log,
                ) from failure
            (home / "ready").touch()
    return home
