"""The shop's colours as a style of their own, under a name that changes with them."""

from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256

from django.http import HttpResponse

from ..activation.colors import Colors, Palette, dark_palette, light_palette
from ..assets import FOREVER
from .visit import PageMissing, Visit


def colors_style(visit: Visit, name: str) -> HttpResponse:
    """Answer for the colours of now; 404 for those of yesterday."""
    colors = visit.shop.view.colors
    if name != colors_name(colors):
        raise PageMissing
    response = HttpResponse(colors_css(colors), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOREVER
    return response


@lru_cache(maxsize=64)
def colors_name(colors: Colors) -> str:
    """Return the file name of some colours."""
    return f"colors.{sha256(colors_css(colors).encode()).hexdigest()[:16]}.css"


@lru_cache(maxsize=64)
def colors_css(colors: Colors) -> str:
    """Return the variables of both schemes."""
    dark = f"@media (prefers-color-scheme: dark) {{ {_variables(dark_palette(colors))} }}"
    return f"{_variables(light_palette(colors))}\n{dark}\n"


def _variables(palette: Palette) -> str:
    values = "; ".join(f"--{name.replace('_', '-')}: {color}" for name, color in asdict(palette).items())
    return f":root {{ {values} }}"
