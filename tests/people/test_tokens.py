"""The forms of the pages of people work in a browser, which sends the token of the page."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from ecotown.people.actions import requests

FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)


@pytest.mark.parametrize("who", ["officer", "invited", "list"])
def test_every_form_of_a_page_has_a_token(administrator, second, officer, invite, who):
    requests.ask_for_administrator(person=officer, reason="x", by=second)
    person = invite() if who == "invited" else officer
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    url = reverse("people:list") if who == "list" else reverse("people:person", args=[person.pk])

    forms = FORM.findall(client.get(url).content.decode())

    assert forms
    assert [form[:120] for form in forms if "csrfmiddlewaretoken" not in form] == []
