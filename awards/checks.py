"""System check that no two awards of a kind can have the same number."""

from django.conf import settings
from django.core.checks import Error, register

from awards.designs.domain.kinds import AwardKind, award_number


@register
def check_number_formats(**_options):
    """Return an error for each number format without a running number or a year.

    A wrong format is found when the portal starts, not when the first award is printed.
    """
    errors = []
    for kind in AwardKind:
        variable = f"{kind.upper()}_NUMBER"
        try:
            award_number(settings.AWARD_NUMBERS[kind], 1, 2569)
        except (ValueError, LookupError) as error:
            errors.append(Error(f"{variable}: {error}", id="awards.E001"))
    return errors
