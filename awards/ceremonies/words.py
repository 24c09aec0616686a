"""Words of ceremonies, recipients, attendance and order, and of their refusals."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.ceremonies.domain.ceremonies import Attendance, CallOrder, RecipientKind
from awards.designs.words import DESIGN_LABELS

RECIPIENT_KINDS = {
    RecipientKind.AREA.value: _("Area"),
    RecipientKind.LOCAL_GOVERNMENT.value: _("Local government"),
    RecipientKind.ORGANISATION.value: _("Organisation"),
    RecipientKind.FACTORY.value: _("Factory"),
    RecipientKind.NETWORK.value: _("Network"),
}
ATTENDANCES = {
    Attendance.EXPECTED.value: pgettext_lazy("attendance", "Expected"),
    Attendance.PRESENT.value: pgettext_lazy("attendance", "Present"),
    Attendance.ABSENT.value: pgettext_lazy("attendance", "Absent"),
}

# Frequent recognitions of recipients by name, offered as suggestions.
SUGGESTED_RECOGNITIONS = (
    "โรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม (Eco Factory Social Value: ESV)",
    "เครือข่ายโรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม (ESV)",
    "อุตสาหกรรมสีเขียว ระดับที่ 5 เครือข่ายสีเขียว",
    "อุตสาหกรรมสีเขียว ระดับที่ 4 วัฒนธรรมสีเขียว",
    "CSR-DIW",
)

YES, NO = pgettext_lazy("cell", "Yes"), pgettext_lazy("cell", "No")
# The headings of the form in which a list of recipients is filled in.
IMPORT_HEADINGS = {
    "kind": _("Kind of recipient"),
    "given_name": _("Name"),
    "given_recognition": _("Recognised as"),
    "area": _("In the target area"),
    "by_resolution": _("By the committee's resolution"),
    "with_certificate": pgettext_lazy("award", "Certificate"),
    "with_plaque": pgettext_lazy("award", "Plaque"),
    "seat": _("Seat"),
    "represented_by": _("Who comes to receive it"),
    "pronunciation": _("How it is read aloud"),
    "has_thai_digits": _("Thai digits in the name"),
}
# Other headings that people write, beside those above in either language.
OTHER_HEADINGS = {
    "ประเภท": "kind",
    "ชื่อผู้รับ": "given_name",
    "ชื่อผู้รับมอบ": "given_name",
    "ผู้รับมอบ": "given_name",
    "ชื่อหน่วยงาน": "given_name",
    "ยกย่องเป็น": "given_recognition",
    "ตามมติ": "by_resolution",
    "รางวัล": "given_recognition",
    "พื้นที่": "area",
    "พื้นที่เป้าหมาย": "area",
    "ผู้แทน": "represented_by",
    "ผู้รับแทน": "represented_by",
    "คำอ่าน": "pronunciation",
}
OTHER_KINDS = {
    "อปท": RecipientKind.LOCAL_GOVERNMENT,
    "ท้องถิ่น": RecipientKind.LOCAL_GOVERNMENT,
    "เทศบาล": RecipientKind.LOCAL_GOVERNMENT,
    "องค์กร": RecipientKind.ORGANISATION,
    "บริษัท": RecipientKind.FACTORY,
}
# Why a cell of a list of recipients cannot be taken.
CELL_FAULTS = {
    "heading-unknown": _(
        "There is no column “%(detail)s”. Please use the headings of the form, or delete the column. Rows "
        "that are filled in there are not added."
    ),
    "heading-twice": _(
        "The column “%(detail)s” stands here a second time. Rows that are filled in there are not added."
    ),
    "column-missing": _("The list has no such column. Please add it."),
    "column-replaceable": _(
        "The list has no such column. Please add it, or fill in what stands in for it below."
    ),
    "column-unknown": _("“%(detail)s” stands in a column without a heading."),
    "formula": _("Formulas are not accepted. Please type the text itself."),
    "error": _("This cell holds the error of a formula."),
    "date": _("This cell holds a date or a time. Please type a text."),
    "kind-unknown": _("“%(detail)s” is no kind of recipient. Please choose one of the list."),
    "kind-area": _("Areas are added from their published results."),
    "tick-unknown": _("“%(detail)s” is neither yes nor no."),
    "area-unknown": _("There is no target area “%(detail)s”."),
    "area-ambiguous": _("“%(detail)s” may be several areas. Please write the whole name."),
    "too-many": _("The list is too long from here on. Please add the rest as a list of its own."),
    "recipient-twice": _("This recipient stands in row %(detail)s already."),
}

ORDERS = {
    CallOrder.LEVEL.value: _("By level, the highest first"),
    CallOrder.PROVINCE.value: _("By province"),
}

# Why an action on a ceremony or its recipients was refused.
REFUSALS = {
    "not-published": _("A certificate is issued after the result has been published."),
    "no-level": _("No level was granted, so there is no certificate."),
    "recipient-listed": _("This recipient is on the list already."),
    "recipient-kind": _("Areas are added from their published results."),
    "recipient-name-missing": _("Please give the name of the recipient."),
    "recognition-missing": _("Please say what the recipient is recognised as."),
    "nothing-awarded": _("Please choose a certificate, a plaque or both."),
    "area-without-result": _("The area has no published level in the year of the ceremony."),
    "kind-issued": _("An award of this kind was issued to the recipient. Please revoke it first."),
    "recipient-issued": _("An award of this recipient has been issued, so it stays on the list."),
    "name-fixed": _(
        "A number has been issued, so what is printed stays. Please correct the name and issue a replacement."
    ),
    "ceremony-issued": _("Something of this ceremony has been issued, so it is kept."),
    "kind-shares-no-resolution": _(
        "Only local governments and organisations of an area share the resolution on it."
    ),
}
# The fields of a ceremony or a recipient whose changes the history shows.
FIELDS = {
    "name": _("Name"),
    "date": _("Date"),
    "place": _("Place"),
    "presiding": _("Presiding person"),
    "presiding_position": _("Position of the presiding person"),
    "fiscal_year": _("Fiscal year (B.E.)"),
    "starts_at": _("Start of the handing over"),
    "seconds_each": _("Seconds for each recipient"),
    **DESIGN_LABELS,
    "given_name": _("Name"),
    "given_recognition": _("Recognised as"),
    "by_resolution": _("Honoured by the committee's resolution on the area"),
    "has_thai_digits": _("Thai digits in the name"),
    "with_certificate": _("Receives a certificate"),
    "with_plaque": _("Receives a plaque"),
    "seat": _("Seat"),
    "reading_hint": _("How it is read aloud"),
    "attendance": _("Attendance"),
}


def cell_fault(reason: str, detail: str = "") -> str:
    """Return why a cell of a list of recipients cannot be taken."""
    return str(CELL_FAULTS[reason]) % {"detail": detail}


def pronunciation_words(pronunciation: str, *, is_suggested: bool, is_stale: bool = False) -> str:
    """Return how a name is read aloud, whether somebody wrote it, and whether the name was changed since."""
    words = gettext("Suggested reading") if is_suggested else gettext("Read aloud")
    note = f" ({gettext('must be checked again')})" if is_stale else ""
    return f"{words}: {pronunciation}{note}"
