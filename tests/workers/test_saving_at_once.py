"""Concurrent saving by several officers, each with a database connection: nothing is lost or doubled."""


def test_nothing_is_lost_or_doubled_when_officers_save_at_once(installation):
    installation.call("begin", 4)

    counts = installation.call("save_at_once", 5, 20)

    assert counts == {
        "saved": 100,
        "in history": 100,
        "revisions": 100,
        "entries": 4,
        "stored as saved last": True,
        "broken chains": 0,
    }
