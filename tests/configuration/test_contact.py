"""Whom people ask for help: in the footer and on every error page."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from ecotown import errors
from ecotown.configuration.domain import Contact
from tests import builders

PHONE_LINK, MAIL_LINK = 'href="tel:000000001"', 'href="mailto:help@portal.example"'


@pytest.fixture
def without_contact():
    builders.set_setting(contact_name="", contact_phone="", contact_mail="")


@pytest.mark.parametrize("status", errors.WORDS)
def test_every_error_page_names_whom_to_ask(status):
    page = errors.bare_page(status)

    assert "ศูนย์ช่วยเหลือทดสอบ" in page
    assert (PHONE_LINK in page, MAIL_LINK in page) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("get", "/nothing/", 404, id="not found"),
        pytest.param("post", "/", 405, id="only opened"),
        pytest.param("get", "/accounts/sign-in/", 200, id="sign-in"),
    ],
)
def test_a_page_names_whom_to_ask_in_its_body_and_its_footer(client, method, path, status):
    path = reverse("accounts:sign-in") if status == 200 else path

    response = getattr(client, method)(path)

    page = response.content.decode()
    body, footer = page.split("<footer")
    assert response.status_code == status
    assert (PHONE_LINK in body, MAIL_LINK in body) == (True, True)
    assert (PHONE_LINK in footer, MAIL_LINK in footer) == (True, True)


@pytest.mark.django_db
def test_a_page_that_came_too_late_names_whom_to_ask(client):
    from django.test import Client

    response = Client(enforce_csrf_checks=True).post(reverse("accounts:sign-in"), {})

    body, _footer = response.content.decode().split("<footer")
    assert response.status_code == 403
    assert MAIL_LINK in body


def test_the_pages_of_the_proxy_name_whom_to_ask(tmp_path):
    call_command("write_error_pages", tmp_path, verbosity=0)

    assert all(MAIL_LINK in page.read_text(encoding="utf-8") for page in tmp_path.glob("*.html"))


@pytest.mark.django_db
def test_without_a_contact_nothing_is_drawn(client, without_contact):
    page = client.get("/nothing/").content.decode()

    assert 'class="contact"' not in page
    assert "ติดต่อสอบถาม" not in page


@pytest.mark.parametrize(
    ("phone", "address"),
    [
        pytest.param("0 0000 0012", "000000012", id="spaces"),
        pytest.param("+66 (0)0-000-0012", "+6600000012", id="signs"),
        pytest.param("0 0000 0012 ต่อ 2701", "000000012", id="an extension"),
        pytest.param("ไม่มี", "", id="no number"),
    ],
)
def test_a_telephone_number_is_called_by_its_digits(phone, address):
    assert Contact("", phone, "").phone_address == address
