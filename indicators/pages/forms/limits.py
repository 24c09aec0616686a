"""The form of an indicator's limit for warnings."""

from decimal import Decimal

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import NumberField
from indicators.criteria.domain.framework import Indicator
from indicators.editions.models import NUMBER
from indicators.plausibility.domain import has_factor, has_points


class LimitForm(forms.Form):
    """The fields that apply to the indicator; an empty one is not compared."""

    factor = NumberField(
        label=_("Factor"),
        help_text=_("A warning from this many times as much, or this part as little, as last year."),
        required=False,
        **NUMBER,
    )
    least = NumberField(
        label=_("Least difference"),
        help_text=_("A smaller difference never raises a warning, whatever the factor."),
        required=False,
        min_value=0,
        **NUMBER,
    )
    points = NumberField(
        label=_("Percentage points"),
        help_text=_("A warning when the percentage is this many points higher or lower than last year."),
        required=False,
        **NUMBER,
    )

    def __init__(self, *args, indicator: Indicator, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_factor(indicator):
            del self.fields["factor"], self.fields["least"]
        if not has_points(indicator):
            del self.fields["points"]
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save"), css_class="btn btn-primary"))

    def clean_factor(self):
        factor = self.cleaned_data["factor"]
        if factor is not None and factor <= 1:
            raise forms.ValidationError(_("The factor must be more than 1."), code="factor")
        return factor

    def clean_points(self):
        points = self.cleaned_data["points"]
        if points is not None and points <= 0:
            raise forms.ValidationError(_("The percentage points must be more than 0."), code="points")
        return points

    @property
    def limit(self) -> dict[str, object]:
        """The arguments of `actions.change_limit`; only after `is_valid()`."""
        cleaned = self.cleaned_data
        return {
            "factor": cleaned.get("factor"),
            "least": cleaned.get("least") or Decimal(0),
            "points": cleaned.get("points"),
        }
