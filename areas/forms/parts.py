"""Forms of what belongs to an area: sub-districts, boundary, groups, announcements, levels."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.domain import boundaries, register
from areas.domain.register import AreaError
from areas.forms.fields import FIRST_DAY, name_field, saving_helper, source_field, year_field
from areas.models import HIGHEST_LEVEL, LOWEST_LEVEL, AreaGroup
from areas.words import refusal_sentence
from ecotown.common.files.uploads import FileKind, RefusedUpload, examine
from ecotown.common.forms.dates import DateField, Period
from ecotown.common.forms.fields import REQUIRED, TextField
from ecotown.common.forms.name_choices import NameChoiceField

LONGEST_PART = 100
MOST_ANNOUNCEMENT_BYTES = 20 * 2**20


class SubDistrictsForm(forms.Form):
    """The sub-districts of an area, one in each line with its district after a comma."""

    sub_districts = TextField(
        label=gettext_lazy("Sub-districts"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("One in each line: sub-district, district"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, gettext_lazy("Save"))

    def clean_sub_districts(self):
        """Return pairs of a sub-district and its district, empty where none is named."""
        pairs = []
        for number, line in enumerate(self.cleaned_data["sub_districts"].splitlines(), 1):
            parts = [" ".join(part.split()) for part in line.replace("\t", ",").split(",")]
            if not any(parts):
                continue
            if len(parts) > 2 or not parts[0] or max(map(len, parts)) > LONGEST_PART:
                message = _("Line %(number)s: please type a sub-district, a comma and its district.")
                raise forms.ValidationError(message % {"number": number}, code="line")
            pairs.append((parts[0], parts[1] if len(parts) == 2 else ""))
        try:
            register.check_sub_districts(pairs)
        except AreaError as error:
            raise forms.ValidationError(refusal_sentence(error.code), code=error.code) from error
        return pairs


class BoundaryForm(forms.Form):
    """The boundary of an area as a GeoJSON file."""

    file = forms.FileField(
        label=gettext_lazy("GeoJSON file"),
        error_messages={**REQUIRED, "empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
        help_text=gettext_lazy("At most 2 MB, in degrees (WGS 84). Only its polygons are kept."),
    )
    source = source_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, gettext_lazy("Save the boundary"))

    def clean_file(self):
        """Return the content of a file that is a boundary."""
        file = self.cleaned_data["file"]
        if file.size > boundaries.MAX_BYTES:
            raise forms.ValidationError(refusal_sentence("boundary-too-large"), code="boundary-too-large")
        content = file.read()
        try:
            boundaries.read_boundary(content)
        except AreaError as error:
            raise forms.ValidationError(refusal_sentence(error.code), code=error.code) from error
        return content


class MembershipForm(forms.Form):
    """A group that an area belongs to."""

    group = NameChoiceField(
        AreaGroup.objects.none(),
        label=gettext_lazy("Group"),
        empty_label=gettext_lazy("Please choose"),
        error_messages=REQUIRED,
    )
    source = source_field()

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = AreaGroup.objects.exclude(memberships__area=area)
        self.helper = saving_helper(self, gettext_lazy("Put it into the group"))


class AreaGroupForm(forms.Form):
    """The name of a group of areas and where the group is defined."""

    name_th = name_field(gettext_lazy("Thai name"))
    name_en = name_field(gettext_lazy("English name"), required=False)
    source = source_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, gettext_lazy("Save"))


class AnnouncementForm(forms.Form):
    """An announcement that named areas, with its file."""

    title = name_field(gettext_lazy("Title of the announcement"), max_length=300)
    number = name_field(
        gettext_lazy("Number of the announcement"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Empty where it has none"),
    )
    announced_on = DateField(
        label=gettext_lazy("Date of the announcement"), first_day=FIRST_DAY, period=Period.UNTIL_TODAY
    )
    file = forms.FileField(
        label=gettext_lazy("File of the announcement (PDF)"),
        required=False,
        error_messages={"empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=gettext_lazy(
            "Everybody can download it. A file that is sent takes the place of the earlier one."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, gettext_lazy("Save the announcement"))

    def clean_file(self):
        """Return the examined PDF, None when no file was sent."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > MOST_ANNOUNCEMENT_BYTES:
            message = _("The file is larger than %(limit)s MB.")
            limit = MOST_ANNOUNCEMENT_BYTES // 2**20
            raise forms.ValidationError(message % {"limit": limit}, code="too-large")
        try:
            upload = examine(file, file.name, max_bytes=MOST_ANNOUNCEMENT_BYTES)
        except RefusedUpload as error:
            raise forms.ValidationError(refusal_sentence("not-pdf"), code=error.code) from error
        if upload.kind is not FileKind.PDF:
            raise forms.ValidationError(refusal_sentence("not-pdf"), code="not-pdf")
        return upload


class LevelForm(forms.Form):
    """The level of an area in a fiscal year, with its source."""

    lowest = LOWEST_LEVEL

    year = year_field()
    level = forms.TypedChoiceField(label=gettext_lazy("Level"), coerce=int, error_messages=REQUIRED)
    source = source_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        levels = range(self.lowest, HIGHEST_LEVEL + 1)
        self.fields["level"].choices = [("", _("Please choose")), *((level, level) for level in levels)]
        self.helper = saving_helper(self, gettext_lazy("Save the level"))


class PublishedLevelForm(LevelForm):
    """A level that a public source names."""


class TargetLevelForm(LevelForm):
    """A level that an area shall reach."""

    lowest = LOWEST_LEVEL + 1
