"""What people did, as a timeline tells it."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments import labels
from assessments.domain.entries import from_plain
from assessments.models import Assessment
from assessments.queries.entries import edition_of
from ecotown.common import history
from indicators.domain.framework import Framework


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the timeline.

    `changes` are the values that were saved: the indicator's code, old and new in words. `about` names
    the indicators and the file that any other deed is about.
    """

    name: str
    label: str
    by: str
    at: object
    changes: tuple[tuple[str, str, str], ...]
    about: tuple[str, ...]


def timeline(assessment: Assessment) -> list[Deed]:
    """What people did to the assessment, the newest first; two queries."""
    return deeds_of(assessment.history_subject, edition_of(assessment))


def deeds_of(subject: str, edition: Framework) -> list[Deed]:
    """What people did to `subject`, the newest first; its values are of indicators of `edition`."""
    return [
        Deed(
            name=row.name,
            label=labels.deed(row.name),
            by=str(row.by) if row.by else "",
            at=row.at,
            changes=tuple(
                (code, _in_words(change["old"], edition, code), _in_words(change["new"], edition, code))
                for code, change in row.data.get("changes", {}).items()
            ),
            about=tuple(row.data[key] for key in ("indicator", "name") if key in row.data),
        )
        for row in history.rows_of(subject).reverse()
    ]


def _in_words(content: Mapping[str, object], edition: Framework, code: str) -> str:
    indicator = edition.by_code.get(code)
    return labels.in_words(from_plain(content), indicator) if indicator else ""
