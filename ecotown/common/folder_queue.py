"""The queue in a folder, for an installation without Redis, in which a message is there whole or not at all.

Kombu's own transport opens the file of a message under its final name and writes it then; a worker that looks
in between finds it empty, and stops.
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
    """Messages appear under their name in one step."""

    def _put(self, queue, payload, **_kwargs):
        content = dumps(payload)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        path = os.path.join(self.data_folder_out, name)
        with open(f"{path}.part", "w", encoding="utf-8") as file:
            file.write(content)
        os.replace(f"{path}.part", path)

    def _get(self, queue):
        """The next message. What cannot be read is lost, as with a broker that dies; the sweeps ask again."""
        try:
            return super()._get(queue)
        except ValueError:
            logger.exception("a message of queue %s could not be read", queue)
            raise Empty from None


class Transport(filesystem.Transport):
    Channel = Channel
    global_state = filesystem.virtual.BrokerState()
