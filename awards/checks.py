"""System checks of the numbers of awards: none is given twice, and none is taken for one of another kind."""

from django.conf import settings
from django.core.checks import Error, register
from django.core.checks import Warning as CheckWarning

from awards.designs.domain.kinds import AwardKind, award_number


@register
def check_number_formats(**_options):
    """Return an error for each number format without a running number or a year, a warning for equal ones.

    A wrong format is found when the portal starts, not when the first award is printed.
    """
    faults = []
    for kind in AwardKind:
        variable = f"{kind.upper()}_NUMBER"
        try:
            award_number(settings.AWARD_NUMBERS[kind], 1, 2569)
        except (ValueError, LookupError) as error:
            faults.append(Error(f"{variable}: {error}", id="awards.E001"))
    if settings.AWARD_NUMBERS[AwardKind.CERTIFICATE] == settings.AWARD_NUMBERS[AwardKind.PLAQUE]:
        sentence = "PLAQUE_NUMBER: a plaque can have the number of a certificate"
        faults.append(CheckWarning(sentence, hint="PLAQUE_NUMBER=ล. {number}/{year}", id="awards.W001"))
    return faults
