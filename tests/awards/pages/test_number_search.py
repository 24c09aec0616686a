"""Searching for awards by their number: one number finds the certificate and the plaque that have it."""

import pytest
from django.urls import reverse

from awards.printing.actions import runs
from awards.register.actions import awards as award_actions
from awards.register.models.awards import Award
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def awards(ceremony, administrator):
    """Return the certificate and the plaque of one recipient, by kind."""
    recipient = builders.recipient(ceremony, administrator, with_plaque=True)
    runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)
    return {award.kind: award for award in Award.objects.all()}


def search(client, number):
    response = client.get(reverse("awards:ceremonies"), {"number": number})
    return {(award.kind, award.number) for award in response.context["found_awards"]}, response.text


def test_a_number_finds_the_certificate_and_the_plaque_that_have_it(client, administrator, awards):
    client.force_login(administrator)
    certificate, plaque = awards["certificate"], awards["plaque"]
    both = {("certificate", certificate.number), ("plaque", plaque.number)}

    assert certificate.running_number == plaque.running_number
    assert search(client, certificate.number)[0] == both
    assert search(client, f"{certificate.running_number}")[0] == both
    assert search(client, plaque.number)[0] == {("plaque", plaque.number)}


def test_a_number_that_nothing_has_is_said(client, administrator, awards):
    client.force_login(administrator)

    found, page = search(client, "987654/2599")

    assert (found, "987654/2599" in page) == (set(), True)


def test_the_search_tells_what_was_replaced_without_a_query_for_each(
    client, ceremony, administrator, django_assert_max_num_queries
):
    client.force_login(administrator)

    def find():
        with django_assert_max_num_queries(9):
            response = client.get(reverse("awards:ceremonies"), {"number": str(ceremony.fiscal_year)})
        return response

    find()
    for _ in range(3):
        recipient = builders.recipient(ceremony, administrator)
        runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)
    award_actions.replace_award(award=Award.objects.last(), reason="ชำรุด", by=administrator)
    find()
    with django_assert_max_num_queries(9):
        response = client.get(reverse("awards:ceremonies"), {"number": "1"})
    (found,) = response.context["found_awards"]
    assert found.is_replaced == (found.replacement is not None)
