"""Models of awards: awards, ceremonies, recipients, designs, print runs and packages."""

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
