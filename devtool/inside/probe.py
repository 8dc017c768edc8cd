"""Tell what an interpreter holds: printed as one JSON line."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import sys
from pathlib import Path


def saleor_version(module_version: str) -> str:
    """The wheel of 2.10.1 calls itself `dev`; source trees of 3.x have no metadata."""
    if module_version != "dev":
        return module_version
    return importlib.metadata.version("saleor")


def distributions() -> list[str]:
    names = {dist.metadata["Name"] or "" for dist in importlib.metadata.distributions()}
    return sorted({re.sub(r"[-_.]+", "-", name).lower() for name in names if name})


def main() -> None:
    import django
    import saleor

    facts = {
        "saleor": saleor_version(saleor.__version__),
        "django": django.get_version(),
        "python": platform.python_version(),
        "package": str(Path(saleor.__file__).resolve().parent),
        "distributions": distributions(),
    }
    json.dump(facts, sys.stdout)


if __name__ == "__main__":
    main()
