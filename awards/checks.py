"""What `manage.py check` looks at: that no two awards of a kind can have the same number."""

from django.conf import settings
from django.core.checks import Error, register

from awards.domain.awards import Kind, number_text


@register
def numbers_can_be_told_apart(**_options):
    """A wrong form of numbers is found when the portal starts, not when the first award is printed."""
    found = []
    for kind in Kind:
        name = f"{kind.upper()}_NUMBER"
        try:
            number_text(settings.AWARD_NUMBERS[kind], 1, 2569)
        except (ValueError, LookupError) as error:
            found.append(Error(f"{name}: {error}", id="awards.E001"))
    return found
