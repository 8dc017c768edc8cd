"""Origins of web addresses: scheme, host and port. Pure."""

from urllib.parse import urlsplit


def web_origin(url: str) -> str:
    """Return scheme, host and port of an address, "" when it is none of http or https."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port else "")


def web_origins(text: str) -> tuple[str, ...]:
    """Split a list of addresses into their origins; what is no address of the web is left out."""
    return tuple(dict.fromkeys(filter(None, map(web_origin, text.split(",")))))


def are_web_origins(text: str) -> bool:
    """Tell whether a list holds nothing but addresses of the web."""
    return all(map(web_origin, filter(None, map(str.strip, text.split(",")))))
