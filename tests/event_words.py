"""Every event that a test records has words of its own on the page of its history."""

from functools import wraps

from assessments.history import words as history_words
from awards.pages import words as pages_words
from ecotown.common.history import recording
from indicators.publishing import words as publishing_words

# What a history is of, as its subject says → the words for its events.
WORDS = {
    "assessment": history_words.EVENTS,
    "ceremony": pages_words.EVENTS,
    "design": pages_words.EVENTS,
    "framework": publishing_words.EVENTS,
}
# The page of the history goes with the ceremony or the design.
UNSEEN = {"ceremony-cancelled", "design-discarded"}


def watch(monkeypatch):
    """Return the list to which every recorded event of such a history is added that has no words."""
    wordless = []
    record, record_all = recording.record, recording.record_all

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

    monkeypatch.setattr(recording, "record", watched)
    monkeypatch.setattr(recording, "record_all", all_watched)
    return wordless
