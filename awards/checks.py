"""System check that no two awards of a kind can have the same number."""

from django.conf import settings
from django.core.checks import Error, register

from awards.domain.awards import Kind, number_text


@register
def numbers_can_be_told_apart(**_options):
    """Return an error for each number format without a running number or a year.

    A wrong format is found when the portal starts, not when the first award is printed.
    """
    errors = []
    for kind in Kind:
        variable = f"{kind.upper()}_NUMBER"
        try:
            number_text(settings.AWARD_NUMBERS[kind], 1, 2569)
        except (ValueError, LookupError) as error:
            errors.append(Error(f"{variable}: {error}", id="awards.E001"))
    return errors
