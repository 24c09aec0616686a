"""What the settings of the portal do to awards: previews of a certificate and of numbers, and a check."""

from django.utils import timezone
from django.utils.translation import gettext as _

from awards.designs import queries, words
from awards.designs.documents import artwork, placing, standard_design
from awards.designs.domain.kinds import AwardKind, award_number
from awards.register.queries import check_number_formats
from ecotown.common.thai import dates
from ecotown.configuration.domain import Group
from ecotown.configuration.registry import Preview, declare_check, declare_preview

SAMPLE_NUMBER = 12


def declare():
    """Register the previews and the check; called when the portal starts."""
    declare_preview(Group.SIGNATORIES, certificate_preview)
    declare_preview(Group.EMBLEM, certificate_preview)
    declare_preview(Group.NUMBERS, numbers_preview)
    declare_check(check_number_formats)


def certificate_preview() -> Preview:
    """Return a certificate without a design of its own, or which of its texts have no room."""
    title = _("Certificate without a design of its own")
    design = standard_design.standard_design()
    try:
        return Preview(
            title, drawing=artwork.artwork_svg(design, queries.trial_texts("shortest", design.kind))
        )
    except placing.TextOverflowError as error:
        faults = words.overflow_descriptions(error.overflows)
        return Preview(title, [_("This does not fit on the certificate: %(boxes)s") % {"boxes": faults}])


def numbers_preview() -> Preview:
    """Return how a number of each kind is printed."""
    year = dates.fiscal_year(timezone.localdate())
    numbers = {
        kind: words.own_digits(award_number(queries.number_format(kind), SAMPLE_NUMBER, year))
        for kind in AwardKind
    }
    title = _("The %(number)sth of each kind in this fiscal year") % {"number": SAMPLE_NUMBER}
    return Preview(title, [f"{words.KINDS[kind]}: {number}" for kind, number in numbers.items()])
