"""How far the entering of an assessment has come."""

from collections.abc import Set
from dataclasses import dataclass

from indicators.domain.framework import Aspect, Dimension, Framework


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of how many indicators are answered, for a dimension or an aspect, and how many warned of."""

    of: Dimension | Aspect
    answered: int
    total: int
    warned: int = 0
    aspects: "tuple[Progress, ...]" = ()

    @property
    def is_complete(self) -> bool:
        return self.answered == self.total


def progress_of(
    edition: Framework, answered: set[str], warned: Set[str] = frozenset()
) -> tuple[Progress, ...]:
    """The progress of each dimension with that of its aspects."""
    return tuple(
        _progress(
            dimension,
            answered,
            warned,
            tuple(_progress(aspect, answered, warned) for aspect in dimension.aspects),
        )
        for dimension in edition.dimensions
    )


def _progress(part, answered, warned, aspects=()):
    codes = {indicator.code for indicator in part.indicators}
    return Progress(
        of=part,
        answered=len(codes & answered),
        total=len(codes),
        warned=len(codes & warned),
        aspects=aspects,
    )
