"""The states of a print run."""

from __future__ import annotations

from enum import StrEnum


class RunState(StrEnum):
    """The state of a print run; a finished one runs again when a failed document is retried."""

    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"
