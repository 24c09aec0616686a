"""What the pages of the register show: the history of an area in words."""

from datetime import date

from django.utils.translation import gettext as _

from areas import words
from areas.events import Event
from areas.models import TargetArea
from ecotown.common.history.events import label
from ecotown.common.history.reading import ShownEvent, shown_events
from ecotown.common.thai.formats import era_year, short_date

DAYS = {"since", "ended_on"}
# Facts that are shown with the event itself, or whose old value says the same.
UNTOLD = {"reason", "old", "new", "old_en", "name_en"}


def area_events(area: TargetArea) -> list[ShownEvent]:
    """Return the history of an area, the newest first; one query."""
    return shown_events(
        area.history_subject,
        lambda name: label(Event.stored_as(name)),
        changes=_changes,
        facts=_facts,
    )


def _changes(row):
    data = row.data
    old, new = data.get("old"), data.get("new", data.get("name"))
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            (_name(name), _words(name, old.get(name)), _words(name, new[name]))
            for name in new
            if old.get(name) != new[name]
        ]
    if isinstance(old, list) and isinstance(new, list):
        return [(str(_("Sub-districts")), ", ".join(old) or "–", ", ".join(new) or "–")]
    if isinstance(old, str) and isinstance(new, str):
        return [(_name("name"), old or "–", new)]
    return []


def _facts(row):
    data = dict(row.data)
    if isinstance(data.get("old"), dict) and "new" not in data:  # something was removed
        data |= data["old"]
    told = {name: value for name, value in data.items() if name in words.FACTS and name not in UNTOLD}
    if "old" in row.data and isinstance(row.data["old"], str):
        told.pop("name", None)
    return [(_name(name), _words(name, value)) for name, value in told.items() if value not in ("", [], None)]


def _name(name):
    return str(words.FACTS.get(name, name))


def _words(name, value):
    if value in (None, "", []):
        return "–"
    if name in DAYS:
        return short_date(date.fromisoformat(value))
    if name == "year":
        return str(era_year(value))
    if name == "confidence":
        return words.certainty(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
