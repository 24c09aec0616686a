"""A person who repeats a step on a design, a print run or an award is told that it is done."""

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.designs import actions
from awards.designs.actions import SignatoryInput
from awards.printing.actions import runs
from awards.printing.models import PrintRun
from awards.register.actions import awards
from awards.register.models.awards import Award
from ecotown.accounts.models import Role
from ecotown.common.history.models import Event
from tests import builders
from tests.builders import UserBuilder


@pytest.fixture
def ready_design(administrator):
    """Return a draft that is ready to be published."""
    draft = actions.draft_design(name="แบบทดสอบ", layout="plaque", by=administrator)
    return actions.change_design(
        design=draft,
        name=draft.name,
        texts=draft.texts,
        sizes={},
        signatories=[SignatoryInput("ผู้ลงนาม ตัวอย่าง", "อธิบดี")],
        by=administrator,
    )


@pytest.fixture
def run(ceremony, factories, administrator):
    return runs.start_run(
        ceremony=ceremony, recipients=[factory.pk for factory in factories], by=administrator
    )


def answer(client, url, form_data=None):
    """Return the path that a step leads to, and the kind of its message."""
    response = client.post(url, form_data or {}, follow=True)
    return response.request["PATH_INFO"], [message.level_tag for message in response.context["messages"]]


def thrice(client, administrator, url, form_data=None):
    """Take a step, repeat it, and repeat it as somebody else; nothing is recorded after the first time."""
    client.force_login(administrator)
    first = answer(client, url, form_data)
    events = Event.objects.count()
    again = answer(client, url, form_data)
    client.force_login(UserBuilder(role=Role.ADMINISTRATOR))
    by_colleague = answer(client, url, form_data)
    assert Event.objects.count() == events
    return first, again, by_colleague


def test_a_design_is_published_once(client, ready_design, administrator):
    url, page = reverse("awards:publish-design", args=[ready_design.pk]), ready_design.get_absolute_url()

    answers = thrice(client, administrator, url)

    assert answers == ((page, ["success"]), (page, ["info"]), (page, ["error"]))


def test_a_run_is_started_once(client, ceremony, factories, administrator):
    """A colleague is led to the run that is on, without a claim of having started one."""
    url, chosen = reverse("awards:start-run", args=[ceremony.pk]), [factory.pk for factory in factories]

    answers = thrice(client, administrator, url, {"recipient": chosen})

    page = PrintRun.objects.get().get_absolute_url()
    assert answers == ((page, []), (page, ["info"]), (page, []))


def test_a_run_is_cancelled_once(client, run, administrator):
    url, page = reverse("awards:cancel-run", args=[run.ceremony_id, run.pk]), run.get_absolute_url()

    answers = thrice(client, administrator, url)

    assert answers == ((page, ["success"]), (page, ["info"]), (page, ["error"]))


def test_another_run_is_started_after_the_first_was_cancelled(client, run, factories, administrator):
    runs.cancel_run(run=run, by=administrator)
    client.force_login(administrator)

    _page, tags = answer(
        client, reverse("awards:start-run", args=[run.ceremony_id]), {"recipient": [factories[0].pk]}
    )

    assert (tags, PrintRun.objects.count()) == ([], 2)


def test_a_run_that_is_refused_after_an_earlier_one_says_why(client, run, administrator):
    client.force_login(administrator)
    runs.cancel_run(run=run, by=administrator)
    PrintRun.objects.update(state="finished")

    page, tags = answer(client, reverse("awards:start-run", args=[run.ceremony_id]))

    assert (page, tags) == (run.ceremony.get_absolute_url(), ["error"])


@pytest.mark.parametrize("deed", ["revoke", "replace"])
def test_an_award_is_revoked_or_replaced_once(client, ready, administrator, deed):
    url = reverse("awards:award", args=[ready.pk])

    answers = thrice(client, administrator, url, {"deed": deed, "reason": "ชื่อผิด"})

    assert answers == ((url, ["success"]), (url, ["info"]), (url, ["error"]))


def test_a_certificate_is_told_from_the_plaque_with_its_number(client, ceremony, administrator):
    recipient = builders.recipient(ceremony, administrator, with_plaque=True)
    run = runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)
    plaque, certificate = (item.award for item in run.items.order_by("-award__kind"))
    awards.revoke_award(award=certificate, reason="ชื่อผิด", by=UserBuilder(role=Role.ADMINISTRATOR))
    awards.revoke_award(award=plaque, reason="ชื่อผิด", by=administrator)
    client.force_login(administrator)

    tags = [
        answer(client, reverse("awards:award", args=[award.pk]), {"deed": "revoke", "reason": "ชื่อผิด"})[1]
        for award in (certificate, plaque)
    ]

    assert (certificate.running_number, tags) == (plaque.running_number, [["error"], ["info"]])


def test_a_revocation_says_nothing_about_another_award(client, run, administrator):
    first, second = (item.award for item in run.items.order_by("position")[:2])
    colleague = UserBuilder(role=Role.ADMINISTRATOR)
    awards.revoke_award(award=first, reason="ชื่อผิด", by=colleague)
    awards.revoke_award(award=second, reason="ชื่อผิด", by=administrator)
    client.force_login(administrator)

    tags = [
        answer(client, reverse("awards:award", args=[award.pk]), {"deed": "revoke", "reason": "ชื่อผิด"})[1]
        for award in (first, second)
    ]

    assert tags == [["error"], ["info"]]


def test_the_documents_of_a_run_are_tried_again_once(client, run, administrator):
    Award.objects.update(state="failed")
    PrintRun.objects.update(state="finished", finished_at=timezone.now())
    page = run.get_absolute_url()

    answers = thrice(client, administrator, reverse("awards:retry-run", args=[run.ceremony_id, run.pk]))

    assert answers == ((page, ["success"]), (page, ["info"]), (page, ["error"]))


def test_an_award_is_tried_again_once_but_not_after_it_was_revoked(client, run, administrator):
    award = Award.objects.first()
    Award.objects.filter(pk=award.pk).update(state="failed")
    page, url = award.get_absolute_url(), reverse("awards:retry-award", args=[award.pk])

    answers = thrice(client, administrator, url)
    awards.revoke_award(award=award, reason="ผิด", by=UserBuilder(role=Role.ADMINISTRATOR))
    client.force_login(administrator)
    after = answer(client, url)

    assert answers == ((page, ["success"]), (page, ["info"]), (page, ["error"]))
    assert after == (page, ["error"])
