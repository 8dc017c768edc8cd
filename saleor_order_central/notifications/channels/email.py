"""E-mail through the mail backend that Django is configured with."""

from contextlib import suppress
from typing import Any

from django.conf import settings as django_settings
from django.core.mail import get_connection

from ..models import OrderNotification
from .mail import build_message
from .outcome import ChannelDown, PutOff, Refused
from .smtp_answers import failure_of

TIMEOUT_SECONDS = 15
# Servers close connections that carry too many messages.
MESSAGES_PER_CONNECTION = 100


class EmailChannel:
    """Hands messages over, many through one connection."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._sent = 0

    def send(self, row: OrderNotification) -> None:
        """Hand one message over. Raises an outcome when that fails."""
        try:
            message = build_message(row)
            message.message()
        except ValueError as error:
            raise Refused(f"The message cannot be written as an e-mail: {error}") from error
        connection = self._open()
        try:
            is_sent = connection.send_messages([message])
        except Exception as error:
            failure = failure_of(error)
            if not isinstance(failure, Refused):
                self.close()
            raise failure from error
        if not is_sent:
            raise PutOff("The mail backend did not take the message.")
        self._sent += 1

    def close(self) -> None:
        """Close the connection; a server that went away already is no trouble."""
        connection, self._connection, self._sent = self._connection, None, 0
        if connection is not None:
            with suppress(OSError):
                connection.close()

    def _open(self) -> Any:
        if self._sent >= MESSAGES_PER_CONNECTION:
            self.close()
        if self._connection is None:
            # Without a timeout of the shop's own a silent server would hold a worker for ever.
            patience = {} if django_settings.EMAIL_TIMEOUT else {"timeout": TIMEOUT_SECONDS}
            try:
                connection = get_connection(fail_silently=False, **patience)
                connection.open()
            except Exception as error:
                raise ChannelDown(f"No connection to the mail server: {error}") from error
            self._connection = connection
        return self._connection
