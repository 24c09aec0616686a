"""Forms of questions about published results, their answers, and corrections."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.committee.models.meetings import Meeting
from assessments.corrections.domain import private_details
from assessments.corrections.words import REFUSALS
from assessments.entry.domain.values import EntryValue, entry_faults
from assessments.entry.words import entry_in_words
from assessments.pages.forms.entry import number_fields, typed_value, units_of
from assessments.pages.forms.fields import public_text_field, text_field
from ecotown.common.forms.codes import LookedUpCodeField, look_up_helper
from ecotown.common.forms.fields import REQUIRED, MailField, TextField
from ecotown.common.forms.layouts import Markup
from indicators.criteria.domain.framework import Framework
from indicators.criteria.words.names import short_name, whole_name
from indicators.pages.forms.values import laid_out_value


class QuestionForm(forms.Form):
    """A visitor's question; `website` is a hidden field that only spam programs fill in."""

    code = forms.ChoiceField(label=_("About"), required=False)
    text = text_field(
        _("Your question"), rows=5, help_text=_("At most 2,000 characters. Write no personal data.")
    )
    email = MailField(
        label=_("E-mail address, if you want the answer sent"),
        required=False,
        max_length=200,
        help_text=_(
            "It is used for mails about this question only, never shown, and deleted once the answer is sent."
        ),
        error_messages={"invalid": _("Please type an e-mail address such as name@example.com.")},
    )
    may_be_shown = forms.BooleanField(
        label=_("Question and answer may be shown on the page of the area, without my name and address"),
        required=False,
        help_text=_("You can take this back at any time, with the reference number."),
    )
    website = TextField(label=_("Leave this empty"), required=False, max_length=200)

    def __init__(self, *args, edition: Framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("The level"))] + [
            (indicator.code, f"{indicator.code} {short_name(indicator)}") for indicator in edition.indicators
        ]
        self.fields["website"].widget.attrs = {"autocomplete": "off", "tabindex": "-1"}
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            "code",
            "text",
            "email",
            "may_be_shown",
            Div("website", css_class="not-for-people", aria_hidden="true"),
        )
        self.helper.add_input(Submit("ask", _("Send the question"), css_class="btn btn-primary"))


class QuestionCodeForm(forms.Form):
    """The reference number of a question, as it was told."""

    code = LookedUpCodeField(
        label=_("Reference number"),
        help_text=_(
            "Twelve letters and digits, such as ab2c-de3f-gh4j. Capital letters and hyphens do not matter."
        ),
        error_messages={"required": _("Please type the reference number of your question.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        button = Submit("", _("Look up"), css_id="find-question", css_class="btn btn-secondary")
        self.helper = look_up_helper(self, "assessments:find-question", button)


class PublicAnswerForm(forms.Form):
    """The answer of the department, and whether the public page shows it, with the visitor's consent only."""

    answer = text_field(pgettext_lazy("field", "Answer"), rows=5)
    is_shown = forms.BooleanField(label=_("Show question and answer on the public page"), required=False)
    shown_text = text_field(
        _("Question as it is shown"),
        required=False,
        help_text=_("Without names, addresses and whatever else is nobody's business"),
    )

    def __init__(self, *args, may_be_shown, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_be_shown:
            del self.fields["is_shown"], self.fields["shown_text"]
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save the answer"), css_class="btn btn-primary"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_shown"):
            if not cleaned.get("shown_text", "").strip():
                self.add_error("shown_text", _("Please fill this in."))
            for name in ("answer", "shown_text"):
                if private_details(cleaned.get(name) or ""):
                    self.add_error(name, REFUSALS["private-details"])
        return cleaned


class CorrectionForm(forms.Form):
    """Corrected values of some indicators of a published result, with the public reason.

    While they are tried, `is_tried`, no reason is needed.
    """

    def __init__(self, *args, edition: Framework, codes, published, is_tried=False, **kwargs):
        self.is_tried = is_tried
        self.indicators = [edition.by_code[code] for code in codes]
        self.numbers = {indicator.code: number_fields(indicator) for indicator in self.indicators}
        super().__init__(*args, initial=self._initial(published), **kwargs)
        parts = []
        for indicator in self.indicators:
            words = entry_in_words(published.get(indicator.code, EntryValue()), indicator)
            names = [
                self._add(indicator.code, key, field) for key, field in self.numbers[indicator.code].items()
            ]
            whole = whole_name(indicator)
            title = format_html(
                "<h3>{} {}</h3>{}<p>{}: {}</p>",
                indicator.code,
                short_name(indicator),
                format_html('<p class="whole-name">{}</p>', whole) if whole else "",
                _("Published"),
                words,
            )
            units = units_of(indicator).values()
            fields = (
                laid_out_value(name, self.fields[name], unit) for name, unit in zip(names, units, strict=True)
            )
            parts.append(Div(Markup(title), *fields))
        self.fields["reason"] = public_text_field(_("Reason of the correction"))
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(*parts, "reason")
        self.helper.add_input(Submit("try", _("Show the new level"), css_class="btn btn-secondary"))
        self.helper.add_input(Submit("propose", _("Propose the correction"), css_class="btn btn-primary"))

    def _add(self, code, key, field):
        name = f"{code}-{key}"
        field.required, field.error_messages["required"] = True, REQUIRED["required"]
        self.fields[name] = field
        return name

    def _initial(self, published):
        initial = {}
        for indicator in self.indicators:
            published_value = published.get(indicator.code, EntryValue())
            initial |= {f"{indicator.code}-value": published_value.value}
            initial |= {f"{indicator.code}-{key}": number for key, number in published_value.inputs.items()}
        return initial

    def full_clean(self):
        self.fields["reason"].required = not self.is_tried
        super().full_clean()
        self.fields["reason"].required = True

    def clean(self):
        cleaned = super().clean()
        for indicator in self.indicators:
            names = [f"{indicator.code}-{key}" for key in self.numbers[indicator.code]]
            if not any(name in self.errors for name in names) and entry_faults(
                self._given(indicator), indicator
            ):
                self.add_error(names[0], _("This number is not possible here."))
        return cleaned

    def _given(self, indicator):
        keys = self.numbers[indicator.code]
        return typed_value({key: self.cleaned_data.get(f"{indicator.code}-{key}") for key in keys}, indicator)

    @property
    def values(self) -> dict[str, EntryValue]:
        """Return the corrected values by code; only after `is_valid()`."""
        return {indicator.code: self._given(indicator) for indicator in self.indicators}


class CorrectedLevelForm(forms.Form):
    """The level granted because of a correction, the meeting that decided, and the reason.

    An empty level is kept, for a reason or by a meeting where it differs from the computed one.
    """

    granted_level = forms.TypedChoiceField(
        label=_("Granted level"), coerce=int, empty_value=None, required=False
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("Choose a meeting")
    )
    reason = public_text_field(_("Reason for the level"), required=False)

    def __init__(self, *args, level_names, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["granted_level"].choices = [("", _("The level stays as it is")), *level_names]
        self.fields["meeting"].queryset = Meeting.objects.unclosed()
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.form_action = action
        self.helper.add_input(Submit("set-level", _("Save the level"), css_class="btn btn-secondary"))


class RefusalForm(forms.Form):
    """The reason for refusing a correction."""

    note = text_field(_("Reason of the refusal"), rows=2)
