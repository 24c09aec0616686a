"""A changed key of the installation: what the former one signed and encrypted holds while it is kept."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from ecotown.accounts import actions, queries
from ecotown.accounts.results.codes import take_code
from ecotown.configuration import queries as configuration_queries
from ecotown.people.actions import codes
from ecotown.people.models.codes import OneTimeCode
from tests import builders, second_factors

PAGE = reverse("profile:own-page")
NEW_KEY = "another key of this installation, which is long enough"


@pytest.fixture(params=[True, False], ids=["the former key is kept", "the former key is gone"])
def change_key(request, settings):
    """Return a function that changes the key, and returns whether the former one is kept."""

    def change_key():
        former = [settings.SECRET_KEY] if request.param else []
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = former, NEW_KEY
        return request.param

    return change_key


def test_who_is_signed_in_stays_signed_in(officer, change_key):
    client = Client()
    client.post(reverse("accounts:sign-in"), {"username": officer.username, "password": builders.PASSWORD})

    is_kept = change_key()

    assert [client.get(PAGE).status_code for _time in range(2)] == [200 if is_kept else 302] * 2


@pytest.fixture
def written_before(assessor, officer):
    """Give people second factors of each kind, and return a code of the recovery codes of each person."""
    actions.make_recovery_codes(by=assessor)
    actions.add_passkey(name="เครื่องสำนักงาน", credential={"key": "x"}, by=officer)  # with recovery codes
    return {user: recovery_code(user) for user in (assessor, officer)}


def recovery_code(user):
    return queries.factor_of(user, "recovery_codes").wrap().get_unused_codes()[0]


def test_second_factors_are_written_with_the_new_key_once(
    assessor, officer, written_before, settings, capsys
):
    passkey = queries.factors_of(officer).get().data
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = ["a still earlier key", settings.SECRET_KEY], NEW_KEY

    call_command("reencrypt_second_factors")
    call_command("reencrypt_second_factors")

    assert capsys.readouterr().out.splitlines() == [
        "secrets: 3; written anew: 3; with the present key before: 0; not readable: 0",
        "no second factor needs an earlier key any more",
        "secrets: 3; written anew: 0; with the present key before: 3; not readable: 0",
        "no second factor needs an earlier key any more",
    ]
    settings.SECRET_KEY_FALLBACKS = []
    assert take_code(assessor, second_factors.code_of(assessor)).type == "totp"
    assert [take_code(user, code).type for user, code in written_before.items()] == ["recovery_codes"] * 2
    assert queries.factors_of(officer).get().data == passkey


def test_a_code_that_was_used_stays_used(assessor, settings):
    used = second_factors.code_of(assessor)
    assert take_code(assessor, used)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], NEW_KEY

    call_command("reencrypt_second_factors")

    assert take_code(assessor, used) is None


def test_a_second_factor_that_no_key_reads_is_named_and_the_others_are_written(
    assessor, officer, administrator, written_before, settings, capsys
):
    lost_key, settings.SECRET_KEY = settings.SECRET_KEY, "the key of a while"
    second_factors.add_app(officer)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], NEW_KEY

    with pytest.raises(CommandError) as error:
        call_command("reencrypt_second_factors")

    names = ", ".join(sorted(user.username for user in (assessor, officer, administrator)))
    assert f"reads the second factor of {names}:" in str(error.value)
    assert capsys.readouterr().out == (
        "secrets: 5; written anew: 1; with the present key before: 0; not readable: 4\n"
    )
    settings.SECRET_KEY_FALLBACKS = [lost_key]
    call_command("reencrypt_second_factors")
    assert "written anew: 4; with the present key before: 1; not readable: 0" in capsys.readouterr().out


def test_an_installation_without_second_factors_has_nothing_to_write(db, capsys):
    call_command("reencrypt_second_factors")

    assert capsys.readouterr().out.startswith("secrets: 0; written anew: 0;")


def test_an_invitation_that_is_out_still_opens_its_page(administrator, officer, change_key):
    row = codes.give_password_code(person=officer, by=administrator)
    given = row.code

    is_kept = change_key()

    again = OneTimeCode.objects.get(pk=row.pk).code
    assert (codes.usable_code(row.plain_code) == row, again == given) == (is_kept, is_kept)


def test_a_code_that_is_given_later_has_the_new_key(administrator, officer, settings, change_key):
    change_key()
    row = codes.give_password_code(person=officer, by=administrator)

    settings.SECRET_KEY_FALLBACKS = []

    assert codes.usable_code(row.plain_code) == row


def test_the_page_of_the_system_says_whether_a_former_key_is_kept(client, administrator, change_key):
    former = configuration_queries.settings.SECRET_KEY
    is_kept = change_key()
    client.force_login(administrator)

    page = client.get("/settings/system/")

    facts = {str(fact.title): fact.is_set for fact in page.context["facts"]}
    assert facts["กุญแจเดิมของระบบ (SECRET_KEY_FALLBACKS)"] is is_kept
    assert [key for key in (former, NEW_KEY) if key in page.text] == []
