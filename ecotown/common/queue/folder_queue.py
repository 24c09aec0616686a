"""Kombu transport that keeps messages in a folder, for an installation without Redis; writes are atomic.

Kombu's own filesystem transport opens the file of a message under its final name before it writes the
content; a worker that reads it in between finds it empty and stops.
"""

import logging
import os
import uuid
from queue import Empty
from time import monotonic

from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Writes a message to a temporary name, then renames it."""

    def _put(self, queue, payload, **_kwargs):
        content = dumps(payload)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        path = os.path.join(self.data_folder_out, name)
        with open(f"{path}.part", "w", encoding="utf-8") as file:
            file.write(content)
        os.replace(f"{path}.part", path)

    def _get(self, queue):
        """Return the next message; an unreadable one is lost, and the sweeps send it again."""
        try:
            return super()._get(queue)
        except ValueError:
            logger.exception("a message of queue %s could not be read", queue)
            raise Empty from None


class Transport(filesystem.Transport):
    Channel = Channel
    global_state = filesystem.virtual.BrokerState()
