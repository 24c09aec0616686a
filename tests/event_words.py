"""Every event that a test records has words of its own on the page of its history."""

from functools import wraps

from assessments import labels as assessment_labels
from awards import labels as award_labels
from ecotown.common import history
from indicators import labels as edition_labels

# What a history is of, as its subject says → the words for its events.
WORDS = {
    "assessment": assessment_labels.DEEDS,
    "ceremony": award_labels.DEEDS,
    "design": award_labels.DEEDS,
    "framework": edition_labels.DEEDS,
}
# The page of the history goes with the ceremony or the design.
UNSEEN = {"ceremony-cancelled", "design-discarded"}


def watch(monkeypatch):
    """Return the list to which every recorded event of such a history is added that has no words."""
    wordless = []
    record, record_all = history.record, history.record_all

    def note(subject, name):
        kind = subject.partition(":")[0]
        if kind in WORDS and name not in WORDS[kind].keys() | UNSEEN:
            wordless.append((kind, name))

    @wraps(record)
    def watched(subject, name, **facts):
        note(subject, name)
        return record(subject, name, **facts)

    @wraps(record_all)
    def all_watched(events, **facts):
        for subject, name, _data in events:
            note(subject, name)
        return record_all(events, **facts)

    monkeypatch.setattr(history, "record", watched)
    monkeypatch.setattr(history, "record_all", all_watched)
    return wordless
