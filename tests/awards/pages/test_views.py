"""The page of a certificate, its download, and the public verification."""

import hashlib

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.models.awards import Award
from ecotown.common.thai.papers import unbroken_words


def test_the_page_asks_again_until_the_certificate_is_there(client, published, administrator):
    client.force_login(administrator)
    url = reverse("awards:certificate", args=[published.pk])

    client.post(reverse("awards:issue-certificate", args=[published.pk]))
    waiting = client.get(url, headers={"HX-Request": "true"})
    award_results.AWARDS.make(Award.objects.get().pk)
    ended = client.get(url, headers={"HX-Request": "true"})

    assert "every 2s" in waiting.content.decode()
    assert "every 2s" not in ended.content.decode()


def test_the_download_is_the_stored_file_and_is_not_shown_in_the_browser(client, ready, officer):
    client.force_login(officer)

    response = client.get(reverse("awards:download-certificate", args=[ready.assessment_id]))

    content = b"".join(response.streaming_content)
    assert hashlib.sha256(content).hexdigest() == ready.sha256
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_there_is_no_download_before_the_certificate_is_made(client, published, administrator):
    client.force_login(administrator)
    award_actions.issue_certificate(assessment=published, by=administrator)

    assert client.get(reverse("awards:download-certificate", args=[published.pk])).status_code == 404


def test_anyone_sees_that_a_certificate_is_valid(client, ready):
    response = client.get(reverse("awards:verify", args=[ready.code]))

    page = response.content.decode()
    assert response.status_code == 200
    edition = ready.assessment.cycle.framework.name_th
    for text in (unbroken_words(ready.assessment.area), ready.number, ready.sha256, "10-2/2569", edition):
        assert text in page


def test_the_verification_shows_no_personal_data(client, ready, people):
    page = client.get(reverse("awards:verify", args=[ready.code])).content.decode()

    for person in people:
        assert person.signing_name not in page
        assert person.username not in page


def test_a_revoked_certificate_is_shown_with_its_reason(client, ready, administrator):
    award_actions.revoke_award(award=ready, reason="ออกผิดพื้นที่", by=administrator)

    response = client.get(reverse("awards:verify", args=[ready.code]))

    assert "ออกผิดพื้นที่" in response.content.decode()
    assert "verification-revoked" in response.content.decode()


@pytest.mark.parametrize("change", ["first", "last", "longer", "empty"])
def test_a_changed_letter_is_not_found(client, ready, change):
    code = ready.code
    another_letter = "b" if code[0] != "b" else "c"
    changed = {
        "first": another_letter + code[1:],
        "last": code[:-1] + "_",
        "longer": code + "2",
        "empty": "-",
    }[change]

    response = client.get(reverse("awards:verify", args=[changed]))

    assert response.status_code == 404
    assert str(ready.assessment.area) not in response.content.decode()


def test_a_code_typed_in_groups_is_understood(client, ready):
    typed = " ".join([ready.code[:5].upper(), ready.code[5:10], ready.code[10:]])

    response = client.get(reverse("awards:enter-code"), {"code": typed})

    assert response.headers["Location"] == reverse("awards:verify", args=[ready.code])


def test_the_whole_address_pasted_into_the_field_is_understood(client, ready):
    response = client.get(reverse("awards:enter-code"), {"code": ready.verification_url})

    assert response.headers["Location"] == reverse("awards:verify", args=[ready.code])


def test_revoking_without_a_reason_is_an_error_of_the_field(client, ready, administrator):
    client.force_login(administrator)

    response = client.post(ready.get_absolute_url(), {"deed": "revoke", "reason": ""})

    assert set(response.context["form"].errors) == {"reason"}
    ready.refresh_from_db()
    assert not ready.is_revoked


def test_issuing_too_early_is_refused_with_words(client, at, administrator):
    granted = at(Status.GRANTED)
    client.force_login(administrator)

    response = client.post(reverse("awards:issue-certificate", args=[granted.pk]), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not Award.objects.exists()


def test_a_revoked_certificate_is_downloaded_by_administrators_only(client, ready, people):
    award_actions.revoke_award(award=ready, reason="ออกผิดพื้นที่", by=people.administrator)
    answers = {}

    for role in people._fields:
        client.force_login(getattr(people, role))
        response = client.get(reverse("awards:download-certificate", args=[ready.assessment_id]))
        b"".join(response)
        answers[role] = response.status_code

    assert answers == {"officer": 404, "internal": 404, "external": 404, "administrator": 200}


def test_the_database_does_not_take_back_a_revocation(ready, administrator):
    award_actions.revoke_award(award=ready, reason="ออกผิดพื้นที่", by=administrator)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Award.objects.update(revoked_by=None, revoked_at=None, revocation_reason="")


def test_a_lost_file_is_not_found(client, ready, administrator):
    ready.file.storage.delete(ready.file.name)
    client.force_login(administrator)

    assert client.get(reverse("awards:download-certificate", args=[ready.assessment_id])).status_code == 404


def test_pages_of_signed_in_people_are_not_cached(client, ready, administrator):
    client.force_login(administrator)

    headers = client.get(reverse("awards:certificate", args=[ready.assessment_id])).headers

    assert headers["Cache-Control"] == "no-store"
