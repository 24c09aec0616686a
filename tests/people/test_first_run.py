"""A new installation leads to its set-up, and the code of the installation makes the first administrator."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from areas.models import Province, TargetArea
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.configuration.events import Event
from ecotown.people.actions.first_run import make_first_administrator
from ecotown.people.domain import PeopleError
from ecotown.people.first_run import FirstRunMiddleware
from ecotown.people.queries.first_run import is_set_up_code, set_up_code
from ecotown.portal.screens.set_up import set_up
from tests import builders

SET_UP = reverse("people:first-administrator")
PERSON = {
    "signing_name": "นางสาวตัวอย่าง ติดตั้ง",
    "position": "นักวิชาการคอมพิวเตอร์",
    "email": "first@portal.example",
    "username": "first",
}
PASSWORD = "ต้นจามจุรี 4 ต้นหน้าศาลากลาง"

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_installation(monkeypatch):
    """Let this process be one that has not seen an administrator yet."""
    monkeypatch.setattr(FirstRunMiddleware, "is_set_up", False)


def filled_in(**changes):
    return {"code": set_up_code(), **PERSON, "password": PASSWORD, "repeated": PASSWORD, **changes}


@pytest.mark.parametrize("name", ["portal:home", "accounts:sign-in", "indicators:criteria-list"])
def test_every_page_of_a_new_installation_leads_to_its_set_up(client, new_installation, name):
    response = client.get(reverse(name))

    assert (response.status_code, response.headers["Location"]) == (302, SET_UP)


def test_the_pages_are_there_once_there_is_an_administrator(client, new_installation, administrator):
    assert client.get(reverse("portal:home")).status_code == 200
    assert FirstRunMiddleware.is_set_up
    assert client.get(SET_UP).status_code == 404


def test_the_code_makes_the_first_administrator_who_then_goes_on_with_the_set_up(client, new_installation):
    assert client.get(SET_UP).status_code == 200
    response = client.post(SET_UP, filled_in())
    person = User.objects.get()

    address = f"{reverse('accounts:sign-in')}?next={reverse('portal:set-up')}"
    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert (person.username, person.role, person.position) == (
        "first",
        Role.ADMINISTRATOR,
        PERSON["position"],
    )
    assert person.check_password(PASSWORD)
    assert Province.objects.count() == 77
    events = [(event.name, event.by) for event in recording.events_of(f"user:{person.pk}")]
    assert ("first-administrator-made", person) in events
    assert client.post(SET_UP, filled_in(username="second")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "ABCD-EFGH-JKMN"}, "code"),
        ({"code": ""}, "code"),
        ({"email": ""}, "email"),
        ({"password": "1234", "repeated": "1234"}, "password"),
        ({"repeated": "anything else"}, "repeated"),
        ({"username": "ผู้ดูแล 1"}, "username"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field(client, changes, field):
    response = client.post(SET_UP, filled_in(**changes))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not User.objects.exists()


def test_wrong_codes_are_limited(client):
    for _try in range(20):
        client.post(SET_UP, filled_in(code="ABCD-EFGH-JKMN"))

    assert client.post(SET_UP, filled_in()).status_code == 422
    assert not User.objects.exists()


def test_there_is_one_first_administrator(administrator):
    with pytest.raises(PeopleError, match="set-up-already"):
        make_first_administrator(**PERSON, password=PASSWORD)


def test_the_server_prints_the_code_until_there_is_an_administrator(capsys):
    call_command("set_up_code")
    printed = capsys.readouterr().out
    builders.UserBuilder(role=Role.ADMINISTRATOR)
    call_command("set_up_code")

    assert set_up_code() in printed
    assert SET_UP in printed
    assert not capsys.readouterr().out
    assert is_set_up_code(set_up_code().lower().replace("-", " "))
    assert not is_set_up_code("")


def test_the_steps_tick_themselves(client):
    administrator = builders.UserBuilder(role=Role.ADMINISTRATOR, email=PERSON["email"])
    client.force_login(administrator)
    done = {step.name: step.is_done for step in set_up().steps}
    client.post(reverse("configuration:test-mail"))
    waits = next(step for step in set_up().steps if step.name == "mail")
    assert sending.send(mail_id=Mail.objects.get().pk)
    client.post(reverse("areas:load-public-list"))
    builders.set_setting(contact_name="ศูนย์ช่วยเหลือ")
    builders.UserBuilder(role=Role.ADMINISTRATOR)
    builders.CycleBuilder(framework=builders.working_framework())

    assert not waits.is_done
    assert [name for name, is_done in done.items() if is_done] == ["contact", "edition"]
    assert [name for name, is_done in done.items() if not is_done] == ["mail", "areas", "people", "cycle"]
    assert TargetArea.objects.filter(phase__isnull=False).exists()
    assert set_up().is_done
    assert "ตั้งค่าต่อ" not in client.get(reverse("portal:settings")).content.decode()


def test_the_step_of_the_mail_is_done_once_one_has_left(client):
    client.force_login(builders.UserBuilder(role=Role.ADMINISTRATOR, email=PERSON["email"]))

    def is_done():
        return next(step.is_done for step in set_up().steps if step.name == "mail")

    client.post(reverse("configuration:test-mail"))
    states = [is_done()]
    for values in ({"error": "refused"}, {"error": "", "sent_at": timezone.now()}):
        Mail.objects.update(**values)
        states.append(is_done())
    Mail.objects.all().delete()  # as after the days for which mails are kept

    assert [*states, is_done()] == [False, False, True, True]


def test_each_page_leads_back_to_the_set_up_until_its_last_step_is_done(client):
    administrator = builders.UserBuilder(role=Role.ADMINISTRATOR)
    client.force_login(administrator)
    set_up_page, register = reverse("portal:set-up"), reverse("areas:list")
    back = f'<a href="{set_up_page}">'

    before = client.get(register).content.decode()
    shown = client.get(set_up_page).content.decode()
    meanwhile = client.get(register).content.decode()
    finish_set_up(administrator)
    client.get(set_up_page)
    after = client.get(register).content.decode()

    assert back not in before
    assert back not in shown
    assert back in meanwhile
    assert back not in after


def finish_set_up(administrator):
    recording.record("configuration", Event.MAIL_TESTED, by=administrator, data={})
    builders.AreaBuilder()
    builders.set_setting(contact_name="ศูนย์ช่วยเหลือ")
    builders.UserBuilder(role=Role.ADMINISTRATOR)
    builders.CycleBuilder(framework=builders.working_framework())
