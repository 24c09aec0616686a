"""Words of values, shared quantities, workbooks, and of what entering refuses."""

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.entry.domain.quantities import Obstacle, QuantityUse
from assessments.entry.domain.values import EntryValue
from ecotown.common.thai.formats import number, text
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.words.values import in_words

# What marks values of a year before the portal wherever they stand.
NOT_ASSESSED = _("Loaded, not assessed in the portal")

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
    "number": "%(detail)s",  # the sentence of the field
    "quantity-not-returned": _("No returned indicator asks for this number, so it is locked."),
    "cannot-follow": _(
        "This number cannot take over the basic data: the part would be greater than the whole."
    ),
    "tick": _("Choose ใช่ or leave this cell empty."),
    "conflict": _(
        "This value was changed to “%(detail)s” after the workbook was downloaded. "
        "Type the same in this cell, or download the workbook again."
    ),
}

# Why an input does not follow its shared quantity.
OBSTACLES = {
    Obstacle.NOT_APPLICABLE.value: _("does not apply to this area"),
    Obstacle.LOCKED.value: _("locked, because it was not returned"),
    Obstacle.IMPOSSIBLE.value: _("cannot take this number, because its part would be greater than the whole"),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "wrong-quantity": _("A number of the basic data is not possible."),
    "quantity-changed": _(
        "Someone else has changed the basic data since you opened the page. Nothing was saved."
    ),
    "cannot-follow": _("This indicator cannot take the number of the basic data. Nothing was saved."),
    "wrong-value": _("A value does not fit its indicator."),
    "changed-meanwhile": _(
        "Someone else has changed a value since you opened the page. Nothing was saved yet."
    ),
}


def cell_fault(reason: str, detail: str = "") -> str:
    """Return the sentence for a cell that is refused."""
    return str(CELL_FAULTS[reason]) % {"detail": detail}


def obstacle_words(use: QuantityUse) -> str:
    """Return why an input cannot take the number of its shared quantity; empty when it can."""
    return str(OBSTACLES[use.obstacle]) if use.obstacle else ""


def quantity_name(key: str, edition: Framework) -> str:
    """Return the name of a shared quantity, its key when the edition has none."""
    return next((text(quantity, "name") for quantity in edition.quantities if quantity.key == key), key)


def quantity_in_words(written: str | None, key: str, edition: Framework) -> str:
    """Return a stored number of a shared quantity with its unit: 40 factories."""
    if written is None:
        return gettext("no value")
    units = (text(quantity, "unit") for quantity in edition.quantities if quantity.key == key)
    return f"{number(Decimal(written))} {next(units, '')}".strip()


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
