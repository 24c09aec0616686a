"""The kinds of indicators: which values each can have, and how they are read, written and compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from indicators.criteria.domain.faults import Place, type_in_words
from indicators.criteria.domain.numbers import UNBOUNDED, Bounds, read_number


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """What a value of an indicator is; inside the rule every value is a number.

    `bounds` and `is_whole` limit a value typed as it is. With a `fault` the reader of editions and answers
    refuses a value beyond them, too; without one only the forms do. `choices` are the possible numbers with
    their texts in the cells of a workbook, which are the same in every language.
    """

    code: str
    bounds: Bounds = UNBOUNDED
    is_whole: bool = False
    fault: str = ""
    choices: Mapping[int, str] = field(default_factory=dict)
    takes_formula: bool = False  # else its value is always typed as it is
    is_percentage: bool = False  # typed with or without its sign, compared by percentage points
    is_compared: bool = True  # whether a value can be unusual, beside last year's or other areas'
    has_range: bool = True  # whether the lowest, highest and median value of several areas are shown
    has_steps: bool = False  # whether each choice is a step, with a sentence about what was done

    @property
    def is_written_as_number(self) -> bool:
        """Whether people write a value as a number, as a step; yes is a word."""
        return all(text == str(number) for number, text in self.choices.items())

    def read(self, value: object, at: Place) -> Fraction | None:
        """Return the value or threshold in a document, or None after recording why it is none."""
        number = read_number(value, at)
        if number is None or not self.fault:
            return number
        if self.bounds.contains(number) and (number.denominator == 1 or not self.is_whole):
            return number
        at.refuse(self.fault)
        return None

    def written(self, number: float | Fraction | Decimal) -> object:
        """Return a number as `read` takes it; one that is no value stays a number, which `read` refuses."""
        return number

    def cell_text(self, number: str) -> str:
        """Return the text of a value in the cell of a workbook; `number` is its plain decimal text."""
        return {str(choice): text for choice, text in self.choices.items()}.get(number, number)

    def number_text(self, cell_text: str) -> str:
        """Return the plain decimal text of a value typed into a cell; another text stays as it is."""
        return {text: str(choice) for choice, text in self.choices.items()}.get(cell_text, cell_text)


class YesOrNo(Kind):
    """Yes and no are the numbers 1 and 0, in documents true and false, in a workbook also TRUE and FALSE."""

    __slots__ = ()

    def read(self, value: object, at: Place) -> Fraction | None:
        """Return 1 for true and 0 for false."""
        if isinstance(value, bool):
            return Fraction(value)
        at.refuse(f"{type_in_words(value)} where true or false is expected")
        return None

    def written(self, number: float | Fraction | Decimal) -> object:
        """Return true for 1 and false for 0."""
        return bool(number) if number in (0, 1) else number

    def number_text(self, cell_text: str) -> str:
        """Return "1" for yes and "0" for no."""
        return {"TRUE": "1", "FALSE": "0"}.get(cell_text) or super().number_text(cell_text)


# Source: docs/architecture.md, "Value of an indicator".
_KINDS = (
    # Its bounds hold for typing only: a growth may be negative or above 100.
    Kind(code="percent", bounds=Bounds(0, 100), takes_formula=True, is_percentage=True),
    Kind(code="number", takes_formula=True),
    Kind(code="count", bounds=Bounds(0), is_whole=True, fault="a count is a whole number, 0 or more"),
    YesOrNo(
        code="boolean",
        bounds=Bounds(0, 1),
        is_whole=True,
        choices={1: "มี", 0: "ไม่มี"},
        is_compared=False,
        has_range=False,
    ),
    Kind(
        code="choice",
        bounds=Bounds(0, 5),
        is_whole=True,
        fault="a choice is a whole number from 0 to 5",
        choices={step: str(step) for step in range(6)},
        is_compared=False,
        has_steps=True,
    ),
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _KINDS}
# In place of a kind that does not exist: a document or a draft may name one, which the reader refuses.
ANY_KIND = Kind(code="", takes_formula=True)
