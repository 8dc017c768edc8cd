"""Links that staff type as tracking text: which may be shown, which may be embedded.

The order is gate, host, list. The gate is a strict ASCII subset of the WHATWG URL Standard on
which browsers and parsers agree; whatever it does not take is never a link. So the answer does
not depend on how a lenient parser reads odd text, and the server never fetches what was typed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from saleor_order_central.tracking.lookalikes import decode_label, skeleton
from saleor_order_central.tracking.reasons import TrackingReason

MAX_URL_LENGTH: Final = 2048
_MAX_HOST_LENGTH: Final = 253

# Tab, line feed and the like around a link are dropped by browsers too; U+00A0 and U+FEFF are not.
EDGE_SPACE: Final = " \t\n\r\x0b\x0c"
# A label that begins or ends with a hyphen or is longer than DNS allows (RFC 1123, 2.1).
_BAD_LABEL: Final = re.compile(r"(?:\A|\.)-|-(?:\.|\Z)|[^.]{64}")
_HOST: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\Z", re.ASCII)
# The scheme's own port is the only one; no user name, no backslash, no space, no control character.
_GATE: Final = re.compile(
    r"(https?)://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(:[0-9]*)?([/?#][\x21-\x5b\x5d-\x7e]*)?\Z",
    re.IGNORECASE | re.ASCII,
)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
# A scheme, then text without a space: "Left at: door" is a sentence, "foo:bar" may be a link.
_SCHEME_AND_REST: Final = re.compile(r"[a-z][a-z0-9+.-]*:\S+\Z", re.IGNORECASE | re.ASCII)
# Schemes that run code or open a page even with spaces behind them.
_ACTIVE_SCHEME: Final = re.compile(
    r"(?:https?|javascript|vbscript|livescript|view-source|filesystem|blob):|(?:data|file|ftp|mailto):\S",
    re.IGNORECASE | re.ASCII,
)
_AUTHORITY: Final = re.compile(r"https?:[/\\]{2,}([^/\\?#]*)", re.IGNORECASE | re.ASCII)
_DEFAULT_PORTS: Final = {"http": ("", ":80"), "https": ("", ":443")}
# A last label that is a number makes a browser read the host as an IPv4 address (WHATWG URL, 3.5).
_NUMERIC_LABEL: Final = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z", re.IGNORECASE | re.ASCII)
# RFC 6761, RFC 6762 appendix G, RFC 8375: names that only mean something inside a network.
_PRIVATE_NAMES: Final = frozenset(
    ("localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan")
)
# Dot segments, and dots, slashes or over-long UTF-8 in percent-encoding, once or more often.
_HIDDEN_STEP: Final = re.compile(r"%(?:25)*(?:2e|2f|5c|c0|c1)|(?:^|/)\.{1,2}(?:[;/]|\Z)", re.IGNORECASE)
_ATTRIBUTE_UNSAFE: Final = {ord(c): f"%{ord(c):02X}" for c in "\"'<>`"}


class TrustedLinkError(ValueError):
    """A host or path prefix that may not go on the list; ``field`` names the input."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TrustedLink:
    """One entry of the list of trusted links (000-36).

    ``path_prefix`` is "" for every path. ``embed`` allows the page inside the centre (000-33).
    """

    host: str
    path_prefix: str = ""
    include_subdomains: bool = False
    embed: bool = True


class SafeLink(NamedTuple):
    """A text that passed the gate: scheme and host in lower case, ``url`` fit for an ``href``."""

    url: str
    scheme: str
    host: str
    path: str


def looks_like_link(text: str) -> bool:
    """Whether text without edge space was meant as a link, even one that is refused.

    ``www.example.com/x`` was not: without a scheme it stays plain text.
    """
    if "//" in text or "\\\\" in text:
        return True
    if ":" not in text:
        return False
    # Browsers drop control characters before they look for the scheme.
    visible = "".join(character for character in text if " " <= character != "\x7f").lstrip()
    return bool(_ACTIVE_SCHEME.match(visible) or _SCHEME_AND_REST.match(visible))


def parse_link(text: str) -> SafeLink | TrackingReason:
    """Pass text without edge space through the gate."""
    if len(text) > MAX_URL_LENGTH:
        return TrackingReason.TOO_LONG
    gate = _GATE.match(text)
    if gate is None:
        return _explain_refusal(text)
    scheme, host = gate[1].lower(), gate[2].lower()
    if (gate[3] or "") not in _DEFAULT_PORTS[scheme]:
        return TrackingReason.ODD_PORT
    if _is_private_host(host):
        return TrackingReason.PRIVATE_HOST
    if len(host) > _MAX_HOST_LENGTH or _BAD_LABEL.search(host) or not _are_labels_decodable(host):
        return TrackingReason.UNPARSABLE
    rest = gate[4] or ""
    path = rest.partition("?")[0].partition("#")[0]
    return SafeLink(f"{scheme}://{host}{rest.translate(_ATTRIBUTE_UNSAFE)}", scheme, host, path or "/")


def _explain_refusal(text: str) -> TrackingReason:
    """Name what keeps a text out of the gate, most telling reason first."""
    scheme = _SCHEME.match(text)
    if scheme is not None and scheme[1].lower() not in ("http", "https"):
        return TrackingReason.BAD_SCHEME
    authority = _AUTHORITY.match(text)
    if authority is None:
        return TrackingReason.UNPARSABLE
    netloc = authority[1]
    if "@" in netloc:
        return TrackingReason.USERINFO
    if netloc.startswith("["):
        return TrackingReason.PRIVATE_HOST
    host, _, port = netloc.partition(":")
    if port and not port.isdigit():
        return TrackingReason.ODD_PORT
    host = host.rstrip(".").lower()
    if _HOST.match(host) and ("." not in host or _is_private_host(host)):
        return TrackingReason.PRIVATE_HOST
    return TrackingReason.UNPARSABLE


def _is_private_host(host: str) -> bool:
    """Numeric host in any spelling, or a name of a private network."""
    last = host.rpartition(".")[2]
    if last in _PRIVATE_NAMES or _NUMERIC_LABEL.match(last):
        return True
    return host == "home.arpa" or host.endswith(".home.arpa")


def _are_labels_decodable(host: str) -> bool:
    """Whether every xn-- label is Punycode of something that is not plain ASCII."""
    if "xn--" not in host:
        return True
    labels = [label for label in host.split(".") if label.startswith("xn--")]
    return all(not decode_label(label).isascii() for label in labels)


def normalise_trusted_host(text: str) -> str:
    """Host name for the list, from what staff typed; raise ``TrustedLinkError`` otherwise.

    Names in other scripts are taken in their xn-- form only, so that what is compared is what
    was reviewed.
    """
    host = text.strip(EDGE_SPACE).lower() if text.isascii() else text
    host = host[:-1] if host.endswith(".") else host
    reason = _host_reason(host)
    if reason:
        raise TrustedLinkError("host", reason)
    return host


def _host_reason(host: str) -> str:
    """Why ``host`` may not be listed; "" when it may."""
    if not host:
        return "empty"
    if not host.isascii():
        return "not ASCII: use the xn-- form"
    if "/" in host or ":" in host or "@" in host:
        return "a host name only: no scheme, port, user name or path"
    if len(host) > _MAX_HOST_LENGTH:
        return "longer than 253 characters"
    if _HOST.match(host) is None or _BAD_LABEL.search(host):
        return "invalid label"
    if _is_private_host(host):
        return "private, local or numeric host"
    if "." not in host:
        return "single label"
    return "" if _are_labels_decodable(host) else "invalid xn-- label"


def normalise_path_prefix(text: str) -> str:
    """Path prefix for the list, "" for every path; raise ``TrustedLinkError`` otherwise."""
    prefix = text.strip(EDGE_SPACE)
    if not prefix:
        return ""
    if not prefix.startswith("/") or prefix.startswith("//"):
        raise TrustedLinkError("path_prefix", "must begin with one slash")
    if re.fullmatch(r"[\x21-\x5b\x5d-\x7e]+", prefix, re.ASCII) is None or re.search(r"[?#]", prefix):
        raise TrustedLinkError("path_prefix", "printable ASCII without backslash, query or fragment")
    if _HIDDEN_STEP.search(prefix):
        raise TrustedLinkError("path_prefix", "no dot segments, encoded dots or encoded slashes")
    if len(prefix) > MAX_URL_LENGTH // 2:
        raise TrustedLinkError("path_prefix", "too long")
    return prefix


def _fits_prefix(path: str, prefix: str) -> bool:
    """Whether ``path`` lies under ``prefix``, whole segments only."""
    if prefix in ("", "/"):
        return True
    if _HIDDEN_STEP.search(path):
        return False
    return path == prefix or path.startswith(prefix if prefix.endswith("/") else f"{prefix}/")


class TrustedLinkIndex:
    """The list of trusted links, compiled: a look-up costs one step per host label."""

    __slots__ = ("_exact", "_skeletons", "_subdomains")

    def __init__(self, links: Iterable[TrustedLink]) -> None:
        self._exact: dict[str, list[TrustedLink]] = {}
        self._subdomains: dict[str, list[TrustedLink]] = {}
        # Longest prefix first, so that the most specific entry decides about embedding.
        for link in sorted(links, key=lambda entry: -len(entry.path_prefix)):
            host = link.host.lower()
            if host.isascii():
                self._exact.setdefault(host, []).append(link)
                if link.include_subdomains:
                    self._subdomains.setdefault(host, []).append(link)
        self._skeletons = {skeleton(host) for host in self._exact}

    def find(self, link: SafeLink) -> TrustedLink | TrackingReason:
        """The entry that trusts ``link``, or why there is none."""
        entries: list[TrustedLink] = [*self._exact.get(link.host, []), *self._parent_entries(link.host)]
        for entry in entries:
            if _fits_prefix(link.path, entry.path_prefix):
                return entry
        if entries:
            return TrackingReason.PATH_NOT_ALLOWED
        if self.imitates(link.host):
            return TrackingReason.HOST_LOOKALIKE
        return TrackingReason.HOST_NOT_LISTED

    def _parent_entries(self, host: str) -> list[TrustedLink]:
        """Entries with subdomains for every parent of ``host``, nearest parent first."""
        found: list[TrustedLink] = []
        if self._subdomains:
            parent = host.partition(".")[2]
            while parent:
                found.extend(self._subdomains.get(parent, ()))
                parent = parent.partition(".")[2]
        return found

    def imitates(self, host: str) -> bool:
        """Whether an unlisted host reads like a listed one: a part of it, or look-alike letters."""
        labels = host.split(".")
        if any(".".join(labels[at:]) in self._exact for at in range(1, len(labels))):
            return False  # A real subdomain of a listed host belongs to its owner.
        plain = skeleton(".".join(map(decode_label, labels)))
        ends = [at for at, character in enumerate(plain) if character == "."] + [len(plain)]
        return any(plain[start:end] in self._skeletons for end in ends for start in range(end))


def imitates_in_text(text: str, index: TrustedLinkIndex) -> bool:
    """Whether a refused text has a host with non-ASCII letters that imitates a listed host."""
    authority = _AUTHORITY.match(text)
    if authority is None or authority[1].isascii() or len(authority[1]) > _MAX_HOST_LENGTH:
        return False
    return index.imitates(authority[1].lower())
