"""The filters of lists of areas, or of what belongs to one area."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, Province
from ecotown.common.lists.forms import ListForm
from ecotown.common.thai.formats import era_year, named
from ecotown.common.thai.ordering import sort_key

ANY = ("", _("All"))
PHASES = (1, 2, 3)


class AreaListForm(ListForm):
    """Search for areas by a part of a name; filters by province, phase, fiscal year and level."""

    q = forms.CharField(
        label=_("Name of an area or a province"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    province = forms.ChoiceField(label=_("Province"), required=False)
    phase = forms.TypedChoiceField(
        label=_("Phase"),
        choices=[ANY, *((str(phase), str(phase)) for phase in PHASES)],
        coerce=int,
        required=False,
        empty_value=None,
    )
    year = forms.TypedChoiceField(label=_("Fiscal year"), coerce=int, required=False, empty_value=None)
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[
            ANY,
            ("0", _("0 Preparing")),
            *((str(level), str(level)) for level in range(LOWEST_LEVEL + 1, HIGHEST_LEVEL + 1)),
        ],
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(self, *args, provinces: Iterable[Province], years: Iterable[int], **kwargs):
        """Create the form; `provinces` and `years` are those of the whole list, perhaps repeated."""
        super().__init__(*args, **kwargs)
        names = {province.code: named(province) for province in provinces}
        by_name = sorted(names.items(), key=lambda pair: sort_key(pair[1]))
        self.fields["province"].choices = [ANY, *by_name]
        if "year" in self.fields:
            by_year = sorted(set(years), reverse=True)
            self.fields["year"].choices = [ANY, *((str(year), str(era_year(year))) for year in by_year)]
        self.read()
