"""How far the entering of an assessment has come."""

from dataclasses import dataclass

from indicators.domain.framework import Aspect, Dimension, Framework


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many indicators are answered, for a dimension or an aspect."""

    of: Dimension | Aspect
    answered: int
    total: int
    aspects: "tuple[Progress, ...]" = ()

    @property
    def is_complete(self) -> bool:
        return self.answered == self.total


def progress_of(edition: Framework, answered: set[str]) -> tuple[Progress, ...]:
    """The progress of each dimension with that of its aspects."""
    return tuple(
        _progress(dimension, answered, tuple(_progress(aspect, answered) for aspect in dimension.aspects))
        for dimension in edition.dimensions
    )


def _progress(part, answered, aspects=()):
    done = sum(indicator.code in answered for indicator in part.indicators)
    return Progress(of=part, answered=done, total=len(part.indicators), aspects=aspects)
