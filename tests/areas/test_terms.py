"""Terms of officers in provinces: who sees a province on which day, and what the history keeps."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from areas import actions
from areas.models import ProvinceOfficer
from assessments.entry.actions import entries
from assessments.workflow.models import Assessment
from assessments.workflow.notices import NoticeRecipients
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from tests import builders

FIRST, LAST = date(2027, 1, 4), date(2027, 9, 30)
DAYS = [
    pytest.param("2027-01-03", False, id="the day before the first"),
    pytest.param("2027-01-04", True, id="the first day"),
    pytest.param("2027-09-30", True, id="the last day"),
    pytest.param("2027-10-01", False, id="the day after the last"),
]


@pytest.fixture
def administrator(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR)


@pytest.fixture
def assessment(db):
    cycle = builders.CycleBuilder(framework=builders.working_framework())
    return entries.open_assessment(area=builders.AreaBuilder(), cycle=cycle, by=None)


@pytest.fixture
def officer(assessment, administrator):
    officer = builders.UserBuilder(role=Role.OFFICER)
    actions.assign_province(
        province=assessment.area.province, officer=officer, begins_on=FIRST, ends_on=LAST, by=administrator
    )
    return officer


@pytest.mark.parametrize(("day", "is_there"), DAYS)
def test_a_province_is_there_for_its_officer_during_the_term(
    time_machine, assessment, officer, day, is_there
):
    time_machine.move_to(f"{day}T12:00:00+07:00")
    assessment = Assessment.objects.get(pk=assessment.pk)

    assert {
        "list": Assessment.objects.visible_to(officer).filter(pk=assessment.pk).exists(),
        "permission": officer.has_perm("assessments.fill_in", assessment),
        "notices": officer.pk in NoticeRecipients([assessment]).officers(assessment),
    } == dict.fromkeys(["list", "permission", "notices"], is_there)


@pytest.mark.parametrize(("day", "is_there"), DAYS)
def test_a_row_that_was_read_for_an_officer_is_one_of_a_present_term(
    time_machine, assessment, officer, day, is_there
):
    time_machine.move_to(f"{day}T12:00:00+07:00")
    other = builders.officer_of(assessment.area.province)

    rows = list(Assessment.objects.visible_to(officer))

    assert [row.of_officer for row in rows] == [officer.pk] * is_there
    assert [row.of_officer for row in Assessment.objects.visible_to(other)] == [other.pk]


@pytest.mark.parametrize(("day", "status"), [("2027-09-30", 200), ("2027-10-01", 404)])
def test_the_page_of_an_assessment_is_gone_when_the_term_is_over(
    time_machine, client, assessment, officer, day, status
):
    time_machine.move_to(f"{day}T12:00:00+07:00")
    client.force_login(officer)

    assert client.get(assessment.get_absolute_url()).status_code == status


def test_an_open_term_has_no_end(time_machine, assessment):
    officer = builders.officer_of(assessment.area.province)
    time_machine.move_to("2090-01-01T12:00:00+07:00")

    assert Assessment.objects.visible_to(officer).count() == 1


def test_the_history_keeps_each_term(time_machine, assessment, officer, administrator):
    time_machine.move_to("2027-05-01T12:00:00+07:00")
    province = assessment.area.province
    for _time in range(2):  # the same term again is no change
        actions.assign_province(province=province, officer=officer, begins_on=FIRST, by=administrator)
    term = actions.end_term(term=ProvinceOfficer.objects.get(), by=administrator)
    actions.end_term(term=term, by=administrator)

    term.refresh_from_db()
    assert (term.begins_on, term.ends_on, term.is_in_force) == (FIRST, date(2027, 4, 30), False)
    code = province.code
    assert [(row.name, row.by, row.data) for row in recording.events_of(f"user:{officer.pk}")] == [
        (
            "province-given",
            administrator,
            {"province": code, "begins_on": "2027-01-04", "ends_on": "2027-09-30"},
        ),
        (
            "term-changed",
            administrator,
            {
                "province": code,
                "old": {"begins_on": "2027-01-04", "ends_on": "2027-09-30"},
                "begins_on": "2027-01-04",
            },
        ),
        (
            "term-changed",
            administrator,
            {
                "province": code,
                "old": {"begins_on": "2027-01-04"},
                "begins_on": "2027-01-04",
                "ends_on": "2027-04-30",
            },
        ),
    ]


def test_a_term_that_did_not_begin_is_ended_without_a_first_day(time_machine, assessment, officer):
    time_machine.move_to("2026-12-01T12:00:00+07:00")

    term = actions.end_term(term=ProvinceOfficer.objects.get(), by=None)

    assert (term.begins_on, term.ends_on) == (None, date(2026, 11, 30))


def test_the_database_refuses_a_term_that_ends_before_it_begins(assessment, officer):
    with pytest.raises(IntegrityError, match="term_begins_before_it_ends"), transaction.atomic():
        ProvinceOfficer.objects.update(begins_on=LAST, ends_on=FIRST)


def test_terms_that_are_not_over_are_told_apart(time_machine, assessment, officer):
    def told(day):
        time_machine.move_to(f"{day}T12:00:00+07:00")
        terms = ProvinceOfficer.objects
        return terms.in_force().count(), terms.not_over().count()

    assert [told(day) for day in ("2026-12-31", "2027-02-01", "2027-12-01")] == [(0, 1), (1, 1), (0, 0)]
