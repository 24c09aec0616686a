"""Words of recipients, attendance, order and packages."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.ceremonies.domain.ceremonies import Attendance, CallOrder, PackageKind, RecipientKind

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
PACKAGE_LABELS = {
    PackageKind.ZIP.value: _("All documents, one PDF each (ZIP)"),
    PackageKind.MERGED.value: _("One print file in call order (PDF)"),
    PackageKind.ARTWORK.value: _("Plaque artwork for the engraver (ZIP of SVG)"),
    PackageKind.SHEET_PDF.value: _("Run sheet with script (PDF)"),
    PackageKind.SHEET_WORKBOOK.value: _("Run sheet (Excel workbook)"),
}

# Frequent recognitions of recipients by name, offered as suggestions.
SUGGESTED_RECOGNITIONS = (
    "โรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม (Eco Factory Social Value: ESV)",
    "เครือข่ายโรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม (ESV)",
    "อุตสาหกรรมสีเขียว ระดับที่ 5 เครือข่ายสีเขียว",
    "อุตสาหกรรมสีเขียว ระดับที่ 4 วัฒนธรรมสีเขียว",
    "CSR-DIW",
)


ORDERS = {
    CallOrder.LEVEL.value: _("By level, the highest first"),
    CallOrder.PROVINCE.value: _("By province"),
}


def pronunciation_words(pronunciation: str, *, is_suggested: bool) -> str:
    """Return how a name is read aloud, and whether somebody wrote it or it is only suggested."""
    words = gettext("Suggested reading") if is_suggested else gettext("Read aloud")
    return f"{words}: {pronunciation}"
