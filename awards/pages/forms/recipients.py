"""Forms of the recipients of a ceremony; they parse and limit, and save nothing."""

from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from areas.models import TargetArea
from awards.ceremonies.actions.printed_values import PRINTED_FIELDS
from awards.ceremonies.domain.ceremonies import (
    KINDS_BY_NAME,
    PARTNERS,
    RecipientKind,
    check_sharing,
)
from awards.ceremonies.models import Recipient
from awards.ceremonies.words import RECIPIENT_KINDS
from awards.designs.documents.letters import invisible_characters, printable_text
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.purposes import check_wording, purpose_of
from awards.designs.words import KINDS
from awards.pages.forms.fields import PostedNames, PrintedLineField, text_line
from awards.pages.words import REFUSALS
from awards.printing.documents import checks
from awards.printing.words import fault_sentences
from ecotown.common.forms.fields import REQUIRED
from ecotown.common.forms.name_choices import NameChoiceField

# The fields of a recipient that are printed, and the box of each.
PRINTED_BOXES = {"given_name": "recipient", "given_recognition": "level"}


@dataclass(frozen=True, slots=True)
class CheckedText:
    """What is wrong with a printed text that is being typed; `printable` is the text to take instead."""

    name: str
    field_id: str
    errors: list[ValidationError]
    warnings: list[str]
    printable: str

    @property
    def error_words(self) -> list[str]:
        return [str(message) for error in self.errors for message in error]


class TextFeedback:
    """Layout object: what is wrong with a printed text, below its field; errors stand beside the field."""

    def __init__(self, name):
        self.name = name

    def render(self, form, context, **_options):
        text = next(text for text in form.checked_texts if text.name == self.name)
        return render_to_string("awards/ceremonies/text_feedback.html", {"text": text, "errors": []})


class RecipientFields(PostedNames, forms.Form):
    """The fields of a recipient and what must hold for them."""

    existing_kind: RecipientKind | None = None  # of a recipient that is on the list

    kind = forms.ChoiceField(
        label=_("Kind of recipient"),
        choices=[(kind.value, RECIPIENT_KINDS[kind]) for kind in KINDS_BY_NAME],
        error_messages=REQUIRED,
    )
    given_name = text_line(
        _("Name"), required=True, field=PrintedLineField, help_text=_("As it stands on the certificate")
    )
    given_recognition = text_line(
        _("Recognised as"),
        required=True,
        max_length=300,
        field=PrintedLineField,
        help_text=_("As it stands on the certificate, for example with the scheme and its grade"),
        widget=forms.TextInput(attrs={"list": "schemes"}),
    )
    area = NameChoiceField(
        TargetArea.objects.none(), label=_("In the target area"), required=False, empty_label=_("None")
    )
    by_resolution = forms.BooleanField(
        label=_("Honoured by the committee's resolution on the area"),
        required=False,
        help_text=_(
            "For local governments and organisations that share the result of their area; the meeting then "
            "stands on the award."
        ),
    )
    has_thai_digits = forms.BooleanField(
        label=_("Print the digits in the name as Thai digits"),
        required=False,
        help_text=_(
            "Otherwise they stay as typed. Standards such as ISO 14001 always do; numbers and dates of the "
            "document are printed by the settings."
        ),
    )
    with_certificate = forms.BooleanField(label=_("Receives a certificate"), required=False, initial=True)
    with_plaque = forms.BooleanField(label=_("Receives a plaque"), required=False)
    seat = text_line(_("Seat"), max_length=30)
    represented_by = text_line(
        _("Who comes to receive it"), help_text=_("Name and position; read aloud, never published")
    )
    pronunciation = text_line(
        _("How it is read aloud"), max_length=300, help_text=_("For the announcer, where it is not plain")
    )
    is_pronunciation_checked = forms.BooleanField(
        label=_("The reading still fits the changed name"), required=False
    )

    def clean(self):
        cleaned = super().clean()
        if "with_plaque" in self.fields and not (
            cleaned.get("with_certificate") or cleaned.get("with_plaque")
        ):
            self.add_error("with_certificate", REFUSALS["nothing-awarded"])
        by_resolution = cleaned.get("by_resolution", False)
        if by_resolution and not cleaned.get("area"):
            self.add_error("area", _("Please choose the area whose resolution is meant."))
        kind = self.existing_kind or cleaned.get("kind")
        if kind and "by_resolution" in self.fields:
            self._check("by_resolution", check_sharing, kind, by_resolution=by_resolution)
        purpose = purpose_of(is_area=False, by_resolution=by_resolution)
        for field in {"given_name", "given_recognition"} & cleaned.keys():
            self._check(field, check_wording, purpose, [cleaned[field]])
        return cleaned

    def _check(self, field, check, *args, **values):
        """Run a rule and add its AwardError to a field."""
        try:
            check(*args, **values)
        except AwardError as error:
            self.add_error(field, REFUSALS[error.code])


class RecipientForm(RecipientFields):
    """A recipient; with a `kind`, or of an existing `recipient`, with the fields of that kind.

    With a valid award, when it `is_issued`, the fields that are printed are left out.
    """

    def __init__(self, *args, ceremony, kind=None, recipient=None, is_issued=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.ceremony = ceremony
        kind = self.existing_kind = RecipientKind(recipient.kind) if recipient else kind
        self.fields["area"].queryset = TargetArea.objects.select_related("province")
        if kind:
            del self.fields["kind"]
        if kind == RecipientKind.AREA:
            for name in ("given_name", "given_recognition", "area"):
                del self.fields[name]
            if recipient and not any(map(str.isdigit, recipient.name)):
                del self.fields["has_thai_digits"]  # there is nothing to choose
        if kind and kind not in PARTNERS:
            del self.fields["by_resolution"]
        if is_issued:
            for name in PRINTED_FIELDS & self.fields.keys():
                del self.fields[name]
        if not (recipient and recipient.is_pronunciation_stale):
            del self.fields["is_pronunciation_checked"]
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        for name in PRINTED_BOXES.keys() & self.fields.keys():
            self.fields[name].widget.attrs |= {
                "hx-post": reverse("awards:check-texts", args=[ceremony.pk]),
                "hx-trigger": "input changed delay:600ms",
                "hx-swap": "none",
            }
        self.helper.layout = Layout(*self.parts(), Div("with_certificate", "with_plaque"))
        self.helper.add_input(Submit("save", _("Save the recipient"), css_class="btn btn-primary"))

    @cached_property
    def checked_texts(self):
        """Return what is wrong with each printed text: errors, what does not fit, and the text to take.

        Of a form that is not sent, its initial values are looked at.
        """
        errors = self.errors.as_data()  # cleans the form
        texts = {name: self[name].value() or "" for name in PRINTED_BOXES if name in self.fields}
        faults = checks.text_faults(self.ceremony, self._recipient(texts))
        return [
            CheckedText(
                name=name,
                field_id=self[name].id_for_label,
                errors=[error for error in errors.get(name, []) if error.code != "required"],
                warnings=[
                    f"{KINDS[kind]}: {fault_sentences(fault)}"
                    for kind, fault in faults.get(PRINTED_BOXES[name], [])
                    if fault.startswith("too-long")
                ],
                printable=printable_text(texts[name]) if invisible_characters(texts[name]) else "",
            )
            for name in texts
        ]

    def _recipient(self, texts):
        """Return the recipient that is being typed, not stored."""
        values = self.cleaned_data if self.is_bound else self.initial
        area = values.get("area")
        return Recipient(
            ceremony=self.ceremony,
            kind=self.existing_kind or values.get("kind") or RecipientKind.FACTORY,
            **{name: printable_text(text) for name, text in texts.items()},
            area=TargetArea.objects.filter(pk=area).first() if isinstance(area, int) else area,
            by_resolution=bool(values.get("by_resolution")),
            has_thai_digits=bool(values.get("has_thai_digits")),
            # Where the awards are not chosen, a text has to fit on a certificate.
            with_certificate=bool(values.get("with_certificate") or not values.get("with_plaque")),
            with_plaque=bool(values.get("with_plaque")),
        )

    def parts(self):
        """Yield the fields but those of the awards, a printed text with what is wrong with it."""
        for name in self.fields:
            if not name.startswith("with_"):
                yield name
            if name in PRINTED_BOXES:
                yield TextFeedback(name)
