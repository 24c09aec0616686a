"""Words of values, workbooks, and of what entering refuses."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.entry.domain.values import EntryValue
from ecotown.common.thai.formats import number
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.words.values import in_words

# Other workbook formats, refused both as evidence and by the import.
OTHER_WORKBOOKS = {
    "xls": _("This is a workbook of the old format (.xls). Please save it as .xlsx."),
    "xlsb": _("This is a binary workbook (.xlsb). Please save it as .xlsx."),
    "xltx": _("This is a template of a workbook (.xltx). Please save it as .xlsx."),
    "ods": _("This is an OpenDocument workbook (.ods). Please save it as .xlsx."),
}

# Why an uploaded workbook is refused, see ecotown/common/workbooks/ and assessments/pages/forms/workbook.py.
FILE_REFUSALS = OTHER_WORKBOOKS | {
    "not-a-workbook": _("This is no Excel workbook (.xlsx)."),
    "locked": _("This is an old or password-protected file. Save it as .xlsx without a password."),
    "encrypted": _("The workbook is encrypted. Save it as .xlsx without a password."),
    "strict": _(
        "This workbook is saved as Strict Open XML. Save it as the file type “Excel Workbook (.xlsx)”."
    ),
    "damaged": _("The file is damaged and cannot be read. Download the workbook again."),
    "too-large": _("The file unpacks to far more than a workbook of an assessment holds."),
    "macros": _("The file contains macros or controls. Only workbooks without them are accepted."),
    "links": _("The file contains links to other files or data. Only workbooks without them are accepted."),
    "embedded": _("The file contains embedded objects. Only workbooks without them are accepted."),
    "too-many-sheets": _("The workbook has sheets that do not belong to it."),
    "too-many-rows": _("The workbook has far more rows than it was downloaded with."),
    "no-seal": _("This workbook was not downloaded here, or its structure was changed. Download it again."),
    "other-assessment": _("This workbook belongs to another area or another fiscal year."),
    "other-edition": _("This workbook was made for another edition of the criteria. Download it again."),
}

# Why a cell is refused, see assessments/entry/domain/workbook.py.
CELL_FAULTS = {
    "sheet-missing": _("This sheet is missing. Download the workbook again."),
    "sheet-unknown": _("The sheet “%(detail)s” does not belong to the workbook. Delete it from the file."),
    "unknown-code": _("There is no indicator with the code “%(detail)s”."),
    "structure": _("The structure was changed: “%(detail)s” must stand here."),
    "outside": _("The structure was changed: this cell must be empty."),
    "formula": _("Formulas are not accepted. Type the number itself."),
    "formula-error": _("This cell holds the error of a formula. Type the number itself."),
    "formula-text": _("A text cannot begin with =, +, - or @, because it could be taken for a formula."),
    "date": _("This cell holds a date or a time. Type a number or a text."),
    "percent": _(
        "This cell shows a percentage, but the number asked for is none. "
        "Set its format to a plain number and type the number itself."
    ),
    "not-returned": _("This indicator was not returned, so its value is locked."),
    "tick": _("Choose ใช่ or leave this cell empty."),
    "conflict": _(
        "This value was changed to “%(detail)s” after the workbook was downloaded. "
        "Type the same in this cell, or download the workbook again."
    ),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "wrong-value": _("A value does not fit its indicator."),
    "changed-meanwhile": _(
        "Someone else has changed a value since you opened the page. Nothing was saved yet."
    ),
}


def cell_fault(reason: str, detail: str = "") -> str:
    """Return the sentence for a cell that is refused."""
    return str(CELL_FAULTS[reason]) % {"detail": detail}


def entry_in_words(entry_value: EntryValue, indicator: Indicator) -> str:
    """Return a value on one line, for messages and the history: 38 / 40, Yes, Step 3."""
    if entry_value.not_applicable:
        return gettext("does not apply: %(reason)s") % {"reason": entry_value.reason}
    if entry_value.value is not None:
        return in_words(entry_value.value, indicator)
    inputs = [
        entry_value.inputs[key] for key in FORMULAS[indicator.formula].inputs if key in entry_value.inputs
    ]
    return " / ".join(number(input_value) for input_value in inputs) or gettext("no value")
