"""Forms of the criteria; they parse and limit the input and do not save."""

from indicators.forms.crosswalks import CrosswalkForm
from indicators.forms.editions import MOST_FAULTS, CopyForm, FileForm, PublishForm
from indicators.forms.examples import ExampleForm
from indicators.forms.limits import LimitForm
from indicators.forms.parts import FORMS, DetailsForm, LevelRulesForm

__all__ = [
    "FORMS",
    "MOST_FAULTS",
    "CopyForm",
    "CrosswalkForm",
    "DetailsForm",
    "ExampleForm",
    "FileForm",
    "LevelRulesForm",
    "LimitForm",
    "PublishForm",
]
