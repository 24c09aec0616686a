"""The form of a group of settings."""

from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.core import signing
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, MailField, TextField, WholeNumberField
from ecotown.common.forms.pictures import PictureField
from ecotown.common.forms.times import TimeOfDayField
from ecotown.configuration import queries, words
from ecotown.configuration.domain import (
    FIELDS,
    RANGES,
    Configuration,
    Group,
    changed,
    is_number_format,
    seal,
    values_of,
)
from ecotown.configuration.models import StoredConfiguration

SEAL_LENGTH = 64  # characters, more than a seal has
ONE_LINE = 300  # characters; longer texts have several lines
KEPT_LENGTH = 300  # characters, more than the signed name of a picture has
EMBLEM_SALT = "configuration.emblem"
WITH_NUMBERS = ("certificate_number", "plaque_number")


class SettingsForm(forms.Form):
    """A field for each setting of a group, as its column asks for; notices changes by others since."""

    seen = forms.CharField(required=False, max_length=SEAL_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args, group: Group, configuration: Configuration, **kwargs):
        self.group, self.configuration = group, configuration
        initial = {**values_of(configuration, group), "seen": seal(configuration, group)}
        super().__init__(*args, initial=initial, **kwargs)
        for name in FIELDS[group]:
            if name not in self.fields:
                self.fields[name] = _field(name)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        parts = words.FIELDSETS.get(group)
        fields = [Fieldset(title, *names) for title, names in parts] if parts else FIELDS[group]
        self.helper.layout = Layout("seen", *fields)
        self.helper.add_input(Submit("save", _("Save"), css_class="btn btn-primary"))
        if queries.has_preview(group):
            self.helper.add_input(Submit("preview", _("Preview"), css_class="btn btn-secondary"))

    @property
    def shown(self) -> Configuration:
        """The settings that the page shows: those that would be, or those that are."""
        return self.entered if self.is_valid() else self.configuration

    def clean(self):
        cleaned = super().clean()
        for name in set(WITH_NUMBERS) & cleaned.keys():
            if not is_number_format(cleaned[name]):
                self.add_error(name, words.refusal_sentence("number-parts"))
        return cleaned

    @property
    def values(self) -> dict[str, object]:
        """The entered values by name; only after `is_valid()`."""
        return {name: self.cleaned_data[name] for name in FIELDS[self.group]}

    @property
    def entered(self) -> Configuration:
        """The settings as they would be; only after `is_valid()`."""
        return changed(self.configuration, self.values)

    def add_overtaken_error(self, stored: Configuration) -> None:
        """Add an error for each value changed by others; the entered values stay and may be saved again."""
        typed = self.values
        self.add_error(None, words.refusal_sentence("changed-meanwhile"))
        self.add_error(None, _("Save again to put your values in their place, or open the page anew."))
        for name, value in values_of(stored, self.group).items():
            if value != typed[name]:
                shown = words.value_in_words(value)
                self.add_error(name, _("The value saved meanwhile: “%(value)s”.") % {"value": shown})
        self.data = self.data.copy()
        self.data["seen"] = seal(stored, self.group)


class EmblemForm(SettingsForm):
    """The emblem: a picture, or that it is taken away. A picture that was looked at needs no second upload.

    It is stored meanwhile, and `kept` holds its signed name.
    """

    emblem = PictureField(
        limit=lambda: queries.current().design_picture_max_kb,
        label=_("Emblem"),
        help_text=words.HELP["emblem"],
    )
    kept = forms.CharField(required=False, max_length=KEPT_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored_name = None
        self.fields["without_emblem"] = forms.BooleanField(label=_("Take the emblem away"), required=False)
        if not (self.configuration.emblem or self.data.get("kept")):
            del self.fields["without_emblem"]
        if self.data.get("kept"):
            self.fields["emblem"].help_text = words.HELP["kept_emblem"]
        names = [name for name in ("seen", "kept", "emblem", "without_emblem") if name in self.fields]
        self.helper.layout = Layout(*names)

    def clean_kept(self):
        if not self.cleaned_data["kept"]:
            return ""
        try:
            return signing.Signer(salt=EMBLEM_SALT).unsign(self.cleaned_data["kept"])
        except signing.BadSignature:
            raise forms.ValidationError(words.refusal_sentence("emblem-gone")) from None

    @property
    def picture(self):
        """The uploaded picture, None without one; only after `is_valid()`."""
        return self.cleaned_data["emblem"]

    def keep(self, name):
        """Remember under which name the uploaded picture is stored."""
        self.stored_name = name
        self.data = self.data.copy()
        self["emblem"].help_text = words.HELP["kept_emblem"]
        self.data["kept"] = signing.Signer(salt=EMBLEM_SALT).sign(name)

    @property
    def values(self):
        if self.stored_name:
            return {"emblem": self.stored_name}
        if self.cleaned_data.get("without_emblem"):
            return {"emblem": ""}
        return {"emblem": self.cleaned_data["kept"] or self.configuration.emblem}


def form_of(group: Group) -> type[SettingsForm]:
    """Return the form of a group."""
    return EmblemForm if group == Group.EMBLEM else SettingsForm


def _field(name):
    """Return the field of a setting by the kind of its column."""
    column = StoredConfiguration._meta.get_field(name)
    options: Mapping[str, object] = {
        "label": column.verbose_name,
        "help_text": words.HELP.get(name, ""),
        "required": not column.blank,
        "error_messages": REQUIRED,
    }
    match column:
        case models.BooleanField():
            return forms.BooleanField(**options | {"required": False})
        case models.TimeField():
            return TimeOfDayField(**options | {"error_messages": {}})
        case models.PositiveIntegerField():
            least, greatest = RANGES[name]
            return WholeNumberField(min_value=least, max_value=greatest, **options)
        case models.EmailField():
            return MailField(max_length=column.max_length, **options)
        case models.URLField():
            validators = [URLValidator(schemes=["https", "http"])]
            return TextField(max_length=column.max_length, validators=validators, **options)
    if column.max_length > ONE_LINE:
        options = options | {"widget": forms.Textarea(attrs={"rows": 3})}
    return TextField(max_length=column.max_length, **options)
