"""The form of a list of recipients, pasted or uploaded and read within limits."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Submit
from crispy_forms.layout import Layout as FormLayout
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.entry.words import FILE_REFUSALS
from awards.ceremonies import words
from awards.ceremonies.domain import imports
from awards.ceremonies.domain.ceremonies import KINDS_BY_NAME, RecipientKind
from awards.pages.forms.fields import text_line
from ecotown.common.workbooks.reading import SpreadsheetError, read_sheets

OWN_REFUSALS = {
    "too-large": gettext_lazy("The file unpacks to far more than a list of recipients holds."),
    "too-many-rows": gettext_lazy("The list has far more rows than a ceremony has recipients."),
    "too-many-sheets": gettext_lazy("The workbook has too many sheets."),
    "damaged": gettext_lazy("The file is damaged and cannot be read."),
}


class RecipientImportForm(forms.Form):
    """A list that is pasted or uploaded, and what stands in for its empty cells."""

    pasted = forms.CharField(
        label=gettext_lazy("Paste the rows here"),
        required=False,
        strip=False,
        max_length=imports.MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "pasted-table"}),
        help_text=gettext_lazy(
            "Copied from Excel with or without the headings of the form, or one name in each line."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("or an Excel workbook (.xlsx)"),
        required=False,
        error_messages={"empty": gettext_lazy("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    kind = forms.ChoiceField(
        label=words.IMPORT_HEADINGS["kind"],
        choices=[(kind.value, words.RECIPIENT_KINDS[kind]) for kind in KINDS_BY_NAME],
        initial=RecipientKind.FACTORY.value,
    )
    given_recognition = text_line(
        words.IMPORT_HEADINGS["given_recognition"],
        max_length=300,
        widget=forms.TextInput(attrs={"list": "schemes"}),
    )
    with_certificate = forms.BooleanField(label=words.IMPORT_HEADINGS["with_certificate"], required=False)
    with_plaque = forms.BooleanField(label=words.IMPORT_HEADINGS["with_plaque"], required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pasted"].widget.attrs.pop("maxlength", None)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = FormLayout(
            *("pasted", "file"),
            Fieldset(
                _("Where a cell is empty or a column is missing"),
                *("kind", "given_recognition", "with_certificate", "with_plaque"),
            ),
        )
        self.helper.add_input(Submit("check", _("Check the list"), css_class="btn btn-primary"))

    def clean(self):
        cleaned = super().clean()
        pasted, file = cleaned.get("pasted", ""), cleaned.get("file")
        if not self.errors and bool(pasted.strip()) == bool(file):
            self.add_error("pasted", _("Please paste rows or choose a file, one of the two."))
        return cleaned

    def clean_file(self):
        """Return the cells of the uploaded workbook, None without one."""
        file, limit = self.cleaned_data["file"], settings.WORKBOOK_MAX_BYTES
        if file is None:
            return None
        if file.size > limit:
            message = _("The file is larger than %(limit)s MB.") % {"limit": limit // 2**20}
            raise forms.ValidationError(message, code="too-many-bytes")
        try:
            sheets = {title: cells for title, cells in read_sheets(file.read()).items() if cells}
        except SpreadsheetError as error:
            message = OWN_REFUSALS.get(error.code) or FILE_REFUSALS[error.code]
            raise forms.ValidationError(message, code=error.code) from error
        if not sheets:
            raise forms.ValidationError(_("The workbook has no filled-in row."), code="no-rows")
        if len(sheets) > 1:
            message = _("The list must stand on one sheet alone. Filled in are: %(sheets)s.")
            raise forms.ValidationError(message % {"sheets": ", ".join(sheets)}, code="several-sheets")
        return next(iter(sheets.values()))

    @property
    def cells(self) -> imports.Cells:
        """The cells of the valid form, by row and column."""
        return self.cleaned_data["file"] or imports.pasted_cells(self.cleaned_data["pasted"])

    @property
    def defaults(self) -> dict[str, object]:
        """What stands in for empty cells of the valid form."""
        names = ("kind", "given_recognition", "with_certificate", "with_plaque")
        return {name: self.cleaned_data[name] for name in names}
