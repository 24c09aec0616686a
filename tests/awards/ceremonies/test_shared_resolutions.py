"""One resolution yields many awards: local governments and organisations share that of their area."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.workflow.domain import Status
from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.ceremonies.models import Recipient
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.printing.actions import runs
from awards.printing.documents.samples import sample_awards
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from awards.verification.queries import awards as award_queries
from ecotown.common.signing import credentials
from ecotown.common.thai import numerals
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def ceremony(published, administrator):
    return builders.ceremony(administrator, fiscal_year=published.cycle.year)


@pytest.fixture
def municipality(ceremony, published, administrator):
    return builders.recipient(
        ceremony,
        administrator,
        kind=RecipientKind.LOCAL_GOVERNMENT,
        given_name="เทศบาลทดสอบ",
        given_recognition="เมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 3",
        area=published.area,
        by_resolution=True,
    )


@pytest.fixture
def award(ceremony, municipality, administrator):
    runs.start_run(ceremony=ceremony, recipients=[municipality.pk], by=administrator)
    issued = Award.objects.get()
    assert award_results.AWARDS.make(issued.pk)
    issued.refresh_from_db()
    return issued


def test_the_meeting_is_printed_on_the_award(award, published):
    words = award_documents.texts_of_award(award)

    assert award.resolution == published.resolution
    assert numerals.digits(published.resolution.meeting.number) in words.texts["meeting"]


def test_everyone_who_verifies_it_reads_the_meeting(client, award, published, settings, tmp_path):
    settings.CREDENTIAL_KEY = str(tmp_path / "credential.pem")
    (tmp_path / "credential.pem").write_bytes(credentials.new_key())
    number = published.resolution.meeting.number

    page = client.get(reverse("awards:verify", args=[award.code])).content.decode()
    document = json.loads(client.get(reverse("awards:credential", args=[award.code])).content)

    assert f'<span class="no-break">{number}</span>' in page
    assert number in document["evidence"][0]["name"]


def test_a_recipient_without_a_resolution_has_no_meeting(ceremony, published, administrator):
    factory = builders.recipient(ceremony, administrator, area=published.area)
    runs.start_run(ceremony=ceremony, recipients=[factory.pk], by=administrator)

    award = Award.objects.get()
    assert (award.resolution, award_documents.texts_of_award(award).texts["meeting"]) == (None, "")


def test_an_area_without_a_result_has_none_to_share(ceremony, province, administrator):
    with pytest.raises(AwardError, match="^area-without-result$"):
        builders.recipient(
            ceremony,
            administrator,
            kind=RecipientKind.ORGANISATION,
            area=builders.AreaBuilder(province=province),
            by_resolution=True,
        )
    assert not ceremony.recipients.exists()


def test_the_form_asks_for_the_area_whose_resolution_is_meant(client, ceremony, administrator):
    client.force_login(administrator)
    typed = {
        "kind": "local-government",
        "given_name": "เทศบาลทดสอบ",
        "given_recognition": "ระดับที่ 3",
        "by_resolution": "on",
        "with_certificate": "on",
    }

    refused = client.post(reverse("awards:add-recipient", args=[ceremony.pk]), typed)

    assert set(refused.context["form"].errors) == {"area"}


def test_the_database_wants_an_area_for_a_shared_resolution(municipality):
    with pytest.raises(IntegrityError), transaction.atomic():
        Recipient.objects.filter(pk=municipality.pk).update(area=None)


def test_the_database_keeps_the_resolution_on_the_award(award):
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Award.objects.update(shared_resolution=None)


def test_a_correction_makes_awards_that_share_the_level_outdated(client, award, published, administrator):
    builders.correct(published, by=administrator, level=2)

    assert list(Award.objects.outdated()) == [award]
    page = client.get(reverse("awards:verify", args=[award.code]))
    assert page.context["award"].validity == award_queries.Validity.OUTDATED


def test_a_replacement_shares_what_is_in_force(award, published, administrator):
    new = award_actions.replace_award(award=award, reason="ชำรุด", by=administrator)

    assert new.resolution == published.resolution


def test_samples_take_one_query_for_any_number(ceremony, municipality, django_assert_num_queries):
    assert not ceremony.is_demonstration  # looked up once for all
    for count in (1, 3):
        with django_assert_num_queries(1):
            samples = sample_awards(ceremony, [(municipality, AwardKind.CERTIFICATE)] * count)
        assert len(samples) == count
