"""Search form of the public pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import WholeNumberField


class AreaSearchForm(forms.Form):
    """Search for areas by a part of a name and by level."""

    q = forms.CharField(label=_("Name of an area or a province"), required=False, max_length=100)
    level = WholeNumberField(label=_("Level"), required=False, min_value=0, max_value=5)
