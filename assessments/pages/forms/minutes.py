"""Forms of the minutes of a meeting: its roster, its texts, and what was said about an area."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.committee.domain import Attendance, Person, Seat, read_people
from assessments.committee.words import ATTENDANCES, SEATS, TEXT_LABELS
from assessments.pages.forms.fields import text_field
from ecotown.common.forms.fields import REQUIRED, AsciiMixin, TextField

LONGEST_TEXT = 20_000
LONGEST_NAME = 200
MOST_PEOPLE = 200
SPARE_LINES = 3


class ClockField(AsciiMixin, forms.TimeField):
    """A time of the day as people write it: 9.30, 09:30, ๐๙.๓๐ น."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})
    default_error_messages = {"invalid": _("Please type a time such as 09.30.")}
    input_formats = ["%H.%M", "%H:%M"]

    def to_python(self, value):
        return super().to_python(value.replace("น.", "").strip() if isinstance(value, str) else value)

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else value.strftime("%H.%M")


class AttendeeForm(forms.Form):
    """A line of the roster; one without a name and a position is left out.

    Who is in attendance has no seat in the committee, whatever the line began with.
    """

    name = TextField(label=_("Name"), max_length=LONGEST_NAME, required=False)
    position = TextField(label=_("Position"), max_length=LONGEST_NAME, required=False)
    seat = forms.ChoiceField(
        label=_("Seat in the committee"),
        choices=list(SEATS.items()),
        required=False,
        initial=Seat.MEMBER.value,
    )
    attendance = forms.ChoiceField(
        label=_("Attendance"),
        choices=list(ATTENDANCES.items()),
        initial=Attendance.PRESENT.value,
        error_messages=REQUIRED,
    )
    note = TextField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("position") or cleaned.get("note")) and not cleaned.get("name"):
            self.add_error("name", _("Please give the name."))
        return cleaned

    @property
    def person(self):
        """Return the person of a valid line, None when it is empty."""
        values = self.cleaned_data
        if not values.get("name"):
            return None
        attendance = Attendance(values["attendance"])
        seat = Seat.NONE if attendance == Attendance.IN_ATTENDANCE else Seat(values["seat"])
        return Person(
            values["name"].strip(), values["position"].strip(), attendance, seat, values["note"].strip()
        )


class BaseRoster(forms.BaseFormSet):
    """The roster of a meeting, in its order."""

    @property
    def people(self):
        """Return the people of the valid lines."""
        lines = (form.person for form in self.forms if hasattr(form, "cleaned_data"))
        return [person for person in lines if person]

    @property
    def faults(self):
        """Return what is wrong, as number of the line, field and error."""
        return [
            (number, field, error)
            for number, form in enumerate(self.forms, 1)
            for field in form
            for error in field.errors
        ]


Roster = forms.formset_factory(
    AttendeeForm, formset=BaseRoster, extra=SPARE_LINES, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE
)


def roster_of(people, spare=SPARE_LINES):
    """Return an unbound roster of these people, with lines to fill in."""
    lines = [
        {
            "name": person.name,
            "position": person.position,
            "seat": person.seat.value,
            "attendance": person.attendance.value,
            "note": person.note,
        }
        for person in people
    ]
    roster = Roster(prefix="people", initial=lines)
    roster.extra = spare
    return roster


class PasteForm(forms.Form):
    """A list of people, pasted from a document."""

    pasted = text_field(
        _("Paste several people"),
        rows=4,
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("One person a line: name, position"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.fields["pasted"].widget.attrs["data-passing"] = ""
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_pasted(self):
        people = read_people(self.cleaned_data["pasted"])
        if len(people) > MOST_PEOPLE:
            raise forms.ValidationError(_("At most %(count)s people.") % {"count": MOST_PEOPLE})
        for person in people:
            if max(len(person.name), len(person.position)) > LONGEST_NAME:
                start = person.name[:40]
                raise forms.ValidationError(
                    _("“%(start)s…”: name and position have at most %(count)s letters each.")
                    % {"start": start, "count": LONGEST_NAME}
                )
        return people


class RecordForm(forms.Form):
    """The times of a meeting, the texts of its minutes by item of the agenda, and the discussion of areas."""

    begins_at = ClockField(label=_("Began at"), required=False, help_text=_("For example 09.30"))
    ends_at = ClockField(label=_("Ended at"), required=False)

    def __init__(self, *args, meeting, items, **kwargs):
        initial = {
            "begins_at": meeting.begins_at,
            "ends_at": meeting.ends_at,
            **meeting.texts,
            **{f"discussion-{item.pk}": item.discussion for item in items},
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.items = items
        for name, label in TEXT_LABELS.items():
            self.fields[name] = text_field(label, required=False, max_length=LONGEST_TEXT)
        for item in items:
            self.fields[f"discussion-{item.pk}"] = text_field(
                str(item.assessment.area), required=False, max_length=LONGEST_TEXT
            )
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def values(self):
        """Return the arguments of `save_record` of a valid form."""
        cleaned = self.cleaned_data
        return {
            "begins_at": cleaned["begins_at"],
            "ends_at": cleaned["ends_at"],
            "texts": {name: cleaned[name] for name in TEXT_LABELS},
            "discussions": {item.pk: cleaned[f"discussion-{item.pk}"] for item in self.items},
        }

    @property
    def area_fields(self):
        """Return the fields of the discussions in the order of the agenda, each with its item."""
        return [(item, self[f"discussion-{item.pk}"]) for item in self.items]


class DiscussionForm(forms.Form):
    """What was said about an area, for the minutes."""

    discussion = text_field(_("Discussion, for the minutes"), required=False, max_length=LONGEST_TEXT)

    def __init__(self, *args, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_action = action
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the discussion"), css_class="btn btn-secondary"))
