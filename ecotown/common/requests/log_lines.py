"""Formatting of log records."""

import copy
import logging


class LineFormatter(logging.Formatter):
    """Formats client errors and 503 responses as one line, faults of the portal with a traceback."""

    def format(self, record: logging.LogRecord) -> str:
        status = getattr(record, "status_code", 500)
        if not record.exc_info or not (400 <= status < 500 or status == 503):
            return super().format(record)
        cause = record.exc_info[1]
        record = copy.copy(record)
        record.exc_info = record.exc_text = None
        reason = next(iter(str(cause).splitlines()), "")
        return f"{super().format(record)} ({type(cause).__name__}: {reason!a})"
