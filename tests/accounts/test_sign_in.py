"""Signing in: accepted and refused people, and the page that follows."""

import re

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from ecotown.accounts.models import Role
from tests import builders, second_factors
from tests.builders import PASSWORD


def sign_in(client, username, password=PASSWORD, **extra):
    return client.post(reverse("accounts:sign-in"), {"username": username, "password": password, **extra})


def give_code(client, code):
    return client.post(reverse("accounts:second-factor-code"), {"code": code})


def test_the_right_password_leads_to_my_work(client, officer):
    response = sign_in(client, officer.username)

    assert (response.status_code, response.headers["Location"]) == (302, reverse("assessments:list"))


def test_the_page_that_was_asked_for_comes_after_signing_in(client, officer, draft):
    sign_in_url = client.get(draft.get_absolute_url()).headers["Location"]

    response = client.post(
        sign_in_url, {"username": officer.username, "password": PASSWORD, "next": draft.get_absolute_url()}
    )

    assert response.headers["Location"] == draft.get_absolute_url()


def test_signing_in_never_leads_to_a_foreign_site(client, officer):
    response = sign_in(client, officer.username, next="https://evil.example/")

    assert response.headers["Location"] == reverse("assessments:list")


@pytest.mark.parametrize("username", ["known", "unknown", "nobody@portal.example"])
def test_a_wrong_password_does_not_tell_whether_the_account_exists(client, officer, username):
    name = officer.username if username == "known" else username

    response = sign_in(client, name, "wrong password")

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "__all__": ["ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง โปรดสังเกตตัวพิมพ์เล็กและตัวพิมพ์ใหญ่"]
    }


def test_the_e_mail_address_serves_as_the_name(db, client):
    user = builders.UserBuilder(email="Officer@Province.example")

    response = sign_in(client, "officer@province.EXAMPLE")

    assert (response.status_code, int(client.session["_auth_user_id"])) == (302, user.pk)


def test_an_e_mail_address_of_two_accounts_is_no_name(db, client):
    builders.UserBuilder.create_batch(2, email="office@province.example")

    assert sign_in(client, "office@province.example").status_code == 422


def test_the_name_of_another_account_comes_before_an_e_mail_address(db, client):
    builders.UserBuilder(email="one@province.example")
    named = builders.UserBuilder(username="one@province.example")

    sign_in(client, "one@province.example")

    assert int(client.session["_auth_user_id"]) == named.pk


def test_a_deactivated_account_does_not_get_in(client, officer):
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)

    assert sign_in(client, officer.username).status_code == 422


def test_signing_out_needs_a_form_and_ends_the_session(client, officer):
    client.force_login(officer)

    client.post(reverse("accounts:sign-out"))

    assert client.get(reverse("assessments:list")).status_code == 302


def test_passwords_are_hashed_with_argon2id(settings):
    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.MD5PasswordHasher"]  # of the tests
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "PASSWORD_HASHERS", real_hashers())
        officer = builders.UserBuilder.build(role=Role.OFFICER, password=None)
        officer.set_password(PASSWORD)

    assert officer.password.startswith("argon2$argon2id$")


def real_hashers():
    from ecotown import settings as own_settings

    return own_settings.PASSWORD_HASHERS


def test_a_second_factor_comes_between_the_password_and_the_portal(client, assessor):
    after_password = sign_in(client, assessor.username, next="/committee/")
    between = client.get(reverse("assessments:list"))

    response = give_code(client, second_factors.code_now())

    assert after_password.headers["Location"] == reverse("accounts:second-factor-code")
    assert between.headers["Location"].startswith(reverse("accounts:sign-in"))
    assert response.headers["Location"] == reverse("assessments:list")
    assert client.get(reverse("assessments:list")).status_code == 200


def test_blanks_and_thai_digits_are_read_in_a_code(client, assessor):
    sign_in(client, assessor.username)
    code = second_factors.code_now().translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

    response = give_code(client, f" {code[:3]} {code[3:]}")

    assert response.status_code == 302


@pytest.mark.parametrize("code", ["000000", "", "abc", "1" * 40])
def test_a_wrong_code_opens_nothing(client, assessor, code):
    sign_in(client, assessor.username)

    response = give_code(client, code)

    assert response.status_code == 422
    assert client.get(reverse("assessments:list")).status_code == 302


def test_a_code_is_taken_once(client, assessor):
    code = second_factors.code_now()
    sign_in(client, assessor.username)
    give_code(client, code)
    client.post(reverse("accounts:sign-out"))
    sign_in(client, assessor.username)

    assert give_code(client, code).status_code == 422


@pytest.mark.usefixtures("db")
def test_the_page_of_the_code_needs_a_password_first(client):
    response = client.get(reverse("accounts:second-factor-code"))

    assert response.headers["Location"] == reverse("accounts:sign-in")


@pytest.mark.parametrize("credential", ["x", "[]", "{}", '{"id": "AAAA"}', '{"id": 1, "response": {}}'])
def test_a_passkey_that_makes_no_sense_opens_nothing(client, assessor, credential):
    sign_in(client, assessor.username)

    response = client.post(reverse("accounts:second-factor-code"), {"credential": credential})

    assert response.status_code == 422


@pytest.mark.parametrize(
    ("password", "refusals"),
    [
        ("สั้นเกินไป", ["password_too_short"]),
        ("qwerty123456", ["password_too_common"]),
        ("sakhon-officer", ["password_too_similar"]),
        ("อุตสาหกรรมจังหวัดสมุทรสาคร", ["password_too_similar"]),
        ("somchai@sakhon.example", ["password_too_similar"]),
        ("ม้าลายกินหญ้าริมคลอง", []),
    ],
)
def test_a_password_is_long_not_common_and_not_the_name(password, refusals):
    user = builders.UserBuilder.build(
        username="sakhon-officer",
        signing_name="อุตสาหกรรมจังหวัดสมุทรสาคร",
        email="somchai@sakhon.example",
    )
    try:
        validate_password(password, user)
    except ValidationError as error:
        found = [refusal.code for refusal in error.error_list]
    else:
        found = []

    assert found == refusals


def test_the_hints_for_a_password_are_said_in_thai():
    with override("th"):
        hints = password_validators_help_texts()

    assert len(hints) == 3
    assert all(re.search("[ก-๛]", hint) and not re.search("[a-z]", hint) for hint in hints)
