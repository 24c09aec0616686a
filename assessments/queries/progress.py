"""Counts of answered indicators by dimension and aspect."""

from collections.abc import Set
from dataclasses import dataclass

from indicators.domain.framework import Aspect, Dimension, Framework


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of answered indicators of a dimension or an aspect, and of those with an open warning."""

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
    """Return the progress of each dimension with that of its aspects.

    `answered` and `warned` are indicator codes.
    """
    return tuple(
        _progress(
            dimension,
            answered,
            warned,
            tuple(_progress(aspect, answered, warned) for aspect in dimension.aspects),
        )
        for dimension in edition.dimensions
    )


def _progress(
    part: Dimension | Aspect, answered: Set[str], warned: Set[str], aspects: tuple[Progress, ...] = ()
) -> Progress:
    codes = {indicator.code for indicator in part.indicators}
    return Progress(
        of=part,
        answered=len(codes & answered),
        total=len(codes),
        warned=len(codes & warned),
        aspects=aspects,
    )
