"""The command that creates an account, with the provinces of an officer."""

import pytest
from django.core.management import CommandError, call_command

from ecotown.accounts.models import Role, User
from tests import builders

NAME = {"name": "สมชาย ใจดี"}
OFFICER = {"role": "officer", "province": ["74"], **NAME}


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("ACCOUNT_PASSWORD", builders.PASSWORD)


@pytest.fixture
def samut_sakhon(db):
    return builders.ProvinceBuilder(name_th="สมุทรสาคร", code="74")


def test_an_officer_gets_an_account_and_a_province(samut_sakhon, capsys):
    call_command("create_account", "somchai", email="somchai@portal.example", **OFFICER)

    officer = User.objects.get()
    assert (officer.username, officer.role, officer.signing_name) == ("somchai", Role.OFFICER, NAME["name"])
    assert (officer.email, officer.check_password(builders.PASSWORD)) == ("somchai@portal.example", True)
    assert list(samut_sakhon.officers.all()) == [officer]
    assert capsys.readouterr().out == "somchai: officer\n"


def test_an_administrator_gets_no_province(db):
    call_command("create_account", "admin", role="administrator", **NAME)

    assert User.objects.get().role == Role.ADMINISTRATOR


@pytest.mark.parametrize(
    ("username", "options", "message"),
    [
        pytest.param("a", {**OFFICER, "province": []}, "officers have provinces", id="officer without"),
        pytest.param("a", {**OFFICER, "role": "assessor"}, "the other roles have none", id="assessor with"),
        pytest.param("a", {**OFFICER, "province": ["74", "98"]}, "unknown province: 98", id="unknown"),
        pytest.param("a b", OFFICER, "ชื่อ", id="impossible user name"),
        pytest.param("taken", OFFICER, "the user name taken is taken", id="user name taken"),
    ],
)
def test_a_refused_account_leaves_nothing(samut_sakhon, username, options, message):
    builders.UserBuilder(username="taken", role=Role.ASSESSOR)

    with pytest.raises(CommandError) as refused:
        call_command("create_account", username, **options)

    assert message in str(refused.value)
    assert refused.value.returncode == 2
    assert [user.username for user in User.objects.all()] == ["taken"]
    assert not samut_sakhon.officers.exists()


def test_a_weak_password_is_refused(samut_sakhon, monkeypatch):
    monkeypatch.setenv("ACCOUNT_PASSWORD", "12345678")

    with pytest.raises(CommandError):
        call_command("create_account", "somchai", **OFFICER)

    assert not User.objects.exists()
