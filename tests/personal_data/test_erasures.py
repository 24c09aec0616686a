"""Erasure: two administrators decide, names and account data go, and every history stays whole."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common.history import reading, recording
from ecotown.common.history.events import EventName, Meaning
from ecotown.common.history.models import Event, NameSeal
from ecotown.notices.models import Notice
from ecotown.people.actions import closing, people, requests
from ecotown.people.domain import PeopleError
from ecotown.people.queries.people import seal_of
from ecotown.personal_data import actions
from ecotown.personal_data.domain import PersonalDataError
from ecotown.personal_data.models import DataExport, Erasure
from ecotown.profile.models import Session
from tests import builders

pytestmark = pytest.mark.django_db


class Deed(EventName):
    CHANGED = Meaning("changed", "Changed")


@pytest.fixture
def erasure(closed, administrator):
    return actions.ask_for_erasure(person=closed, reason="หนังสือที่ 1/2569", by=administrator)


def refused(action, **values):
    """Return the code of a refusal."""
    with pytest.raises(PersonalDataError) as error:
        action(**values)
    return error.value.code


def test_only_the_data_of_a_closed_account_of_somebody_else_are_erased(
    officer, closed, administrator, erasure
):
    ask = {"reason": "x", "by": administrator}

    assert refused(actions.ask_for_erasure, person=officer, **ask) == "account-open"
    assert refused(actions.ask_for_erasure, person=administrator, **ask) == "own-erasure"
    assert refused(actions.ask_for_erasure, person=closed, **ask) == "already-asked"


def test_another_administrator_must_confirm(closed, erasure, administrator, second_administrator):
    assert refused(actions.confirm_erasure, erasure=erasure, by=administrator) == "second-administrator"
    assert refused(actions.confirm_erasure, erasure=erasure, by=closed) == "own-erasure"
    User.objects.filter(pk=closed.pk).update(is_active=True)
    assert refused(actions.confirm_erasure, erasure=erasure, by=second_administrator) == "account-open"
    assert User.objects.get(pk=closed.pk).signing_name == "Somchai Jaidee"


def test_a_request_is_decided_once(closed, erasure, administrator, second_administrator):
    actions.withdraw_erasure(erasure=erasure, by=administrator)

    assert refused(actions.confirm_erasure, erasure=erasure, by=second_administrator) == "already-decided"
    again = actions.ask_for_erasure(person=closed, reason="อีกครั้ง", by=second_administrator)
    actions.confirm_erasure(erasure=again, by=administrator)
    assert refused(actions.withdraw_erasure, erasure=again, by=administrator) == "already-decided"
    assert refused(actions.ask_for_erasure, person=closed, reason="x", by=administrator) == "already-erased"


def test_an_erasure_removes_name_and_account_and_leaves_the_histories_whole(
    client, closed, erasure, second_administrator
):
    recording.record("thing:1", Deed.CHANGED, by=closed, data={})
    Notice.objects.create(
        user=closed, kind="published", subject="assessment", subject_id=1, created_at=timezone.now()
    )
    client.force_login(closed)
    copy = actions.ask_for_export(person=closed, by=second_administrator)
    before = list(Event.objects.values_list("hash", flat=True))

    actions.confirm_erasure(erasure=erasure, by=second_administrator)

    person = User.objects.get(pk=closed.pk)
    label = f"บุคคลหมายเลข {person.pk} (ลบชื่อแล้ว)"
    assert (person.signing_name, person.username, person.email) == (label, f"erased-{person.pk}", "")
    assert (person.first_name, person.last_name, person.position, person.last_login) == ("", "", "", None)
    assert not person.has_usable_password()
    assert [event.by for event in reading.shown_events("thing:1", str)] == [label]
    assert not Notice.objects.filter(user=person).exists()
    assert not Session.objects.exists()
    assert DataExport.objects.get(pk=copy.pk).is_past
    assert set(before) <= set(Event.objects.values_list("hash", flat=True))
    assert list(recording.breaks()) == []
    rows = [str(list(model.objects.values())) for model in (User, NameSeal, Event, Erasure)]
    assert [text for text in rows if "omchai" in text or "Jaidee" in text] == []


def test_an_erasure_is_recorded_with_who_asked_and_who_confirmed(
    closed, erasure, administrator, second_administrator
):
    actions.confirm_erasure(erasure=erasure, by=second_administrator)

    events = recording.events_of(f"user:{closed.pk}")
    assert [(event.name, event.by) for event in events] == [
        ("erasure-asked", administrator),
        ("name-sealed", second_administrator),
        ("names-erased", second_administrator),
        ("data-erased", second_administrator),
    ]
    assert events.last().data == {"erasure": erasure.pk}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda row: row.delete(), id="deleted"),
        pytest.param(lambda row: Erasure.objects.filter(pk=row.pk).update(reason="x"), id="another reason"),
        pytest.param(
            lambda row: Erasure.objects.filter(pk=row.pk).update(
                state="erased", decided_by=row.asked_by, decided_at=timezone.now()
            ),
            id="confirmed alone",
        ),
        pytest.param(
            lambda row: Erasure.objects.create(
                person=row.asked_by, asked_by=row.asked_by, reason="x", asked_at=timezone.now()
            ),
            id="of oneself",
        ),
    ],
)
def test_the_database_refuses_an_erasure_by_one_person(erasure, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(erasure)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"is_active": True}, id="opened"),
        pytest.param({"password": make_password(builders.PASSWORD)}, id="a password"),
        pytest.param({"password": ""}, id="an empty password"),
        pytest.param({"username": "somchai"}, id="the user name"),
        pytest.param({"first_name": "Somchai"}, id="a first name"),
        pytest.param({"email": "somchai@example.com"}, id="an address"),
        pytest.param({"position": "Officer"}, id="a position"),
        pytest.param({"role": "assessor"}, id="another role"),
        pytest.param({"last_login": timezone.now()}, id="a sign-in"),
        pytest.param({"signing_name": "Somchai Jaidee"}, id="the name"),
    ],
)
def test_the_database_keeps_an_erased_account_closed_and_empty(erasure, second_administrator, change):
    actions.confirm_erasure(erasure=erasure, by=second_administrator)

    with pytest.raises(IntegrityError, match="stays closed and empty|together with its seal"):
        User.objects.filter(pk=erasure.person_id).update(**change)


def test_an_erased_person_gets_no_new_name(erasure, second_administrator):
    actions.confirm_erasure(erasure=erasure, by=second_administrator)
    person = User.objects.get(pk=erasure.person_id)
    person.signing_name = "Somebody Else"

    with pytest.raises(IntegrityError, match="stays closed and empty"):
        recording.seal_name(person, by=second_administrator)


def test_the_database_takes_no_account_for_erased_that_is_not_empty(erasure, administrator, closed):
    decided = {"state": "erased", "decided_by": erasure.asked_by, "decided_at": timezone.now()}
    with (
        pytest.raises(IntegrityError, match="only when the account is closed and empty"),
        transaction.atomic(),
    ):
        Erasure.objects.filter(pk=erasure.pk).update(**decided)
    with pytest.raises(IntegrityError, match="begins as a request"):
        Erasure.objects.create(
            person=builders.UserBuilder(),
            asked_by=administrator,
            reason="x",
            asked_at=timezone.now(),
            **decided,
        )


def test_two_administrators_erase_in_the_browser(client, closed, administrator, second_administrator):
    client.force_login(administrator)
    form = {"person": closed.pk, "reason": "หนังสือที่ 1/2569"}
    asked = client.post(reverse("personal_data:ask-erasure"), form, follow=True)
    erasure = Erasure.objects.get()
    confirm = reverse("personal_data:confirm-erasure", args=[erasure.pk])
    alone = client.post(confirm, follow=True)
    client.force_login(second_administrator)
    confirmed = client.post(confirm, follow=True)
    again = client.post(confirm, follow=True)

    assert "รอผู้ดูแลระบบท่านอื่นยืนยัน" in asked.content.decode()
    assert "ต้องให้ผู้ดูแลระบบท่านอื่นที่ไม่ใช่ผู้ยื่นคำขอเป็นผู้ยืนยัน" in alone.content.decode()
    assert "ลบข้อมูลส่วนบุคคลแล้ว" in confirmed.content.decode()
    assert "ดำเนินการไปแล้ว" in again.content.decode() or "แล้วเมื่อ" in again.content.decode()
    assert "Somchai" not in client.get(reverse("personal_data:register")).content.decode()


def test_a_request_without_a_person_comes_back(client, closed, administrator):
    client.force_login(administrator)

    answer = client.post(reverse("personal_data:ask-erasure"), {"reason": "x"})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"person"}


def test_a_request_is_withdrawn(client, erasure, administrator):
    client.force_login(administrator)

    page = client.post(reverse("personal_data:withdraw-erasure", args=[erasure.pk]), follow=True)

    assert "ถอนคำขอแล้ว" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_register_do_not_grow(client, administrator, count, django_assert_max_num_queries):
    for person in builders.UserBuilder.create_batch(count, is_active=False):
        actions.ask_for_erasure(person=person, reason="x", by=administrator)
        actions.ask_for_export(person=person, by=administrator)
    client.force_login(administrator)

    with django_assert_max_num_queries(9):
        client.get(reverse("personal_data:register"))


def test_nobody_steps_into_the_place_of_a_person_whose_data_were_erased(
    client, erasure, administrator, second_administrator
):
    """Whoever got the account would stand for all that the erased person did."""
    actions.confirm_erasure(erasure=erasure, by=second_administrator)
    person = User.objects.get(pk=erasure.person_id)
    facts = {"signing_name": "Somebody Else", "position": "", "email": "", "terms": []}
    seen = seal_of(person)
    client.force_login(administrator)

    refusals = [
        people_refusal(closing.reopen_account, person=person, by=administrator),
        people_refusal(
            people.change_person, person=person, role=person.role, seen=seen, by=administrator, **facts
        ),
        people_refusal(requests.ask_for_administrator, person=person, reason="x", by=administrator),
    ]
    page = client.get(reverse("people:person", args=[person.pk])).content.decode()

    assert refusals == ["erased"] * 3
    assert "ลบข้อมูลของบุคคลนี้แล้ว" in page
    assert not [name for name in ("reopen", "change") if reverse(f"people:{name}", args=[person.pk]) in page]


def test_a_request_from_before_the_erasure_does_not_open_the_account(
    erasure, administrator, second_administrator
):
    asked = requests.ask_for_administrator(person=erasure.person, reason="x", by=administrator)
    actions.confirm_erasure(erasure=erasure, by=second_administrator)

    assert people_refusal(requests.confirm_request, asked=asked, by=second_administrator) == "erased"


def people_refusal(action, **values):
    """Return the code of a refusal about people."""
    with pytest.raises(PeopleError) as error:
        action(**values)
    return error.value.code
