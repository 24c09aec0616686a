"""An award in a design for another purpose, which the database refuses, is replaced and not printed again."""

import pytest
from django.utils import timezone

from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.ceremonies.models import Ceremony
from awards.designs.documents import stored_designs
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.purposes import Purpose
from awards.printing import queries
from awards.printing.actions import runs
from awards.printing.models import PrintRun
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from tests import builders
from tests.guards import disable_guards

pytestmark = pytest.mark.django_db


@pytest.fixture
def unfit(administrator):
    """Return a published design of plaques for areas."""
    return builders.design(administrator, kind="plaque", purpose=Purpose.AREA)


@pytest.fixture
def ceremony(at, administrator, unfit):
    """Return a ceremony whose plaques are all in the design for areas, also those of partners and factories.

    The plaque of the factory is issued, the one of the local government is not made yet.
    """
    published = at(Status.PUBLISHED)
    ceremony = builders.ceremony(administrator, fiscal_year=published.cycle.year)
    recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=True, by=administrator
    )
    for kind, shares in ((RecipientKind.LOCAL_GOVERNMENT, True), (RecipientKind.FACTORY, False)):
        builders.recipient(
            ceremony, administrator, kind=kind, area=published.area, by_resolution=shares, with_plaque=True
        )
    chosen = list(ceremony.recipients.values_list("pk", flat=True))
    runs.start_run(ceremony=ceremony, recipients=chosen, by=administrator)
    Ceremony.objects.update(plaque_design=unfit, partner_plaque_design=None, named_plaque_design=None)
    disable_guards("awards_award")
    plaques = Award.objects.filter(kind="plaque")
    plaques.update(design=unfit)
    plaques.filter(recipient__kind="factory").update(state="ready", file="x.pdf", sha256="0" * 64)
    Award.objects.filter(state="waiting").update(state="held")
    PrintRun.objects.update(state="cancelled", finished_at=timezone.now())
    return ceremony


@pytest.fixture
def issued(ceremony):
    return Award.objects.get(kind="plaque", recipient__kind="factory")


@pytest.fixture
def waiting(ceremony):
    return Award.objects.get(kind="plaque", recipient__kind="local-government")


def refused(action, **values):
    with pytest.raises(AwardError) as caught:
        action(**values)
    return caught.value.code


def test_the_page_says_that_the_design_is_for_others(client, issued, administrator):
    client.force_login(administrator)

    page = client.get(issued.get_absolute_url())

    assert (page.context["may_reprint"], "แบบที่ใช้จัดทำไว้สำหรับผู้รับมอบประเภทอื่น" in page.text) == (False, True)


def test_it_is_not_drawn_again(ceremony, issued, administrator):
    assert queries.run_sheet_of(ceremony).ready_count == 0
    assert (
        refused(award_actions.reprint_award, award=issued, reason="x", by=administrator) == "design-purpose"
    )
    with pytest.raises(stored_designs.UnfitDesignError):
        award_documents.award_pdf(issued)


def test_it_is_printed_in_no_run(ceremony, issued, waiting, administrator):
    for purpose in (Purpose.NAMED, Purpose.PARTNER):
        fitting = builders.design(administrator, kind="plaque", purpose=purpose)
        Ceremony.objects.update(**{f"{purpose.value}_plaque_design": fitting})

    codes = [
        refused(award_actions.retry_award, award=waiting, by=administrator),
        refused(runs.retry_run, run=ceremony.runs.get(), award=waiting, by=administrator),
    ]
    chosen = [award.recipient_id for award in (waiting, issued)]
    run = runs.start_run(ceremony=ceremony, recipients=chosen, by=administrator)

    assert codes == ["design-purpose"] * 2
    assert sorted(run.items.values_list("award__kind", flat=True)) == ["certificate", "certificate"]
    omitted = [(omission.recipient_id, omission.kind, omission.error) for omission in run.omissions.all()]
    assert omitted == [(recipient, "plaque", "design-purpose") for recipient in sorted(chosen)]


def test_it_is_replaced_by_one_in_a_fitting_design(issued, unfit, administrator):
    replacing = {"award": issued, "reason": "อ้างเกิน", "by": administrator}
    assert refused(award_actions.replace_award, **replacing) == "named-plaque-design-missing"
    fitting = builders.design(administrator, kind="plaque", purpose=Purpose.NAMED)
    Ceremony.objects.update(named_plaque_design=fitting)

    new = award_actions.replace_award(**replacing)

    assert (issued.design, new.design) == (unfit, fitting)
