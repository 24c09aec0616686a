"""Changing people, four eyes for administrators and second factors, and the list of what stands out."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from areas.actions import assign_province
from areas.models import ProvinceOfficer
from ecotown.accounts.models import Role, User
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.people.actions import people, requests
from ecotown.people.domain import PeopleError
from ecotown.people.models import PersonRequest
from ecotown.people.queries import people as people_queries
from tests import builders


def change(person, by, **values):
    facts = {
        "signing_name": person.signing_name,
        "role": person.role,
        "position": person.position,
        "email": person.email,
        "terms": [
            people.Term(term.province, term.begins_on, term.ends_on) for term in person.terms.not_over()
        ],
        "seen": people_queries.seal_of(person),
    }
    return people.change_person(person=person, by=by, **{**facts, **values})


def refused(action, **values):
    with pytest.raises(PeopleError) as error:
        action(**values)
    return error.value.code


def test_a_change_is_recorded_without_names_and_addresses(officer, administrator, events):
    change(officer, administrator, signing_name="นางสาวใหม่", email="new@industry.example", position="หัวหน้า")

    officer.refresh_from_db()
    assert (officer.signing_name, officer.email, officer.position) == (
        "นางสาวใหม่",
        "new@industry.example",
        "หัวหน้า",
    )
    assert events(officer) == [
        ("person-changed", administrator, {"fields": ["signing_name", "position", "email"]})
    ]


def test_the_same_again_changes_nothing(officer, administrator, events):
    change(officer, administrator)

    assert events(officer) == []


def test_a_province_that_is_left_out_ends_now(officer, administrator, province):
    other = builders.ProvinceBuilder()

    change(officer, administrator, terms=[people.Term(other, date(2026, 1, 1), date(2090, 1, 1))])

    assert [term.province for term in officer.terms.in_force()] == [other]
    assert officer.terms.get(province=province).is_over


def test_another_role_ends_all_provinces(officer, administrator):
    change(officer, administrator, role=Role.ASSESSOR, terms=[])

    officer.refresh_from_db()
    assert (officer.role, officer.terms.in_force().count()) == (Role.ASSESSOR, 0)


def test_a_changed_mail_address_is_not_confirmed(officer, administrator):
    User.objects.filter(pk=officer.pk).update(email="old@industry.example", email_confirmed_at=timezone.now())
    officer.refresh_from_db()

    change(officer, administrator, email="new@industry.example")

    officer.refresh_from_db()
    assert officer.email_confirmed_at is None


def test_the_former_mail_address_is_told_who_took_its_place(officer, administrator):
    """Who may change an address could otherwise take the account over without a word."""
    User.objects.filter(pk=officer.pk).update(email="old@industry.example")
    officer.refresh_from_db()

    change(officer, administrator, email="new@industry.example")

    assert [(row.kind, row.email) for row in officer.mails.all()] == [
        ("mail-changed", "old@industry.example")
    ]


@pytest.mark.parametrize("email", ["right@industry.example", ""])
def test_an_invitation_at_a_wrong_address_ends_when_the_address_is_corrected(invite, administrator, email):
    person = invite(email="wrong@elsewhere.example")
    wrong = person.one_time_codes.get()

    change(person, administrator, email=email)

    wrong.refresh_from_db()
    new = [code.mail.email for code in person.one_time_codes.usable()]
    assert wrong.withdrawn_at is not None
    assert new == ([email] if email else [])
    assert {row.email for row in person.mails.all()} == {"wrong@elsewhere.example", *new}


def test_a_letter_stays_valid_when_a_mail_address_is_added(invite, administrator):
    person = invite()

    change(person, administrator, email="new@industry.example")

    assert person.one_time_codes.usable().count() == 1


def test_changes_that_are_refused(officer, administrator, second, assessor, draft):
    User.objects.filter(pk=second.pk).update(email="taken@industry.example")
    codes = {
        "mail": refused(change, person=officer, by=administrator, email="Taken@industry.example"),
        "administrator": refused(change, person=officer, by=administrator, role=Role.ADMINISTRATOR, terms=[]),
        "work": refused(change, person=officer, by=administrator, role=Role.ASSESSOR, terms=[]),
        "seal": refused(change, person=officer, by=administrator, seen="x"),
        "own": refused(change, person=administrator, by=administrator, role=Role.ASSESSOR),
        "without": refused(change, person=officer, by=administrator, terms=[]),
    }
    User.objects.filter(pk=second.pk).update(is_active=False)
    codes["last"] = refused(change, person=administrator, by=second, role=Role.ASSESSOR)

    assert codes == {
        "mail": "mail-taken",
        "administrator": "two-administrators",
        "work": "open-work",
        "seal": "changed-meanwhile",
        "own": "own-account",
        "without": "provinces-missing",
        "last": "last-administrator",
    }


def test_two_administrators_make_a_third(invite, administrator, second, events):
    person = invite(role=Role.ADMINISTRATOR, terms=[], reason="ทดแทนผู้เกษียณ")
    request = PersonRequest.objects.get()
    assert (person.is_active, person.one_time_codes.count(), request.is_alone) == (False, 0, False)
    assert refused(requests.confirm_request, asked=request, by=administrator) == "same-administrator"

    requests.confirm_request(asked=request, by=second)

    person.refresh_from_db()
    assert (person.role, person.is_active, person.one_time_codes.count()) == (Role.ADMINISTRATOR, True, 1)
    assert [(name, by) for name, by, _data in events(person)] == [
        ("account-created", administrator),
        ("administrator-asked", administrator),
        ("invited", second),
        ("administrator-made", second),
    ]
    assert events(person)[-1][2] == {"asked_by": administrator.pk}
    assert refused(requests.confirm_request, asked=request, by=second) == "request-decided"


def test_an_officer_who_becomes_administrator_loses_the_provinces(officer, administrator, second):
    request = requests.ask_for_administrator(person=officer, reason="ย้ายมากรม", by=administrator)

    requests.confirm_request(asked=request, by=second)

    officer.refresh_from_db()
    assert (officer.role, officer.terms.in_force().count()) == (Role.ADMINISTRATOR, 0)


def test_the_first_administrator_makes_the_second_alone_and_never_again(invite, administrator, events):
    person = invite(role=Role.ADMINISTRATOR, terms=[], reason="คนที่สอง")

    assert (person.is_active, PersonRequest.objects.get().is_alone) == (True, True)
    assert events(person)[-1] == ("administrator-made", administrator, {"is_alone": True})
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert (
        refused(invite, role=Role.ADMINISTRATOR, terms=[], reason="คนที่สาม", signing_name="อีกคน")
        == "second-administrator-missing"
    )


def test_one_administrator_left_does_not_bring_a_closed_one_back_alone(administrator, second):
    User.objects.filter(pk=second.pk).update(is_active=False)
    third = builders.UserBuilder(role=Role.OFFICER)

    assert (
        refused(requests.ask_for_administrator, person=third, reason="x", by=administrator)
        == "second-administrator-missing"
    )


def test_a_request_is_refused_or_withdrawn(officer, administrator, second, events):
    values = {"person": officer, "reason": "x", "by": administrator}
    first = requests.ask_for_administrator(**values)
    assert refused(requests.ask_for_administrator, **values) == "asked-already"
    assert refused(requests.ask_for_administrator, **{**values, "reason": " "}) == "reason-missing"
    requests.refuse_request(asked=first, by=second)
    requests.refuse_request(asked=requests.ask_for_administrator(**values), by=administrator)

    officer.refresh_from_db()
    assert officer.role == Role.OFFICER
    assert sorted(PersonRequest.objects.values_list("outcome", flat=True)) == ["refused", "withdrawn"]
    assert [name for name, _by, _data in events(officer)] == [
        "administrator-asked",
        "request-refused",
        "administrator-asked",
        "request-withdrawn",
    ]


def test_the_database_refuses_a_confirmation_by_who_asked(officer, administrator, second):
    request = requests.ask_for_administrator(person=officer, reason="x", by=administrator)
    decision = {"outcome": "confirmed", "decided_at": timezone.now()}
    for decided_by in (administrator, officer):
        with pytest.raises(IntegrityError, match="request_confirmed_by_another"), transaction.atomic():
            PersonRequest.objects.filter(pk=request.pk).update(decided_by=decided_by, **decision)


def test_two_administrators_reset_a_second_factor(assessor, administrator, second, third, events):
    Authenticator.objects.filter(user=assessor).delete()
    Authenticator.objects.create(user=assessor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    values = {"person": assessor, "reason": "โทรศัพท์หาย"}
    request = requests.ask_for_factor_reset(**values, by=administrator)
    assert refused(requests.confirm_request, asked=request, by=administrator) == "same-administrator"
    assert Authenticator.objects.filter(user=assessor).exists()

    requests.confirm_request(asked=request, by=second)

    assert not Authenticator.objects.filter(user=assessor).exists()
    assert [(name, by) for name, by, _data in events(assessor)][:1] == [("factor-reset-asked", administrator)]
    assert ("factor-reset-confirmed", second) in [(name, by) for name, by, _data in events(assessor)]


def test_whose_second_factor_was_reset_hears_of_it(assessor, administrator, second):
    """Somebody else could have asked the administrators in the name of the person."""
    User.objects.filter(pk=assessor.pk).update(email="assessor@industry.example")
    asked = requests.ask_for_factor_reset(person=assessor, reason="x", by=administrator)

    requests.confirm_request(asked=asked, by=second)

    row = assessor.mails.get()
    assert sending.send(mail_id=row.pk)
    (message,) = mail.outbox
    assert message.to == ["assessor@industry.example"]
    assert "การยืนยันตัวตนขั้นที่สองของท่านถูกล้าง" in message.subject
    assert assessor.username in message.body
    assert "ผู้ดูแลระบบสองคน" in message.body


def test_a_second_factor_is_not_reset_by_one(assessor, administrator):
    assert (
        refused(requests.ask_for_factor_reset, person=assessor, reason="x", by=administrator)
        == "second-administrator-missing"
    )
    assert (
        refused(requests.ask_for_factor_reset, person=administrator, reason="x", by=administrator)
        == "own-account"
    )


def test_what_stands_out_is_counted_and_listed(officer, administrator, second, assessor, invite, province):
    soon = timezone.localdate() + timedelta(days=10)
    ending = builders.UserBuilder(role=Role.OFFICER)
    assign_province(province=province, officer=ending, ends_on=soon, by=None)
    without = builders.UserBuilder(role=Role.OFFICER)
    closed = builders.UserBuilder(role=Role.OFFICER, is_active=False)
    invited = invite(email="new@province.example")
    Mail.objects.filter(user=invited).update(error="refused")
    User.objects.exclude(pk=ending.pk).update(last_login=timezone.now())
    Authenticator.objects.exclude(user=second).delete()

    def listed(state):
        return set(people_queries.matching(people_queries.people(), {"state": state}))

    assert {state: listed(state) for state in people_queries.standing_out()} == {
        "invited": {ending},
        "without-factor": {
            person
            for person in (administrator, assessor, second)
            if not Authenticator.objects.filter(user=person).exists()
        },
        "mail-failed": {invited},
        "ending": {ending},
        "without-term": {without},
        "closed": {closed},
    }
    counts = people_queries.counts()
    assert counts["open"] == User.objects.filter(is_active=True).count()
    assert {state: counts[state] for state in people_queries.standing_out()} == {
        state: len(listed(state)) for state in people_queries.standing_out()
    }


def test_people_are_found_by_a_part_of_what_they_are_called(officer, administrator, province):
    def found(**values):
        return set(people_queries.matching(people_queries.people(), values))

    assert found(q="เจ้าหน้าที่หนึ่ง") == {officer}
    assert found(role=Role.ADMINISTRATOR) == {administrator}
    assert found(province=province.code) == {officer}
    assert found(q="nobody") == set()


def test_a_list_of_officers_is_invited_whole_or_not_at_all(administrator, province):
    rows = [
        people.NewOfficer("นายหนึ่ง", "", "one@industry.example", [people.Term(province)]),
        people.NewOfficer("นายสอง", "", "ONE@industry.example", [people.Term(province)]),
    ]
    before = User.objects.count()

    assert refused(people.import_officers, officers=rows, by=administrator) == "mail-taken"
    assert User.objects.count() == before
    invited = people.import_officers(officers=rows[:1], by=administrator)
    assert [str(person) for person in invited] == ["นายหนึ่ง"]
    assert ProvinceOfficer.objects.filter(officer=invited[0]).count() == 1


@pytest.mark.django_db
def test_the_page_of_a_person_says_who_decides_and_never_asks_twice(client):
    administrator, officer = builders.UserBuilder(role=Role.ADMINISTRATOR), builders.UserBuilder()
    client.force_login(administrator)
    page = reverse("people:person", args=[officer.pk])
    ask = reverse("people:ask-administrator", args=[officer.pk])

    alone = client.get(page).content.decode()
    builders.UserBuilder(role=Role.ADMINISTRATOR)
    with_another = client.get(page).content.decode()
    requests.ask_for_administrator(person=officer, reason="ย้ายมากรม", by=administrator)
    asked = client.get(page).content.decode()

    assert "จะเป็นผู้ดูแลระบบคนที่สองทันที" in alone
    assert "ผู้ดูแลระบบอีกท่านเป็นผู้เห็นชอบ" in with_another
    assert [f'action="{ask}"' in shown for shown in (alone, with_another, asked)] == [True, True, False]


@pytest.mark.django_db
def test_the_set_up_leads_to_an_invitation_of_an_administrator(client):
    client.force_login(builders.UserBuilder(role=Role.ADMINISTRATOR))

    chosen = client.get(reverse("people:invite"), {"role": "administrator"}).content.decode()
    unknown = client.get(reverse("people:invite"), {"role": "emperor"}).content.decode()

    assert '<option value="administrator" selected>' in chosen
    assert "คนที่สองจึงไม่ต้องรอความเห็นชอบ" in chosen
    assert "selected" not in unknown.split('name="role"')[1].split("</select>")[0]
