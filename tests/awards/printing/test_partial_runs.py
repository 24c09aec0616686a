"""A bad record is listed with its reason, the others are printed, and the rest when it is mended."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.entry.actions import entries
from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs.domain.kinds import AwardError
from awards.pages.screens.printing import PrintCheck, omissions_of_run
from awards.printing import queries, words
from awards.printing.actions import runs
from awards.printing.documents import checks
from awards.printing.models import PrintOmission
from awards.printing.results import awards as award_results
from awards.register.models.awards import Award
from awards.register.models.number_series import NumberSeries
from ecotown.common.history import recording
from tests import builders

pytestmark = pytest.mark.django_db
LONG, UNPRINTABLE = "ก" * 200, "บริษัท 漢字 จำกัด"


@pytest.fixture
def broken(ceremony, administrator):
    """Return recipients that cannot be printed, each for another reason, by the code of it."""
    no_letter, too_long = (builders.recipient(ceremony, administrator) for _ in range(2))
    Recipient.objects.filter(pk=no_letter.pk).update(given_name=UNPRINTABLE)
    Recipient.objects.filter(pk=too_long.pk).update(given_name=LONG)
    no_design = builders.recipient(ceremony, administrator, with_certificate=False, with_plaque=True)
    Ceremony.objects.update(named_plaque_design=None)
    return {"no-letter": no_letter, "too-long": too_long, "no-design": no_design}


@pytest.fixture
def area(ceremony, at, administrator):
    """Return an area whose level was taken back after it was put on the list."""
    published = at(Status.PUBLISHED)
    (area,) = recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=False, by=administrator
    )
    builders.correct(published, by=administrator, level=0)
    return area


@pytest.fixture
def chosen(factories, broken, area):
    return [recipient.pk for recipient in (*factories, *broken.values(), area)]


@pytest.fixture
def run(ceremony, chosen, administrator):
    return runs.start_run(ceremony=ceremony, recipients=chosen, by=administrator)


@pytest.fixture
def post(client, administrator, ceremony):
    client.force_login(administrator)

    def send(name, **values):
        return client.post(reverse(f"awards:{name}", args=[ceremony.pk]), values)

    return send


def published_area(province, cycle, people):
    area = builders.AreaBuilder(province=province)
    return builders.take_to(
        Status.PUBLISHED, entries.open_assessment(area=area, cycle=cycle, by=None), people
    )


def render(run):
    return award_results.AWARDS.make(*run.items.values_list("award", flat=True))


def test_the_good_ones_are_numbered_and_the_bad_ones_kept_with_their_reason(run, factories, broken, area):
    assert render(run) == 3

    assert [item.recipient for item in run.items.order_by("position")] == factories
    assert list(Award.objects.order_by("pk").values_list("running_number", flat=True)) == [1, 2, 3]
    errors = {omission.recipient_id: omission.error for omission in run.omissions.all()}
    assert errors[broken["no-letter"].pk] == "no-letter:recipient:6F22,5B57"
    assert errors[broken["too-long"].pk].startswith("too-long:recipient:")
    assert errors[broken["no-design"].pk] == "no-design:named_plaque_design"
    assert (errors[area.pk], len(errors)) == ("no-level", 4)
    sentences = {words.fault_sentences(error) for error in errors.values()}
    assert len(sentences) == 4


def test_the_reasons_say_which_letter_and_how_many_characters(run, broken):
    omissions = {omission.line.recipient: omission.reasons for omission in omissions_of_run(run)}

    assert "“漢” U+6F22, “字” U+5B57" in omissions[broken["no-letter"]]
    error = broken["too-long"].omissions.get().error
    assert error.rpartition(":")[2] in omissions[broken["too-long"]]


def test_what_is_mended_is_printed_in_a_later_run(run, broken, ceremony, administrator):
    render(run)
    award_results.finish_runs()
    recipient_actions.change_recipient(
        recipient=broken["no-letter"],
        given_name="บริษัท แก้ไขแล้ว จำกัด",
        given_recognition=broken["no-letter"].given_recognition,
        with_certificate=True,
        with_plaque=False,
        by=administrator,
    )
    mended = [omission for omission in omissions_of_run(run) if omission.is_mended]
    assert [omission.line.recipient for omission in mended] == [broken["no-letter"]]

    later_run = runs.start_run(ceremony=ceremony, recipients=[broken["no-letter"].pk], by=administrator)

    assert (later_run.items.count(), later_run.omissions.count()) == (1, 0)
    states = {omission.line.recipient: omission.is_printed for omission in omissions_of_run(run)}
    assert states[broken["no-letter"]]
    assert list(states.values()).count(False) == 3


def test_nothing_is_numbered_when_nothing_can_be_printed(broken, ceremony, administrator):
    with pytest.raises(AwardError, match="^nothing-printable$") as refused:
        runs.start_run(
            ceremony=ceremony, recipients=[recipient.pk for recipient in broken.values()], by=administrator
        )

    assert UNPRINTABLE in refused.value.detail
    assert (Award.objects.count(), NumberSeries.objects.filter(last_number__gt=0).count()) == (0, 0)
    assert not ceremony.runs.exists()


def test_the_confirmation_counts_and_leads_to_each_fault(post, chosen, broken, ceremony):
    answer = post("check-run", recipient=chosen)

    check = answer.context["check"]
    assert (len(check.printable), len(check.unprintable), check.number_count) == (3, 4, 3)
    for award in check.unprintable:
        assert f'href="{award.mending_url}"' in answer.text
        assert award.reasons.split("“")[0] in answer.text
    assert not Award.objects.exists()

    started = post("start-run", recipient=chosen, shown=check.fingerprint)

    assert started.headers["Location"] == ceremony.runs.get().get_absolute_url()
    assert ceremony.runs.get().items.count() == 3


def test_what_has_changed_since_the_confirmation_is_shown_again(post, factories, ceremony):
    chosen = [factory.pk for factory in factories]
    shown = post("check-run", recipient=chosen).context["check"].fingerprint
    Recipient.objects.filter(pk=factories[0].pk).update(given_name=LONG)

    answer = post("start-run", recipient=chosen, shown=shown)

    assert (answer.status_code, Award.objects.count()) == (409, 0)
    assert len(answer.context["check"].unprintable) == 1
    assert post("start-run", recipient=chosen, shown=answer.context["check"].fingerprint).status_code == 302
    assert ceremony.runs.get().items.count() == 2


def test_who_is_left_out_can_be_taken_off_the_list(run, broken, administrator):
    recipient_actions.remove_recipient(recipient=broken["too-long"], by=administrator)

    assert run.omissions.count() == 3
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic():
        PrintOmission.objects.update(error="")


def test_the_page_of_the_run_offers_the_rest(client, administrator, run, broken):
    render(run)
    award_results.finish_runs()
    client.force_login(administrator)
    page = client.get(run.get_absolute_url()).text

    assert 'id="omissions"' in page
    assert UNPRINTABLE in page
    assert reverse("awards:check-run", args=[run.ceremony_id]) not in page

    Recipient.objects.filter(pk=broken["too-long"].pk).update(given_name="สั้น")
    page = client.get(run.get_absolute_url()).text

    assert reverse("awards:check-run", args=[run.ceremony_id]) in page
    assert f'name="recipient" value="{broken["too-long"].pk}"' in page


def test_the_page_of_the_run_groups_what_it_left_out_as_the_confirmation_does(
    client, administrator, ceremony, factories, post
):
    Ceremony.objects.update(named_plaque_design=None)
    Recipient.objects.update(with_plaque=True)
    chosen = [factory.pk for factory in factories]
    confirmation = post("check-run", recipient=chosen)
    post("start-run", recipient=chosen, shown=confirmation.context["check"].fingerprint)

    page = client.get(ceremony.runs.get().get_absolute_url())

    for faults in (confirmation.context["check"].faults, page.context["faults"]):
        assert [[award.line.recipient for award in group] for group in faults] == [factories]


@pytest.mark.parametrize("name", ["漢字", LONG])
def test_the_name_of_an_area_that_cannot_be_printed_leads_to_who_can_mend_it(
    ceremony, province, cycle, people, administrator, name
):
    published = published_area(province, cycle, people)
    recipient_actions.add_areas(
        ceremony=ceremony, assessments=[published], with_plaque=False, by=administrator
    )
    type(published.area).objects.update(name_th=name)

    ((award,),) = PrintCheck(ceremony, checks.checked_awards(queries.run_sheet_of(ceremony))).faults

    assert (award.mending_url, award.advice) == (
        ceremony.certificate_design.get_absolute_url(),
        str(words.NAME_OF_AREA),
    )


def test_the_history_says_how_many_were_left_out(run, ceremony):
    (started,) = [row for row in recording.events_of(ceremony.history_subject) if row.name == "run-started"]

    assert (started.data["documents"], started.data["left_out"]) == (3, 4)


def test_an_issued_document_that_failed_is_checked_for_its_text(ceremony, factories, administrator):
    run = runs.start_run(ceremony=ceremony, recipients=[factories[0].pk], by=administrator)
    runs.cancel_run(run=run, by=administrator)
    award = Award.objects.get()

    (checked,) = checks.checked_awards(queries.run_sheet_of(ceremony), {factories[0].pk})

    assert (checked.award, checked.is_printable, checked.is_made) == (award, True, False)


@pytest.mark.parametrize("is_issued", [False, True], ids=["without numbers", "with numbers, not made"])
def test_the_check_takes_the_same_queries_for_any_number(
    ceremony, administrator, cycle, province, people, is_issued
):
    mixed = []
    for _number in range(3):
        published = published_area(province, cycle, people)
        mixed += recipient_actions.add_areas(
            ceremony=ceremony, assessments=[published], with_plaque=True, by=administrator
        )
        mixed.append(builders.recipient(ceremony, administrator, area=published.area))
    pks = [recipient.pk for recipient in mixed]
    if is_issued:
        runs.cancel_run(
            run=runs.start_run(ceremony=ceremony, recipients=pks, by=administrator), by=administrator
        )
    counts = []
    for count in (1, 3):
        ceremony = Ceremony.objects.get(pk=ceremony.pk)  # what it has looked up is forgotten
        with CaptureQueriesContext(connection) as counted:
            checked = checks.checked_awards(queries.run_sheet_of(ceremony), set(pks[: 2 * count]))
        assert [award.error for award in checked] == [""] * 3 * count
        counts.append(len(counted))

    assert counts[0] == counts[1]
