"""Take a mail from the standard input, as a mail server's pipe hands it over."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseError

from ...host import get_host
from ...inbound_mail.intake import Outcome, take_in
from ...inbound_mail.mime import MOST_BYTES, UnreadableMail, read_mail

# What mail servers understand, from sysexits.h: bad data, no such address, try again later.
DATA_ERROR = 65
NO_USER = 67
TRY_LATER = 75


class Command(BaseCommand):
    """`order_central_receive_mail [--to ADDRESS]` reads one mail and says what became of it."""

    help = "Put a mail from the standard input into the conversation that it answers."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the recipients of the envelope."""
        parser.add_argument("--to", action="append", default=[], help="recipient of the envelope; repeatable")

    def handle(self, *args: Any, to: list[str], **options: Any) -> None:
        """Print what became of the mail; the exit code tells the mail server."""
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
        try:
            mail = read_mail(data)
        except UnreadableMail as error:
            self.stderr.write(str(error))
            sys.exit(DATA_ERROR)
        try:
            with get_host().allow_writer():
                found = take_in(mail, recipients=to, raw=data)
        except DatabaseError as error:
            self.stderr.write(f"The mail could not be stored: {error}")
            sys.exit(TRY_LATER)
        self.stdout.write(found.outcome.value)
        if found.outcome in (Outcome.UNKNOWN_ADDRESS, Outcome.OFF):
            sys.exit(NO_USER)
