"""How an indicator is understood and its value collected, in words, for rows and domain data alike."""

from dataclasses import dataclass

from ecotown.common.thai.formats import number, text
from indicators.criteria.domain.framework import NO_GUIDANCE
from indicators.criteria.words.formulas import calculation
from indicators.criteria.words.steps import StepWords, steps
from indicators.criteria.words.values import with_unit

# How a line begins that says what does not count.
EXCLUDING = ("ไม่นับ", "Does not count", "Do not count")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCalculation:
    """A worked calculation: name, number and unit of each input, and the formula with the numbers."""

    inputs: list[tuple[str, str, str]]
    formula: str
    result: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceWords:
    """The guidance of an indicator in the language of the page; what is missing is empty.

    `counted` and `excluded` are what counts and what does not, one sentence for each.
    """

    definition: str
    counted: list[str]
    excluded: list[str]
    period: str
    data_source: str
    holder: str
    calculation: WorkedCalculation | None
    good_evidence: list[str]
    bad_evidence: list[str]
    steps: list[StepWords]

    @property
    def has_notes(self) -> bool:
        """Whether it says how the value is collected."""
        return bool(
            self.counted
            or self.excluded
            or self.period
            or self.data_source
            or self.holder
            or self.calculation
        )

    @property
    def has_evidence(self) -> bool:
        return bool(self.good_evidence or self.bad_evidence)


def guidance(indicator) -> GuidanceWords:
    """Return the guidance of an indicator in words."""
    texts = getattr(indicator, "guidance", NO_GUIDANCE)  # a row may have none
    counts = _lines(texts, "counts")
    return GuidanceWords(
        definition=text(texts, "definition"),
        counted=[line for line in counts if not line.startswith(EXCLUDING)],
        excluded=[line for line in counts if line.startswith(EXCLUDING)],
        period=text(texts, "period"),
        data_source=text(texts, "data_source"),
        holder=text(texts, "holder"),
        calculation=_calculation(indicator, texts),
        good_evidence=_lines(texts, "good_evidence"),
        bad_evidence=_lines(texts, "bad_evidence"),
        steps=[step for step in steps(indicator) if step.sentence],
    )


def _calculation(indicator, texts):
    """Return the worked calculation; None without one."""
    sentence = text(texts, "example")
    if texts.example_value is None and not sentence:
        return None
    inputs = indicator.inputs if isinstance(indicator.inputs, tuple) else indicator.inputs.all()
    given = [(formula_input, formula_input.example) for formula_input in inputs]
    return WorkedCalculation(
        inputs=[
            (text(formula_input, "name"), number(example), text(formula_input, "unit"))
            for formula_input, example in given
            if example is not None
        ],
        formula=calculation(indicator, given) if given else "",
        result=with_unit(texts.example_value, indicator),
        sentence=sentence,
    )


def _lines(texts, name):
    return [line.strip() for line in text(texts, name).splitlines() if line.strip()]
