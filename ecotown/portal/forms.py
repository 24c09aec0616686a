"""Forms of the portal: the filters of the public list of areas, and a list of public holidays."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.actions.holidays import ListedHoliday
from areas.forms import AreaListForm
from areas.words import refusal_sentence
from ecotown.common.forms.dates import REFUSALS
from ecotown.common.forms.fields import REQUIRED, TextField
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.thai.dates import DateError, read_date
from ecotown.common.thai.typed_text import visible_text


class AreaSearchForm(AreaListForm):
    """The filters of the public list of areas: the text is typed at the top of the page, levels are links."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("q", "level"):
            self.fields[name].widget = forms.HiddenInput()


MOST_LINES = 60
LONGEST_HOLIDAY = 200
YEARS_BACK, YEARS_AHEAD = 1, 3


class HolidayListForm(forms.Form):
    """Public holidays, one in each line with its day and name, and where they come from."""

    holidays = TextField(
        label=gettext_lazy("Public holidays"),
        max_length=20_000,
        error_messages=REQUIRED,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One in each line: day, Thai name, English name, for example 1/1/2571, New Year's Day. The "
            "English name may be left out. A list can be pasted from a workbook, too."
        ),
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("Confidence"),
        choices=PublicHoliday.Confidence.choices,
        initial=PublicHoliday.Confidence.ANNOUNCED,
        error_messages=REQUIRED,
    )
    source = TextField(
        label=gettext_lazy("Source"),
        max_length=500,
        error_messages=REQUIRED,
        help_text=gettext_lazy("For example the number and date of a letter, or an address on the web"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("preview", _("Check the list"), css_class="btn btn-primary"))

    def clean_holidays(self):
        """Return the listed days; every line that cannot be read is named with what is wrong in it."""
        lines = [
            (number, line.replace("\t", ",").strip())
            for number, line in enumerate(self.cleaned_data["holidays"].splitlines(), 1)
        ]
        lines = [(number, line) for number, line in lines if line.strip(", ")]
        if not lines:
            raise forms.ValidationError(refusal_sentence("no-holidays"), code="required")
        if len(lines) > MOST_LINES:
            message = _("At most %(limit)s days can be entered at once.") % {"limit": MOST_LINES}
            raise forms.ValidationError(message, code="too-many")
        listed, errors = {}, []
        for number, line in lines:
            try:
                holiday = _listed_holiday(line)
                if holiday.day in listed:
                    raise forms.ValidationError(_("This day is listed twice."), code="twice")
                listed[holiday.day] = holiday
            except forms.ValidationError as error:
                sentence = _("Line %(number)s: %(fault)s") % {"number": number, "fault": error.message}
                errors.append(forms.ValidationError(sentence, code=error.code))
        if errors:
            raise forms.ValidationError(errors)
        return list(listed.values())


def _listed_holiday(line):
    """Return the holiday of a line; raise ValidationError with what is wrong in it."""
    typed_day, *names = [" ".join(part.split()) for part in line.split(",", 2)]
    try:
        day = read_date(typed_day)
    except DateError as error:
        raise forms.ValidationError(str(REFUSALS[error.code]), code=error.code) from error
    if not names or not visible_text(names[0]) or max(map(len, names)) > LONGEST_HOLIDAY:
        raise forms.ValidationError(
            _("please type the day, a comma and the name of the holiday."), code="no-name"
        )
    this_year = timezone.localdate().year
    if not this_year - YEARS_BACK <= day.year <= this_year + YEARS_AHEAD:
        raise forms.ValidationError(_("this date is too far away. Please check its year."), code="year")
    return ListedHoliday(day, names[0], names[1] if len(names) > 1 else "")
