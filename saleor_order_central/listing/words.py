"""Words by which staff find an order: cut from its texts once, and from what was typed. Pure.

Both sides go through the same cutting, so that "Ştefan" is found by "stefan" and "#120" by "120".
"""

import re
import unicodedata
from collections.abc import Iterable

MOST_WORDS = 100
MOST_SEARCHED = 10
WORD_LIMIT = 100
_PIECES = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe"})


def search_words(texts: Iterable[str]) -> str:
    """Return the words of some texts, each once, parted by single blanks.

    A mixed one, such as an e-mail address or a link, counts as a whole and in its pieces.
    """
    found: dict[str, None] = {}
    for text in texts:
        for word in _words(text):
            found[word] = None
            found.update(dict.fromkeys(piece[:WORD_LIMIT] for piece in _PIECES.findall(word)))
    return " ".join(list(found)[:MOST_WORDS])


def prefix_query(text: str) -> str | None:
    """Return PostgreSQL's query for texts in which every typed word begins a word; None without words."""
    words = list(dict.fromkeys(_words(text)))[:MOST_SEARCHED]
    return " & ".join(f"{_quoted(word)}:*" for word in words) or None


def _words(text: str) -> list[str]:
    """Cut at blanks; what is neither letter nor digit is dropped from both ends."""
    parted = (
        word.strip("".join(sorted(set(_PIECES.sub("", word)) | {"_"}))) for word in _plain(text).split()
    )
    return [word[:WORD_LIMIT] for word in parted if word]


def _plain(text: str) -> str:
    """Small letters without marks; what cannot be printed parts words."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_PLAIN)
    return "".join(letter if letter.isprintable() else " " for letter in kept)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
