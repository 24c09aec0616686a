"""The rows of awards: what was issued, to whom it is handed out, how it looks, what was printed."""

from awards.models.ceremonies import Ceremony, Recipient
from awards.models.certificates import Certificate, Series
from awards.models.designs import Design, DesignSignatory
from awards.models.reprints import Reprint
from awards.models.runs import Package, PrintItem, PrintRun

__all__ = [
    "Ceremony",
    "Certificate",
    "Design",
    "DesignSignatory",
    "Package",
    "PrintItem",
    "PrintRun",
    "Recipient",
    "Reprint",
    "Series",
]
