"""Officers who save at once, each in a connection of their own: nothing is lost and nothing doubled."""


def test_nothing_is_lost_or_doubled_when_officers_save_at_once(installation):
    installation.tell("begin", 4)

    told = installation.tell("save_at_once", 5, 20)

    assert told == {
        "saved": 100,
        "in history": 100,
        "revisions": 100,
        "entries": 4,
        "stored as saved last": True,
        "broken chains": 0,
    }
