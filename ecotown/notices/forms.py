"""Form for choosing kinds of notices."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.notices import queries, registry
from ecotown.notices.models import DIGEST


class KindsForm(forms.Form):
    """A checkbox for each kind of notice that the user's role can get, and one for the daily mail."""

    wanted = forms.MultipleChoiceField(
        label=_("Notify me in the portal when"), required=False, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.BooleanField(label=_("Send me one mail a day with what is new"), required=False)

    def __init__(self, *args, user, **kwargs):
        kinds = registry.kinds_for(user)
        muted = queries.muted_by(user)
        initial = {"wanted": [code for code in kinds if code not in muted], "digest": DIGEST not in muted}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["wanted"].choices = [(code, kind.label) for code, kind in kinds.items()]
        self.helper = FormHelper(self)
        self.helper.add_input(Submit("save", _("Save"), css_class="btn btn-primary"))

    @property
    def chosen(self) -> set[str]:
        """The chosen kinds, including `DIGEST` when the daily mail is chosen."""
        return {*self.cleaned_data["wanted"], *([DIGEST] if self.cleaned_data["digest"] else [])}
