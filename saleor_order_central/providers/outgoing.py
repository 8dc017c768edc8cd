"""The only way out: requests to providers, guarded against wrong addresses, sizes and times.

The name is resolved once, every address is checked, and the connection goes to the address that was
checked: a second answer of the name server cannot lead elsewhere. Redirects are answers, never followed.
"""

import json
import socket
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as LateError
from urllib3.response import BaseHTTPResponse

from .addresses import is_public
from .base import ProviderFault, Trouble

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
WHOLE_SECONDS = 30.0
SIZE_LIMIT = 4 * 1024 * 1024
# Statuses by which services say that a code, not the caller, is wrong.
REFUSED_CONTENT = frozenset({400, 404, 409, 422})
_LATE = (TimeoutError, LateError)
_MOST_ADDRESSES = 3
_CHUNK = 64 * 1024
_LONGEST_WAIT = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes of one request. `private_hosts` ("name" or "name:port") may be private and http."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    whole: float = WHOLE_SECONDS
    size: int = SIZE_LIMIT
    private_hosts: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its body; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Read the body. Raises ProviderFault UNREADABLE when it is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise ProviderFault(Trouble.UNREADABLE, "not JSON") from error

    def json_object(self) -> Mapping[str, Any]:
        """Read the body. Raises ProviderFault UNREADABLE when it is no object of JSON."""
        content = self.json()
        if not isinstance(content, Mapping):
            raise ProviderFault(Trouble.UNREADABLE, "not an object")
        return content


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None = None,
    limits: Limits,
) -> Reply:
    """Send one request and read the whole answer. Raises ProviderFault when there is none.

    Statuses of 400 and more are answers too: see `require_success`.
    """
    parts = urlsplit(url)
    deadline = time.monotonic() + limits.whole
    connection = _connected(parts, limits)
    try:
        with _watched(connection.sock, deadline - time.monotonic()):
            return _exchange(connection, method, parts, headers, body, limits)
    except (HTTPError, OSError, ValueError) as error:
        raise _fault(error, is_late=time.monotonic() >= deadline) from error
    finally:
        connection.close()


def _fault(error: Exception, *, is_late: bool = False) -> ProviderFault:
    # Urllib3 counts a refused connection among the timeouts.
    is_late = is_late or (isinstance(error, _LATE) and not isinstance(error, NewConnectionError))
    return ProviderFault(Trouble.TIMEOUT if is_late else Trouble.UNREACHABLE, type(error).__name__)


def _connected(parts: SplitResult, limits: Limits) -> HTTPConnection:
    """Connect to the first address that takes it."""
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    is_private = bool({host, f"{host}:{port}"} & set(limits.private_hosts))
    if parts.scheme not in ("https", "http") or (parts.scheme == "http" and not is_private):
        raise ProviderFault(Trouble.ADDRESS_REFUSED, "not https")
    faults = []
    for address in _resolve(host, port, is_private=is_private):
        connection = _connection(parts.scheme, host, address, port, limits.connect)
        try:
            connection.connect()
            return connection
        except (HTTPError, OSError) as error:
            connection.close()
            faults.append(_fault(error))
    raise faults[0]


def _connection(scheme: str, host: str, address: str, port: int, seconds: float) -> HTTPConnection:
    if scheme == "http":
        return HTTPConnection(address, port, timeout=seconds)
    return HTTPSConnection(
        address,
        port,
        timeout=seconds,
        server_hostname=host,
        assert_hostname=host,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
    )


def _resolve(host: str, port: int, *, is_private: bool) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ProviderFault(Trouble.UNREACHABLE, "the name is not known") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not is_private and not all(map(is_public, addresses)):
        raise ProviderFault(Trouble.ADDRESS_REFUSED, "not a public address")
    return addresses[:_MOST_ADDRESSES]


def _exchange(
    connection: HTTPConnection,
    method: str,
    parts: SplitResult,
    headers: Mapping[str, str],
    body: bytes | None,
    limits: Limits,
) -> Reply:
    connection.sock.settimeout(limits.read)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    # Compressed answers could grow without end while they are unpacked.
    fixed = {"Host": parts.netloc, "Accept": "application/json", "Accept-Encoding": "identity"}
    connection.request(
        method, target, body=body, headers={**fixed, **headers}, preload_content=False, decode_content=False
    )
    response = connection.getresponse()
    found = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status, found, _read(response, found, limits.size))


def _read(response: BaseHTTPResponse, headers: Mapping[str, str], limit: int) -> bytes:
    if headers.get("content-encoding", "identity") != "identity":
        raise ProviderFault(Trouble.UNREADABLE, "compressed")
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise ProviderFault(Trouble.TOO_LARGE, f"{announced} bytes")
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > limit:
            raise ProviderFault(Trouble.TOO_LARGE, f"more than {limit} bytes")
    return bytes(body)


@contextmanager
def _watched(sock: socket.socket, seconds: float) -> Iterator[None]:
    """End an exchange that takes too long as a whole, however little by little it goes on."""

    def cut() -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(seconds, 0.0), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def require_success(reply: Reply) -> Reply:
    """Return an answer of the statuses 200 to 299; raises ProviderFault for every other one."""
    status = reply.status
    if 200 <= status < 300:
        return reply
    if 300 <= status < 400:
        raise ProviderFault(Trouble.REDIRECTED, f"HTTP {status}")
    if status in (401, 403):
        raise ProviderFault(Trouble.UNAUTHORIZED, f"HTTP {status}")
    wait = _retry_after(reply.headers.get("retry-after", ""), datetime.now(UTC))
    if status == 429:
        raise ProviderFault(Trouble.RATE_LIMITED, f"HTTP {status}", retry_after=wait)
    if status >= 500 or status == 408:
        raise ProviderFault(Trouble.SERVER_ERROR, f"HTTP {status}", retry_after=wait)
    raise ProviderFault(Trouble.REQUEST_REFUSED, f"HTTP {status}")


def _retry_after(text: str, now: datetime) -> float | None:
    """Read seconds or a date of HTTP; at most a day, None for anything else."""
    if text.isascii() and text.strip().isdigit():
        return min(float(text[:9]), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), _LONGEST_WAIT)
