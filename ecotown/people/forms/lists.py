"""The filters of the list of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms import ANY
from areas.models import Province
from ecotown.accounts.models import Role
from ecotown.common.lists.columns import Column
from ecotown.common.lists.forms import ListForm
from ecotown.common.thai.formats import named
from ecotown.common.thai.ordering import sort_key
from ecotown.people.words import STATES

COLUMNS = (
    Column(_("Name"), "name", ("sort_key",)),
    Column(_("Role"), "role", ("role",)),
    Column(_("Provinces")),
    Column(_("Signed in last"), "signed-in", ("last_login",)),
    Column(_("Second factor"), "factor", ("has_factor",)),
)


class PeopleListForm(ListForm):
    """Search for people by a part of their name, user name, position or e-mail address; filters."""

    q = forms.CharField(
        label=_("Name, position or e-mail"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[ANY, *Role.choices], required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)
    state = forms.ChoiceField(label=_("What stands out"), choices=[ANY, *STATES.items()], required=False)

    def __init__(self, *args, provinces, **kwargs):
        """Create the form; `provinces` are those that officers look after."""
        super().__init__(*args, columns=COLUMNS, **kwargs)
        self.fields["province"].choices = [ANY, *province_choices(provinces, key="code")]
        self.read()


def province_choices(provinces: list[Province], *, key: str) -> list[tuple[str, str]]:
    """Return the choices of provinces by name, in the order of a dictionary."""
    choices = [(str(getattr(province, key)), named(province)) for province in provinces]
    return sorted(choices, key=lambda choice: sort_key(choice[1]))
