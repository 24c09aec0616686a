"""Pauses for a service that does not answer, so that not every call waits for it again."""

from time import monotonic

PAUSE = 10  # seconds


class Outage:
    """The time for which a service is left alone by this process after it did not answer."""

    def __init__(self) -> None:
        self.ends_at = 0.0

    def is_on(self) -> bool:
        return monotonic() < self.ends_at

    def begin(self) -> None:
        self.ends_at = monotonic() + PAUSE

    def end(self) -> None:
        self.ends_at = 0.0
