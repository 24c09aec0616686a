"""The answer of an area for one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, or the inputs of the indicator's formula, or "not applicable" with a reason.

    Yes and no are the fractions 1 and 0. `inputs` take precedence over `value`, `not_applicable` over both.
    An answer with none of the three is missing.
    """

    value: Fraction | None = None
    inputs: Mapping[str, Fraction] | None = None
    not_applicable: bool = False
    reason: str = ""
