"""Look-alike host names: compare names by what the eye reads, not by their characters.

The table holds the Cyrillic, Greek and digit shapes met in imitations of Latin host names (Unicode
Technical Standard 39 names the idea "skeleton"). A match is only a reason shown to staff; it never
makes a link safe.
"""

import unicodedata
from typing import Final

_LETTERS: Final = {
    "а": "a", "ɑ": "a", "α": "a", "в": "b", "с": "c", "ϲ": "c", "ԁ": "d", "е": "e", "ё": "e", "ε": "e",
    "ɡ": "g", "һ": "h", "н": "h", "і": "i", "ι": "i", "ı": "i", "ј": "j", "к": "k", "κ": "k", "ӏ": "l",
    "м": "m", "п": "n", "η": "n", "ո": "n", "о": "o", "ο": "o", "σ": "o", "օ": "o", "р": "p", "ρ": "p",
    "ԛ": "q", "г": "r", "ѕ": "s", "ſ": "s", "т": "t", "τ": "t", "υ": "u", "ս": "u", "ν": "v", "ѵ": "v",
    "ԝ": "w", "ш": "w", "ω": "w", "х": "x", "χ": "x", "у": "y", "γ": "y", "ү": "y", "ᴢ": "z",
}  # fmt: skip
_DIGITS: Final = {"0": "o", "1": "l", "i": "l", "5": "s"}
# Ideographic full stops, which a browser reads as a dot.
_DOTS: Final = {"。": ".", "．": ".", "｡": "."}
_FOLD: Final = str.maketrans({**_DIGITS, **{k: _DIGITS.get(v, v) for k, v in _LETTERS.items()}, **_DOTS})


def skeleton(name: str) -> str:
    """The name with accents dropped and look-alike letters and digits folded together."""
    text = name
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return text.translate(_FOLD).replace("rn", "m").replace("vv", "w")


def decode_label(label: str) -> str:
    """The Unicode form of an xn-- label; the label itself when it is not one or does not decode.

    Plain Punycode (RFC 3492). The standard library's "idna" codec takes invalid names, so it is
    not used.
    """
    if not label.startswith("xn--"):
        return label
    try:
        name = label[4:].encode("ascii").decode("punycode")
        is_name = name.isprintable() and name.lower().encode("punycode") == label[4:].encode()
    except (ValueError, OverflowError):
        return label
    return name if is_name else label
