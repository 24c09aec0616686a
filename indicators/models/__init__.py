"""The tables of the criteria: an edition with its content, and its plausibility settings."""

from indicators.models.criteria import (
    NUMBER,
    Aspect,
    Crosswalk,
    CrosswalkLine,
    Dimension,
    FormulaInput,
    Framework,
    FrameworkQuerySet,
    Indicator,
    LevelRule,
    Threshold,
    WorkedExample,
)
from indicators.models.plausibility import ConsistencyRule, ConsistencySpot, Limit, Plausibility

__all__ = [
    "NUMBER",
    "Aspect",
    "ConsistencyRule",
    "ConsistencySpot",
    "Crosswalk",
    "CrosswalkLine",
    "Dimension",
    "FormulaInput",
    "Framework",
    "FrameworkQuerySet",
    "Indicator",
    "LevelRule",
    "Limit",
    "Plausibility",
    "Threshold",
    "WorkedExample",
]
