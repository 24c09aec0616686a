"""Forms of evidence: uploads, citations, the filters of the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.evidence.domain import CitationTarget, expected_items
from assessments.evidence.models import Evidence
from ecotown.common.forms.fields import REQUIRED, CodeField, FilesField, PagesField, TextField

NAMES_LENGTH = 200  # characters of a search in the names of files


def _page_field(**options):
    return PagesField(
        label=_("Page"),
        max_length=40,
        required=False,
        error_messages={"max_length": _("At most 40 characters for the page.")},
        **options,
    )


def _note_field():
    return TextField(
        label=_("Note"),
        max_length=500,
        required=False,
        error_messages={"max_length": _("At most 500 characters for the note.")},
    )


class UploadForm(forms.Form):
    """One or several files; each is examined on its own, so that a refusal does not affect the others."""

    files = FilesField(error_messages={"required": _("Please choose at least one file.")})


class FilePagesField(forms.Field):
    """The pages of the files of one form, in the order of the files."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        field = _page_field()
        return [field.clean(page) for page in value or []]


class CitationForm(forms.Form):
    """The citation of a file of the library or of new files for an indicator, with pages and a note.

    `page` holds for every file, unless `file_page` has one for each new file. `place` says which form of the
    indicator was sent: the number of its expected item, or nothing.
    """

    evidence = forms.ModelChoiceField(
        Evidence.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("This file is not in the evidence of the assessment.")},
    )
    files = FilesField(required=False)
    code = CodeField(max_length=20, error_messages=REQUIRED)
    expected = TextField(max_length=300, required=False)
    page = _page_field()
    file_page = FilePagesField(required=False)
    note = _note_field()
    place = CodeField(max_length=3, required=False)

    def __init__(self, *args, assessment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = Evidence.objects.filter(assessment=assessment)

    def clean_files(self):
        return [file for file in self.cleaned_data["files"] if file]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not (cleaned["evidence"] or cleaned["files"]):
            self.add_error("files", _("Please choose a file."))
        return cleaned

    @property
    def file_problems(self) -> list[str]:
        """What is wrong with the files, or with the pages of one of them."""
        return [*self.errors.get("files", []), *self.errors.get("file_page", [])]

    @property
    def pages(self) -> list[str]:
        """The pages of each new file."""
        files, pages = self.cleaned_data["files"], self.cleaned_data["file_page"]
        return pages if len(pages) == len(files) else [self.cleaned_data["page"]] * len(files)


class LibraryCitationForm(forms.Form):
    """The files of the library that are cited, and for which items of which indicators."""

    evidence = forms.MultipleChoiceField(
        label=_("Files"),
        error_messages={
            "required": _("Please tick at least one file."),
            "invalid_choice": _("One of these files cannot be cited any more. Please choose again."),
        },
    )
    targets = forms.MultipleChoiceField(
        label=_("Indicators"),
        error_messages={
            "required": _("Please choose at least one indicator."),
            "invalid_choice": _("This item is not in the expected evidence of the indicator."),
        },
    )
    page = _page_field()
    note = _note_field()

    def __init__(self, *args, assessment, edition, unlocked, **kwargs):
        """Create the form; `unlocked` holds the codes that the province may change, None for all."""
        super().__init__(*args, **kwargs)
        self.edition, self.unlocked = edition, unlocked
        if self.is_bound:
            citable = Evidence.objects.citable().filter(assessment=assessment).values_list("pk", flat=True)
            self.fields["evidence"].choices = [(str(pk), pk) for pk in citable]
        self.targets = dict(self._targets())
        self.fields["targets"].choices = [(value, value) for value in self.targets]

    def _targets(self):
        """Yield each target by the value of its checkbox: the code with the number of its expected item."""
        for indicator in self.edition.indicators:
            for number, item in enumerate((*expected_items(indicator.evidence_th), ""), start=1):
                yield f"{indicator.code}:{number if item else 0}", CitationTarget(indicator.code, item)

    def groups(self):
        """Return each dimension with its indicators, their items, and whether one of them is ticked."""
        ticked = self.data.getlist("targets") if self.is_bound else []
        for dimension in self.edition.dimensions:
            indicators = [
                (indicator, self._choices(indicator, ticked))
                for indicator in dimension.indicators
                if self.unlocked is None or indicator.code in self.unlocked
            ]
            if indicators:
                yield (
                    dimension,
                    indicators,
                    any(choice[2] for _row, choices in indicators for choice in choices),
                )

    def _choices(self, indicator, ticked):
        return [
            (value, target.expected, value in ticked)
            for value, target in self.targets.items()
            if target.code == indicator.code
        ]

    @property
    def ticked_files(self) -> list[str]:
        return self.data.getlist("evidence") if self.is_bound else []

    def clean_evidence(self):
        return [int(pk) for pk in self.cleaned_data["evidence"]]

    def clean_targets(self):
        return [self.targets[value] for value in self.cleaned_data["targets"]]


class LibraryFilterForm(forms.Form):
    """The filters of the library, all optional."""

    q = TextField(label=_("Search the names of files"), max_length=NAMES_LENGTH, required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)

    def __init__(self, *args, edition, **kwargs):
        # The ids differ from those of the other forms on the page.
        super().__init__(*args, auto_id="id_filter_%s", **kwargs)
        codes = [(indicator.code, indicator.code) for indicator in edition.indicators]
        self.fields["indicator"].choices = [("", _("All indicators")), *codes]

    @property
    def filters(self) -> dict[str, str]:
        """The words and the code looked for; an invalid field filters nothing."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {"words": cleaned.get("q", ""), "code": cleaned.get("indicator", "")}
