"""Forms of one target area: its facts, names and end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.domain.register import MOST_DAYS_AHEAD
from areas.forms.fields import FIRST_DAY, name_field, saving_helper, source_field, text_field
from areas.forms.lists import PHASES, AreaListForm
from areas.models import Announcement, Province, TargetArea
from areas.words import CERTAINTIES
from ecotown.common.forms.dates import DateField
from ecotown.common.forms.fields import REQUIRED
from ecotown.common.forms.name_choices import NameChoiceField, NameChoiceIterator, TickedRowsField
from ecotown.common.thai.formats import named, short_date


class RegisterListForm(AreaListForm):
    """The filters of the register; with `with_ended` also areas that are target areas no more."""

    year = level = None
    with_ended = forms.BooleanField(label=_("Also areas that have ended"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, years=(), **kwargs)


class AnnouncementField(forms.ModelChoiceField):
    """An announcement by its title and date, the newest first."""

    def label_from_instance(self, announcement):
        return f"{announcement.title} ({short_date(announcement.announced_on)})"


class AreaFactsForm(forms.Form):
    """The facts about an area that are neither its name nor its end."""

    phase = forms.TypedChoiceField(
        label=_("Phase"), choices=[(phase, phase) for phase in PHASES], coerce=int, error_messages=REQUIRED
    )
    announcement = AnnouncementField(
        Announcement.objects.none(),
        label=_("Announcement that named it"),
        required=False,
        empty_label=_("Not entered"),
        help_text=_("Announcements are entered in the register of target areas."),
    )
    confidence = forms.ChoiceField(label=_("Certainty"), choices=list(CERTAINTIES.items()))
    source = source_field()
    note = text_field(_("Note"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["announcement"].queryset = Announcement.objects.all()
        self.helper = saving_helper(self, _("Save"))


class NewAreaForm(AreaFactsForm):
    """A target area that is not in the register yet."""

    field_order = ("province", "name_th", "name_en")  # refusals are listed as the fields stand
    province = NameChoiceField(
        Province.objects.none(), label=_("Province"), empty_label=_("Please choose"), error_messages=REQUIRED
    )
    name_th = name_field(_("Thai name"), help_text=_("As it stands in the announcement"))
    name_en = name_field(
        _("English name"), required=False, help_text=_("It becomes part of the public address of the area.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].queryset = Province.objects.all()
        self.helper = saving_helper(self, _("Add the area"))


class RenameForm(forms.Form):
    """Another name of an area from a day on."""

    name_th = name_field(_("New Thai name"))
    name_en = name_field(_("New English name"), required=False)
    since = DateField(
        label=_("From the day"),
        first_day=FIRST_DAY,
        most_days_ahead=MOST_DAYS_AHEAD,
        help_text=_("The first day on which the new name counts; it may lie ahead."),
    )
    source = source_field(
        help_text=_("For example the announcement in the Royal Gazette that changed the name")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, _("Rename the area"))


class NameCorrectionForm(forms.Form):
    """The present name of an area as it should have been entered."""

    name_th = name_field(_("Thai name"))
    name_en = name_field(_("English name"), required=False)
    reason = text_field(_("Reason"), rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, _("Save the name"))


class SuccessorsField(TickedRowsField):
    """Any number of areas, each by its name and province in the order of a Thai dictionary."""

    iterator = NameChoiceIterator

    def label_from_instance(self, area):
        return f"{named(area)} ({named(area.province)})"


class EndForm(forms.Form):
    """The end of an area, and the areas that follow it."""

    ended_on = DateField(
        label=_("No target area from"),
        first_day=FIRST_DAY,
        most_days_ahead=MOST_DAYS_AHEAD,
        help_text=_("The first day on which it is no target area; it may lie ahead."),
    )
    reason = text_field(_("Reason"), help_text=_("Everybody can read it on the page of the area."))
    successors = SuccessorsField(
        TargetArea.objects.none(),
        label=_("Areas that follow it"),
        required=False,
        help_text=_(
            "For an area that was split, all its parts; for one that was merged, the area that it went into. "
            "New areas are added to the register first."
        ),
    )

    def __init__(self, *args, area: TargetArea, **kwargs):
        super().__init__(*args, **kwargs)
        others = TargetArea.objects.filter(province=area.province, ended_on__isnull=True)
        following = others.exclude(pk=area.pk).select_related("province")
        if following:
            self.fields["successors"].queryset = following
        else:
            del self.fields["successors"]
            self.fields["reason"].help_text = _(
                "Everybody can read it on the page of the area. When it was split or merged, first add the "
                "areas that follow it to the register: there is no other one in the province yet."
            )
        self.helper = saving_helper(self, _("Enter the end"), css_class="btn btn-danger")


class AreaReasonForm(forms.Form):
    """Why something about an area is taken back."""

    reason = text_field(_("Reason"))

    def __init__(self, *args, button, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = saving_helper(self, button, css_class="btn btn-danger")
