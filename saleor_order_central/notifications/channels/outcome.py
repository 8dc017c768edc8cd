"""How a channel says that it did not hand a message over. Anything that returns has handed it over."""


class NotHandedOver(Exception):
    """Base; its text is shown to staff as the message's last error."""


class Refused(NotHandedOver):
    """The message will never be taken: trying again is useless."""


class PutOff(NotHandedOver):
    """The message may be taken later.

    `stops_channel` means that others would fare no better now, `stops_sender` that others of the same
    sender would not.
    """

    def __init__(self, text: str, *, stops_channel: bool = False, stops_sender: bool = False) -> None:
        super().__init__(text)
        self.stops_channel = stops_channel
        self.stops_sender = stops_sender


class ChannelDown(NotHandedOver):
    """Nothing was handed over because the way itself is closed: not the fault of the message."""
