"""The policy that browsers keep to: scripts and styles are files of the portal, none stands in a page."""

import re

import pytest
from django.urls import reverse

from tests.addresses.address import ROLES

# Data for scripts is no script: browsers do not run it.
SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE)
STYLE = re.compile(r"<style\b|<[^<>]*\sstyle=|<[^<>]*\son[a-z]+=|href=\"javascript:", re.IGNORECASE)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), (reverse("accounts:sign-in"), 200), ("/nowhere/", 404), (reverse("assessments:list"), 302)],
)
def test_every_answer_has_a_policy_without_inline_scripts_and_styles(client, db, path, status):
    answer = client.get(path)

    policy = dict(
        directive.strip().split(" ", 1) for directive in answer.headers["Content-Security-Policy"].split(";")
    )
    assert answer.status_code == status
    assert not re.search(r"unsafe|\*|https?:", answer.headers["Content-Security-Policy"])
    assert [policy[name] for name in ("default-src", "script-src", "style-src", "base-uri")] == [
        *("'none'", "'self'", "'self'", "'none'")
    ]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_scripts_or_styles_of_its_own(answers_to, role):
    found = {
        row: [*SCRIPT.findall(answer.html), *STYLE.findall(answer.html)]
        for row, answer in answers_to(role).items()
    }

    assert {row: parts for row, parts in found.items() if parts} == {}


@pytest.mark.parametrize(
    ("html", "is_found"),
    [
        ("<script>alert(1)</script>", True),
        ('<p onclick="x()">', True),
        ('<p class="x" style="color: red">', True),
        ('<script src="/static/js/keys.js" defer></script>', False),
        ('<script type="application/json" id="data">{}</script>', False),
        ('<a href="/x/?style=on">style="a"</a>', False),
    ],
)
def test_what_a_browser_would_refuse_is_found(html, is_found):
    assert bool(SCRIPT.search(html) or STYLE.search(html)) is is_found
