"""The steps of a `choice` with their sentences, for database rows and domain data alike."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ecotown.common.thai.formats import text
from indicators.criteria.words.values import in_words


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step in words: `name` is that of its number, `sentence` what an area has done there."""

    step: int
    name: str
    sentence: str

    def __str__(self):
        return f"{self.name}: {self.sentence}" if self.sentence else self.name


def steps(indicator):
    """Return the steps of an indicator in words, lowest first; none where the edition has no sentences."""
    rows = indicator.steps if isinstance(indicator.steps, tuple) else indicator.steps.all()
    return [StepWords(row.step, in_words(row.step, indicator), text(row, "text")) for row in rows]


def step_sentence(value, indicator):
    """Return what an area at this step has done; an empty text without a value or without sentences."""
    if value is None:
        return ""
    return next((step.sentence for step in steps(indicator) if step.step == value), "")


def next_step(value, indicator):
    """Return the step after this value in words; an empty text at the highest and without sentences."""
    if value is None:
        return ""
    following = next((step for step in steps(indicator) if step.step > value and step.sentence), None)
    return gettext("Next is %(step)s") % {"step": following} if following else ""
