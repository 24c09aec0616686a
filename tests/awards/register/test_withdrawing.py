"""Awards that were revoked, replaced or outdated are neither made nor handed out."""

import pytest
from django.urls import reverse

from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.designs.domain.kinds import AwardError
from awards.printing import queries
from awards.printing.actions import packages as package_actions
from awards.printing.actions import runs
from awards.printing.domain import PackageKind
from awards.printing.models import Package
from awards.printing.results import awards as award_results
from awards.printing.results import packages as package_results
from awards.printing.words import UNPRINTABLE
from awards.register.actions import awards as award_actions
from awards.register.models.awards import Award
from ecotown.common.produced_files import making
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def area(ceremony, published, administrator):
    (added,) = recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=True, by=administrator
    )
    return added


def run_of(recipient, by):
    return runs.start_run(ceremony=recipient.ceremony, recipients=[recipient.pk], by=by)


def is_made(award):
    return award_results.AWARDS.make(award.pk) == 1


@pytest.mark.parametrize("action", [award_actions.revoke_award, award_actions.replace_award])
def test_a_waiting_award_is_not_made_after_it_became_invalid(area, administrator, action):
    run_of(area, administrator)
    award = Award.objects.get(kind="plaque")

    action(award=award, reason="ผิด", by=administrator)

    award.refresh_from_db()
    assert (award.state, is_made(award)) == ("held", False)
    with pytest.raises(AwardError, match="^(revoked|replaced)$"):
        award_actions.retry_award(award=award, by=administrator)


def test_a_reprint_that_waits_is_not_made_once_the_award_is_revoked(area, administrator):
    run_of(area, administrator)
    award = Award.objects.get(kind="certificate")
    assert is_made(award)
    reprint = award_actions.reprint_award(award=award, reason="ชำรุด", by=administrator)

    award_actions.revoke_award(award=award, reason="ผิด", by=administrator)

    assert not award_results.REPRINTS.make(reprint.pk)
    reprint.refresh_from_db()
    assert reprint.state == "failed"
    with pytest.raises(AwardError, match="^revoked$"):
        award_actions.retry_reprint(reprint=reprint, by=administrator)


def test_a_failed_reprint_is_tried_again(area, administrator):
    run_of(area, administrator)
    award = Award.objects.get(kind="certificate")
    assert is_made(award)
    reprint = award_actions.reprint_award(award=award, reason="ชำรุด", by=administrator)
    with pytest.raises(AwardError, match="^not-failed$"):
        award_actions.retry_reprint(reprint=reprint, by=administrator)
    award.reprints.update(state="failed", error="lost")

    again = award_actions.retry_reprint(reprint=reprint, by=administrator)

    assert (again.is_waiting, award_results.REPRINTS.make(reprint.pk)) == (True, 1)


def test_packages_with_a_revoked_award_are_closed(client, area, administrator):
    run_of(area, administrator)
    award = Award.objects.get(kind="certificate")
    assert is_made(award)
    package = package_actions.request_package(ceremony=area.ceremony, kind=PackageKind.ZIP, by=administrator)
    assert package_results.FILES.make(package.pk)
    client.force_login(administrator)
    address = reverse("awards:download-package", args=[area.ceremony_id, package.pk])
    assert b"".join(client.get(address)).startswith(b"PK")

    award_actions.revoke_award(award=award, reason="ผิด", by=administrator)

    assert client.get(address).status_code == 404
    assert making.expire(Package.objects.all()) == 1
    assert Package.objects.get().file == ""


def test_a_package_is_made_of_what_was_issued_before_the_ceremony(area, administrator):
    issued = award_actions.issue_certificate(assessment=area.assessment, by=administrator)
    assert is_made(issued)

    package = package_actions.request_package(ceremony=area.ceremony, kind=PackageKind.ZIP, by=administrator)

    assert package_results.FILES.make(package.pk)


def test_there_is_no_package_of_nothing_but_revoked_documents(area, administrator):
    run_of(area, administrator)
    for award in Award.objects.all():
        assert is_made(award)
        award_actions.revoke_award(award=award, reason="ผิด", by=administrator)

    with pytest.raises(AwardError, match="^nothing-ready$"):
        package_actions.request_package(ceremony=area.ceremony, kind=PackageKind.ZIP, by=administrator)


def test_an_outdated_award_is_not_printed_again(area, published, administrator):
    run_of(area, administrator)
    assert all(is_made(award) for award in Award.objects.all())
    builders.correct(published, by=administrator, level=2)

    (line,) = queries.run_sheet_of(area.ceremony).lines
    assert ([award.is_outdated for award in line.awards], line.ready_awards) == ([True, True], [])
    with pytest.raises(AwardError, match="^nothing-printable$") as refused:
        run_of(area, administrator)
    assert refused.value.detail == f"{area.name}: {UNPRINTABLE['outdated']}"


def test_an_area_whose_level_was_taken_back_is_named_and_nothing_is_numbered(area, published, administrator):
    builders.correct(published, by=administrator, level=0)

    with pytest.raises(AwardError, match="^nothing-printable$") as refused:
        run_of(area, administrator)

    assert (refused.value.detail, Award.objects.count()) == (f"{area.name}: {UNPRINTABLE['no-level']}", 0)


def test_the_plaque_that_replaces_an_areas_one_has_its_page(client, area, administrator):
    run_of(area, administrator)
    award = Award.objects.get(kind="plaque")
    new = award_actions.replace_award(award=award, reason="ชำรุด", by=administrator)
    client.force_login(administrator)

    page = client.get(award.get_absolute_url())

    assert new.get_absolute_url() in page.content.decode()
    assert client.get(new.get_absolute_url()).status_code == 200


def test_a_certificate_of_a_cancelled_run_is_made_from_the_page_of_its_area(client, area, administrator):
    runs.cancel_run(run=run_of(area, administrator), by=administrator)
    client.force_login(administrator)

    page = client.get(reverse("awards:certificate", args=[area.assessment_id])).content.decode()
    assert reverse("awards:retry-certificate", args=[area.assessment_id]) in page
    assert reverse("awards:download-certificate", args=[area.assessment_id]) not in page

    client.post(reverse("awards:retry-certificate", args=[area.assessment_id]))
    assert Award.objects.get(kind="certificate").state == "waiting"
