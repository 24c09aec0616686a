"""Forms in which an administrator says who takes the open work of a person."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, TextField
from ecotown.people.forms.people import REASON_LENGTH
from ecotown.people.words import REFUSALS

NOT_CHOSEN = {"required": _("Please choose who takes this work.")}


class WorkForm(forms.Form):
    """Who takes each piece of the open work of a person, and why; of several pieces one choice is for all.

    `cleaned_data` has the choices as `successors`, by the kind and the key of the piece.
    """

    NOBODY = "nobody"
    needs_choices = False
    without_choice = _("Please choose")
    button = ("save", _("Save"))

    def __init__(self, *args, groups, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {}
        parts = [Fieldset(group.kind.title, *self._add_group(group, person)) for group in groups]
        self.fields["reason"] = TextField(
            label=_("Reason"), max_length=REASON_LENGTH, error_messages=REQUIRED
        )
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(*parts, "reason")
        name, words = self.button
        self.helper.add_input(Submit(name, words, css_class="btn btn-primary"))

    def _add_group(self, group, person):
        """Add a field for each piece of a kind, and above several one for all; return their names."""
        people = {str(row.pk): row for row in group.kind.successors_of(person)}
        choices = [*((key, str(row)) for key, row in people.items()), (self.NOBODY, group.kind.nobody)]
        for_all = f"all-{group.kind.name}" if len(group.pieces) > 1 else None
        if for_all:
            self.fields[for_all] = forms.ChoiceField(
                label=_("All of these"), choices=[("", self.without_choice), *choices], required=False
            )
        empty = _("As chosen for all") if for_all else self.without_choice
        names = []
        for piece in group.pieces:
            name = f"{group.kind.name}-{piece.key}"
            self.places[name] = (group.kind.name, piece.key, people, for_all)
            self.fields[name] = forms.ChoiceField(
                label=f"{piece.name} · {piece.detail}" if piece.detail else piece.name,
                choices=[("", empty), *choices],
                required=self.needs_choices and not for_all,
                error_messages=NOT_CHOSEN,
                # Nothing else can be chosen.
                initial="" if people else self.NOBODY,
            )
            names.append(name)
        return [for_all, *names] if for_all else names

    def clean(self):
        cleaned = super().clean()
        successors = {}
        for name, (kind, key, people, for_all) in self.places.items():
            choice = cleaned.get(name) or cleaned.get(for_all)
            if choice:
                successors[kind, key] = people.get(choice)
            elif self.needs_choices and name not in self.errors:
                self.add_error(name, NOT_CHOSEN["required"])
        return {"reason": cleaned.get("reason", ""), "successors": successors}


class ClosingForm(WorkForm):
    """Who takes the work of a person who leaves, and why the account is closed."""

    needs_choices = True
    button = ("close", _("Close the account"))


class HandingOverForm(WorkForm):
    """Who takes some or all of the work of a person who keeps the account."""

    without_choice = _("Stays with this person")
    button = ("hand-over", _("Hand over"))

    def clean(self):
        cleaned = super().clean()
        if self.places and not cleaned["successors"] and not self.errors:
            self.add_error(None, REFUSALS["nothing-handed-over"])
        return cleaned
