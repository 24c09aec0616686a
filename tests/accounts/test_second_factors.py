"""Second factors: who opens nothing before one is set up, how they are set up, lost and removed."""

from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments.cycles import actions as cycle_actions
from ecotown.accounts import actions, queries
from ecotown.accounts.domain import AccountError
from ecotown.accounts.events import Event
from ecotown.accounts.models import Role
from ecotown.common.history.models import Event as StoredEvent
from ecotown.common.mails import sending
from ecotown.demonstration import scenario, steps
from tests import builders, second_factors
from tests.accounts.test_sign_in import give_code, sign_in

SET_UP = reverse("accounts:second-factor")


@pytest.fixture(autouse=True)
def clock():
    """Let the clock stand, so that no code runs out between its making and its typing."""
    with time_machine.travel(datetime(2026, 11, 30, 5, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.fixture(params=[Role.ASSESSOR, Role.ADMINISTRATOR])
def newcomer(db, request):
    """Return a person who needs a second factor and has none yet."""
    return builders.UserBuilder(role=request.param, second_factor=False)


def set_up_app(client):
    secret = "".join(client.get(reverse("accounts:add-app")).context["secret"])
    code = second_factors.code_now(secret)
    return secret, client.post(reverse("accounts:add-app"), {"code": code})


def events_of(user):
    return list(
        StoredEvent.objects.filter(chain__subject=f"user:{user.pk}")
        .order_by("sequence")
        .values_list("name", flat=True)
    )


def recovery_codes(user):
    return queries.factor_of(user, "recovery_codes").wrap().get_unused_codes()


@pytest.mark.parametrize(
    "name", ["assessments:list", "notices:list", "portal:home", "indicators:edition-list"]
)
def test_without_a_second_factor_every_page_leads_to_its_set_up(client, newcomer, name):
    sign_in(client, newcomer.username)

    answer = client.get(reverse(name))

    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, SET_UP)


def test_a_script_is_led_there_as_well(client, newcomer):
    sign_in(client, newcomer.username)

    answer = client.get(reverse("assessments:list"), headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"].partition("?")[0] == SET_UP


def test_signing_out_and_the_language_stay_possible(client, newcomer):
    sign_in(client, newcomer.username)

    language = client.post(reverse("set_language"), {"language": "en", "next": SET_UP})

    assert language.headers["Location"] == SET_UP
    assert client.post(reverse("accounts:sign-out")).headers["Location"] == reverse("portal:home")


def test_after_the_set_up_the_page_that_was_asked_for_opens(client, newcomer):
    sign_in(client, newcomer.username)
    client.get(client.get(reverse("notices:list")).headers["Location"])

    _secret, set_up = set_up_app(client)

    assert set_up.headers["Location"] == reverse("accounts:recovery-codes")
    codes = client.get(reverse("accounts:recovery-codes")).context["codes"]
    assert (len(codes), len(set(codes))) == (10, 10)
    kept = client.post(reverse("accounts:keep-recovery-codes"))
    assert kept.headers["Location"] == reverse("notices:list")
    assert client.get(reverse("notices:list")).status_code == 200
    assert client.get(reverse("accounts:recovery-codes")).headers["Location"] == SET_UP
    assert events_of(newcomer) == [Event.FACTOR_ADDED]


def test_the_first_code_of_an_app_does_not_sign_in_once_more(client, newcomer):
    sign_in(client, newcomer.username)
    secret, _set_up = set_up_app(client)
    client.post(reverse("accounts:sign-out"))
    sign_in(client, newcomer.username)

    assert give_code(client, second_factors.code_now(secret)).status_code == 422


def test_a_wrong_code_sets_up_nothing_and_keeps_the_key(client, officer):
    client.force_login(officer)
    before = client.get(reverse("accounts:add-app")).context["secret"]

    refused = client.post(reverse("accounts:add-app"), {"code": "000000"})

    assert (refused.status_code, refused.context["secret"]) == (422, before)
    assert list(refused.context["form"].errors) == ["code"]
    assert not queries.has_second_factor(officer)


def test_a_session_from_before_the_set_up_has_to_sign_in_anew(newcomer):
    """Whoever knows only the password gains nothing when the person sets a second factor up elsewhere."""
    thief, person = Client(), Client()
    sign_in(thief, newcomer.username)
    sign_in(person, newcomer.username)
    set_up_app(person)

    answers = [thief.get(reverse("assessments:list")), thief.get(SET_UP)]

    assert [answer.headers["Location"].partition("?")[0] for answer in answers] == [
        SET_UP,
        reverse("accounts:sign-in"),
    ]
    assert "_auth_user_id" not in thief.session


def test_an_officer_may_go_without_and_may_set_one_up(client, officer):
    sign_in(client, officer.username)

    before = client.get(reverse("assessments:list")).status_code
    set_up_app(client)
    client.post(reverse("accounts:sign-out"))

    assert before == 200
    assert sign_in(client, officer.username).headers["Location"] == reverse("accounts:second-factor-code")


def test_the_key_of_an_app_is_not_readable_in_the_database(client, officer):
    client.force_login(officer)
    secret, _set_up = set_up_app(client)

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator WHERE user_id = %s", [officer.pk])
        stored = str(cursor.fetchall())

    assert secret not in stored
    assert not any(code in stored for code in recovery_codes(officer))


def test_an_earlier_key_of_the_installation_still_reads_the_secrets(client, assessor, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key of this installation",
    )

    sign_in(client, assessor.username)

    assert give_code(client, second_factors.code_of(assessor)).status_code == 302


def test_a_recovery_code_signs_in_once_and_leads_to_the_second_factors(client, assessor):
    actions.make_recovery_codes(by=assessor)
    code = recovery_codes(assessor)[3]
    sign_in(client, assessor.username)

    first = give_code(client, f"{code[:4]} {code[4:]}")
    client.post(reverse("accounts:sign-out"))
    sign_in(client, assessor.username)
    second = give_code(client, code)

    assert (first.status_code, first.headers["Location"], second.status_code) == (302, SET_UP, 422)
    assert events_of(assessor) == [Event.RECOVERY_CODES_MADE, Event.RECOVERY_CODE_USED]
    assert StoredEvent.objects.get(name=Event.RECOVERY_CODE_USED).data == {"left": 9}


def test_new_recovery_codes_end_the_earlier_ones(client, assessor):
    actions.make_recovery_codes(by=assessor)
    before = recovery_codes(assessor)
    client.force_login(assessor)

    client.post(reverse("accounts:make-recovery-codes"))

    assert set(before) & set(recovery_codes(assessor)) == set()


def test_the_last_factor_of_who_needs_one_stays(client, assessor):
    client.force_login(assessor)

    client.post(reverse("accounts:remove-app"))

    assert queries.has_second_factor(assessor)


def test_a_lost_app_is_removed_once_another_factor_is_there(client, assessor):
    actions.add_passkey(name="เครื่องสำนักงาน", credential={}, by=assessor)
    client.force_login(assessor)

    client.post(reverse("accounts:remove-app"))

    assert [factor.type for factor in queries.factors_of(assessor)] == ["webauthn"]


def test_an_officer_removes_the_last_factor_with_its_recovery_codes(client, officer):
    client.force_login(officer)
    set_up_app(client)

    client.post(reverse("accounts:remove-app"))

    assert not Authenticator.objects.filter(user=officer).exists()
    assert events_of(officer) == [Event.FACTOR_ADDED, Event.FACTOR_REMOVED]


def test_nobody_removes_a_passkey_of_another_person(client, officer, other_officer):
    passkey = actions.add_passkey(name="x", credential={}, by=other_officer)
    client.force_login(officer)

    assert client.post(reverse("accounts:remove-passkey", args=[passkey.pk])).status_code == 404


def test_another_phone_replaces_the_lost_one(client, assessor):
    client.force_login(assessor)

    secret, _set_up = set_up_app(client)

    client.post(reverse("accounts:sign-out"))
    sign_in(client, assessor.username)
    assert secret != second_factors.SECRET
    assert give_code(client, second_factors.code_now()).status_code == 422
    assert queries.factors_of(assessor).count() == 1


def test_there_are_no_recovery_codes_without_a_factor(officer):
    with pytest.raises(AccountError, match="no-factor"):
        actions.make_recovery_codes(by=officer)


def test_a_reset_ends_all_sessions_and_lets_the_person_set_up_anew(client, assessor, administrator):
    sign_in(client, assessor.username)
    give_code(client, second_factors.code_of(assessor))
    assert assessor.sessions.count() == 1

    actions.reset_second_factors(user=assessor, by=administrator)

    assert client.get(reverse("assessments:list")).headers["Location"].startswith(reverse("accounts:sign-in"))
    assert sign_in(client, assessor.username).headers["Location"] == reverse("assessments:list")
    assert client.get(reverse("assessments:list")).headers["Location"].partition("?")[0] == SET_UP
    assert events_of(assessor) == [Event.FACTORS_RESET]


@pytest.fixture
def told(db):
    """Return a function that gives a person an address, and one that sends the mails and returns them."""

    def reach(user):
        user.email = f"{user.username}@portal.example"
        user.save(update_fields=["email"])

    def sent_to(user):
        for row in user.mails.filter(sent_at__isnull=True).order_by("pk"):
            assert sending.send(mail_id=row.pk)
        assert {tuple(message.to) for message in mail.outbox} <= {(user.email,)}
        return [(message.subject, message.body) for message in mail.outbox]

    return reach, sent_to


def test_a_person_is_told_by_mail_of_every_change_of_the_own_factors(client, officer, told, settings):
    """Whoever took a session over would else have a way in that the person knows nothing of."""
    reach, sent_to = told
    reach(officer)
    client.force_login(officer)

    set_up_app(client)
    set_up_app(client)
    passkey = actions.add_passkey(name="เครื่องสำนักงาน", credential={}, by=officer)
    client.post(reverse("accounts:make-recovery-codes"))
    client.post(reverse("accounts:remove-passkey", args=[passkey.pk]))
    client.post(reverse("accounts:remove-app"))

    mails = sent_to(officer)
    assert {subject for subject, _body in mails} == {
        "[เมืองอุตสาหกรรมเชิงนิเวศ] การยืนยันตัวตนขั้นที่สองของท่านมีการเปลี่ยนแปลง"
    }
    sentences = [
        "มีการเพิ่มแอปยืนยันตัวตนในบัญชี",
        "มีการตั้งค่าแอปยืนยันตัวตนของบัญชี",
        "มีการเพิ่มพาสคีย์ในบัญชี",
        "มีการสร้างรหัสสำรองชุดใหม่ของบัญชี",
        "มีการนำพาสคีย์ออกจากบัญชี",
        "มีการนำแอปยืนยันตัวตนออกจากบัญชี",
    ]
    assert [
        (said in body, officer.username in body)
        for said, (_subject, body) in zip(sentences, mails, strict=True)
    ] == [(True, True)] * 6
    link = f"{settings.SITE_URL}{reverse('profile:forgotten-password')}"
    assert [link in body for _subject, body in mails] == [True] * 6
    alone = "เข้าสู่ระบบได้ด้วยรหัสผ่านเพียงอย่างเดียว"
    assert [alone in body for _subject, body in mails] == [False] * 5 + [True]


def test_what_is_refused_is_told_to_nobody(client, assessor, told):
    reach, sent_to = told
    reach(assessor)
    client.force_login(assessor)

    client.post(reverse("accounts:remove-app"))
    client.post(reverse("accounts:add-app"), {"code": "000000"})

    assert sent_to(assessor) == []


def test_who_has_no_address_sets_up_a_factor_all_the_same(client, newcomer):
    sign_in(client, newcomer.username)

    set_up_app(client)

    assert (queries.has_second_factor(newcomer), newcomer.mails.exists()) == (True, False)


@pytest.mark.parametrize(
    ("host", "secure", "is_possible"),
    [
        ("localhost:8000", False, True),
        ("portal.example", True, True),
        ("portal.example", False, False),
        ("127.0.0.1:8000", False, False),
        ("203.0.113.7", True, False),
        ("[::1]:8000", False, False),
    ],
)
def test_passkeys_are_offered_where_browsers_allow_them(client, officer, settings, host, secure, is_possible):
    settings.ALLOWED_HOSTS = ["*"]
    client.force_login(officer)

    page = client.get(SET_UP, secure=secure, headers={"Host": host})

    assert page.context["passkeys_are_possible"] == is_possible
    assert (reverse("accounts:add-passkey") in page.content.decode()) == is_possible
    assert ("เบราว์เซอร์ให้ใช้พาสคีย์ได้เฉพาะ" in page.content.decode()) != is_possible


@pytest.mark.parametrize("credential", ["", "x", "{}", '{"id": "AAAA", "response": {}}'])
def test_a_passkey_that_no_browser_made_is_refused(client, officer, credential):
    client.force_login(officer)
    address = reverse("accounts:add-passkey")
    host = {"Host": "localhost"}
    client.get(address, headers=host)

    refused = client.post(address, {"name": "x", "credential": credential}, headers=host)

    assert (refused.status_code, queries.has_second_factor(officer)) == (422, False)


def test_the_command_resets_a_lost_factor_and_tells_all_administrators(assessor, administrator):
    type(administrator).objects.filter(pk=administrator.pk).update(email="admin@portal.example")

    call_command("reset_second_factor", assessor.username)

    assert not queries.has_second_factor(assessor)
    assert events_of(assessor) == [Event.FACTORS_RESET]
    assert [message.to for message in mail.outbox] == [["admin@portal.example"]]
    assert assessor.username in mail.outbox[0].body


def test_whose_factor_the_command_resets_is_told_as_well(assessor, administrator, told, capsys):
    reach, sent_to = told

    call_command("reset_second_factor", assessor.username)
    silent = capsys.readouterr().out
    reach(assessor)
    call_command("reset_second_factor", assessor.username)

    ((subject, body),) = sent_to(assessor)
    assert "การยืนยันตัวตนขั้นที่สองของท่านถูกล้าง" in subject
    assert ("ผู้ดูแลเครื่องแม่ข่าย" in body, "ผู้ดูแลระบบสองคน" in body) == (True, False)
    assert "the person has no mail address" in silent
    assert "a worker tells the person by mail" in capsys.readouterr().out


def test_the_command_refuses_where_two_administrators_can_do_it(assessor, administrator):
    builders.UserBuilder(role=Role.ADMINISTRATOR)

    with pytest.raises(CommandError, match="two administrators"):
        call_command("reset_second_factor", assessor.username)

    assert queries.has_second_factor(assessor)


def test_the_command_refuses_unknown_names(db):
    with pytest.raises(CommandError, match="no open account"):
        call_command("reset_second_factor", "nobody")


def test_the_demonstration_gives_each_account_that_needs_one_an_app(client, db, capsys):
    people = steps.create_people(builders.PASSWORD)
    again = steps.create_people(builders.PASSWORD)
    administrator = people[scenario.ADMINISTRATOR]
    second_factors.forget_used_codes(administrator)

    call_command("demo_code", scenario.ADMINISTRATOR)

    assert {name for name, user in again.items() if steps.app_secret(user)} == {
        name for name, user in people.items() if user.needs_second_factor
    }
    sign_in(client, administrator.username)
    assert give_code(client, capsys.readouterr().out.strip()).status_code == 302


@pytest.mark.parametrize("name", ["nobody", scenario.OFFICER, scenario.ADMINISTRATOR])
def test_no_code_is_printed_for_other_accounts_or_those_without_an_app(db, name):
    with pytest.raises(CommandError):
        call_command("demo_code", name)


def test_who_opens_a_cycle_in_the_demonstration_still_gets_codes(framework, capsys):
    people = steps.create_people(builders.PASSWORD)
    builders.CycleBuilder(framework=framework, year=2570, is_demonstration=True)
    cycle_actions.open_cycle(
        year=2571,
        framework=framework,
        dates=cycle_actions.usual_dates(2571),
        by=people[scenario.ADMINISTRATOR],
    )

    call_command("demo_code", scenario.ADMINISTRATOR)

    assert len(capsys.readouterr().out.strip()) == 6


def test_no_code_is_printed_where_real_data_are(cycle):
    steps.create_people(builders.PASSWORD)

    with pytest.raises(CommandError, match="real cycle"):
        call_command("demo_code", scenario.ADMINISTRATOR)


def test_an_account_that_was_closed_meanwhile_gives_no_code(client, assessor):
    sign_in(client, assessor.username)
    type(assessor).objects.filter(pk=assessor.pk).update(is_active=False)

    answer = give_code(client, second_factors.code_of(assessor))

    assert answer.headers["Location"] == reverse("accounts:sign-in")
    assert "_auth_user_id" not in client.session
