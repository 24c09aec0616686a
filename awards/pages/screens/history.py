"""The history of a ceremony or a design, in words."""

from collections.abc import Iterator, Mapping

from awards.ceremonies import words as ceremonies_words
from awards.ceremonies.models import Ceremony
from awards.designs.events import Event
from awards.designs.models import Design
from awards.pages import words as pages_words
from awards.printing import words as printing_words
from ecotown.common.history.reading import Change, Fact, ShownEvent, shown_events


def ceremony_events(ceremony: Ceremony) -> list[ShownEvent]:
    """Return the events of a ceremony, the newest first; a constant number of queries."""
    recipients = ceremony.recipients.select_related("assessment__area")
    return _events(ceremony.history_subject, {recipient.pk: recipient.name for recipient in recipients})


def design_events(design: Design) -> list[ShownEvent]:
    """Return the events of a design, the newest first."""
    return _events(design.history_subject, {})


def _events(subject: str, recipients: Mapping[int, str]) -> list[ShownEvent]:
    names = {"recipient": recipients, "design": dict(Design.objects.values_list("pk", "name"))}
    return shown_events(
        subject,
        pages_words.event_label,
        changes=lambda row: _changes(row, names["design"]),
        facts=lambda row: _facts(row.data, names["recipient"]),
    )


def _changes(row, designs) -> Iterator[Change]:
    old, new = row.data.get("old"), row.data.get("new")
    if not isinstance(old, dict) or not isinstance(new, dict):
        if row.name == Event.ATTENDANCE_MARKED:
            yield (
                str(ceremonies_words.FIELDS["attendance"]),
                *(_in_words("attendance", value) for value in (old, new)),
            )
        return
    for name, label in ceremonies_words.FIELDS.items():
        if name in new and new[name] != old.get(name):
            values = (
                designs.get(value, value) if name.endswith("_design") else value
                for value in (old.get(name), new[name])
            )
            yield str(label), *(_in_words(name, value) for value in values)


def _facts(event_data, recipients) -> Iterator[Fact]:
    fields = event_data.get("new") if isinstance(event_data.get("new"), dict) else event_data
    listed_name = recipients.get(event_data.get("recipient", fields.get("recipient")))
    if recipient := listed_name or fields.get("given_name"):
        yield str(pages_words.EVENT_FACTS["recipient"]), str(recipient)
    for name in ("number", "replaces", "documents", "left_out"):
        if name in event_data:
            yield str(pages_words.EVENT_FACTS[name]), str(event_data[name])
    if "package" in event_data:
        yield (
            str(pages_words.EVENT_FACTS["package"]),
            str(printing_words.PACKAGE_LABELS.get(event_data.get("kind"), "")),
        )
    if "assessments" in event_data:
        yield str(pages_words.EVENT_FACTS["assessments"]), str(len(event_data["assessments"]))
    if event_data.get("sorted") in ceremonies_words.ORDERS:
        yield str(pages_words.EVENT_FACTS["sorted"]), str(ceremonies_words.ORDERS[event_data["sorted"]])
    if isinstance(event_data.get("recipients"), dict):
        removed_recipient = str(pages_words.EVENT_FACTS["removed_recipient"])
        listed = [recipients.get(int(pk), removed_recipient) for pk in event_data["recipients"]]
        yield str(pages_words.EVENT_FACTS["recipients"]), ", ".join(listed)


def _in_words(name, value) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, bool):
        return str(pages_words.YES if value else pages_words.NO)
    return str(ceremonies_words.ATTENDANCES.get(value, value)) if name == "attendance" else str(value)
