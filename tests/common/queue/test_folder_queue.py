"""Queue in a folder: messages are written atomically, and a damaged one stops no worker."""

import threading
import uuid
from queue import Empty

import pytest
from kombu import Connection

import ecotown  # noqa: F401  the transport is named there


@pytest.fixture
def folder(tmp_path):
    for name in ("queue", "control"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def name():
    """Return a new queue name: kombu declares each queue once per process, so a new folder needs another."""
    return f"work-{uuid.uuid4().hex}"


def connect(folder):
    options = {
        "data_folder_in": str(folder / "queue"),
        "data_folder_out": str(folder / "queue"),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.001,
    }
    return Connection("folder://localhost", transport_options=options)


def receive(queue):
    message = queue.get(timeout=10)
    message.ack()
    return message.payload


def test_each_message_is_delivered_once(folder, name):
    with connect(folder) as connection:
        queue = connection.SimpleQueue(name)
        for number in range(3):
            queue.put({"ตัวชี้วัด": number})
        messages = sorted(receive(queue)["ตัวชี้วัด"] for _ in range(3))

        with pytest.raises(Empty):
            queue.get(block=False)

    assert messages == [0, 1, 2]
    assert list((folder / "queue").iterdir()) == []


def test_a_reader_never_sees_half_a_message(folder, name, caplog):
    def write():
        with connect(folder) as connection:
            queue = connection.SimpleQueue(name)
            for _ in range(500):
                queue.put("whole")

    writers = [threading.Thread(target=write) for _ in range(2)]
    with connect(folder) as connection:
        queue = connection.SimpleQueue(name)
        for writer in writers:
            writer.start()
        messages = [receive(queue) for _ in range(1000)]
        for writer in writers:
            writer.join()

    assert set(messages) == {"whole"}
    assert caplog.records == []


def test_a_damaged_message_is_logged_and_skipped(folder, name, caplog):
    with connect(folder) as connection:
        queue = connection.SimpleQueue(name)
        (folder / "queue" / f"0_broken.{name}.msg").touch()
        queue.put("whole")

        assert receive(queue) == "whole"

    assert [record.message for record in caplog.records] == [f"a message of queue {name} could not be read"]
