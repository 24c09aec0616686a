"""The handbooks of an edition."""

from indicators.editions.models import Framework
from indicators.handbook.models import Handbook


def handbooks_of(framework: Framework) -> dict[str, Handbook]:
    """Return the handbooks of the criteria as they are now, by language; one query.

    That of an earlier state of a draft is left out.
    """
    rows = Handbook.objects.filter(framework=framework, checksum=framework.checksum)
    return {handbook.language: handbook for handbook in rows}
