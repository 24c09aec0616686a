"""The public verification by number and code or by file, with limits on guessing."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.printing.actions import runs
from awards.printing.results import awards
from awards.register.models.awards import Award
from awards.verification import domain
from ecotown.common.signing.credentials import new_key
from ecotown.configuration.queries import current
from indicators.editions.queries.editions import current_framework
from indicators.publishing import actions
from tests import builders, files
from tests.markup import Page

pytestmark = pytest.mark.django_db
CHECK_FILE = "/verify/file/"


def verify(client, certificate, **query):
    return client.get(reverse("awards:verify", args=[certificate.code]), query)


def test_the_page_tells_who_signed_the_file(client, ready):
    response = verify(client, ready)

    assert response.context["signature"].headline == "ลงลายมือชื่อโดย กรมทดสอบ"
    assert "กรมทดสอบ" in response.content.decode()
    assert response.context["award"].validity == "valid"


def test_number_and_code_lead_to_the_certificate(client, ready):
    typed = {"number": ready.number, "code": ready.code}

    response = client.get(reverse("awards:enter-code"), typed, follow=True)

    assert response.context["award"] == ready
    assert response.context["typed_number"] == ""


@pytest.mark.parametrize(
    ("typed", "number", "is_same"),
    [
        ("12/2569", "12/2569", True),
        (" ๑๒ / ๒๕๖๙ ", "12/2569", True),
        ("12-2569", "12/2569", True),
        ("อก 12/2569", "อก 12/2569", True),
        ("122/569", "12/2569", False),
        ("12/2569ครับ", "12/2569", True),
        ("12/2569 นะคะ", "12/2569", True),
        ("\u200b１２／２５６９）.", "12/2569", True),
        ("12/2569 กรอ.", "12/2569 กรอ.", True),
        ("12%2F2569%20", "12/2569", True),
        ("ล. ๑๒/๒๕๖๙", "ล. 12/2569", True),
        ("12/2569", "ล. 12/2569", True),
        ("ล. 12/2569", "12/2569", False),
        ("ก. 12/2569", "ล. 12/2569", False),
        ("13/2569", "12/2569", False),
        ("13/2569ครับ", "12/2569", False),
        ("", "12/2569", False),
    ],
)
def test_a_number_is_compared_as_it_is_read(typed, number, is_same):
    assert domain.is_same_number(typed, number) is is_same


def test_another_number_than_the_one_of_the_code_is_told(client, ready):
    response = verify(client, ready, number="99/2569")

    assert response.context["typed_number"] == "99/2569"
    assert "99/2569" in response.content.decode()


def test_a_wrong_code_stays_in_its_field_to_be_mended(client, ready):
    response = guess(client)

    assert (response.status_code, response.context["form"]["code"].value()) == (404, "x" * 20)


def test_a_valid_certificate_leads_to_its_area_and_to_why_it_has_its_level(client, ready):
    response = verify(client, ready)
    page = Page(response.request["PATH_INFO"], response.text)

    area, year = ready.assessment.area, ready.assessment.cycle.year
    assert {area.get_absolute_url(), area.explanation_url(year)} <= set(page.links)
    assert client.get(area.explanation_url(year)).status_code == 200


# What people and programs append to a code.
REMAINS = {
    "a space": " ",
    "a line break": "\n",
    "a space without width": "\u200b",
    "a no-break space": "\u00a0",
    "a mark of direction": "\u200e",
    "a byte order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "a bracket": ")",
    "a full stop": ".",
    "a comma and a quotation mark": ",”",
    "a full-width bracket": "）",
    "an exclamation mark": "!",
    "ครับ": "ครับ",
    "ค่ะ after a space": " ค่ะ",
    "นะคะ": "นะคะ",
    "a mark of abbreviation": "ฯ",
    "a mark of abbreviation and a particle": "ฯ ค่ะ",
    "a bracket that was encoded twice": "%29",
    "a particle that was encoded twice": "%E0%B8%84%E0%B8%A3%E0%B8%B1%E0%B8%9A",
    "half of an encoding": "%E",
    "a tag": "<br>",
    "a remark in brackets": " (copy)",
    "a particle in Latin letters": " krub",
    "a number in words": " no. 12",
    "a line that a telephone adds": "\n\nSent from my phone",
}
LOOKS = {
    "capitals": str.upper,
    "groups": lambda code: " ".join(code[at : at + 5] for at in range(0, 20, 5)),
    "groups with hyphens": lambda code: "-".join(code[at : at + 5] for at in range(0, 20, 5)),
    "full-width letters": lambda code: "".join(chr(ord(letter) + 0xFEE0) for letter in code),
    "full-width capitals": lambda code: "".join(chr(ord(letter) + 0xFEE0) for letter in code.upper()),
    "Thai digits": lambda code: code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
    "an invisible letter within": lambda code: f"{code[:9]}\u200b{code[9:]}",
    "the bracket before it": lambda code: f"({code})",
    "a word before it": lambda code: f"code {code}",
}
WRITTEN = {
    **{
        f"{name} behind it": lambda code, remains=remains: code + remains for name, remains in REMAINS.items()
    },
    **{f"in {name}": look for name, look in LOOKS.items()},
}
written = pytest.mark.parametrize("write", [pytest.param(write, id=name) for name, write in WRITTEN.items()])


@pytest.mark.parametrize("ending", ["", "/", "/?number=1%2F2569", "#x", "/ ครับ", "/)", ".json"])
def test_a_pasted_address_is_understood_however_it_ends(ending):
    assert domain.code_in(f"https://portal.example/verify/abcdefghjk{ending}") == "abcdefghjk"


@written
def test_a_code_is_understood_however_it_is_written(write):
    assert domain.code_in(write("23456789abcdefghjkmn")) == "23456789abcdefghjkmn"


@pytest.mark.parametrize("typed", ["", " ", "ครับ", ")", "\u200b", "%", "23456789abcdefghjkmn\0"])
def test_a_text_without_a_code_has_none(typed):
    assert domain.code_in(typed) == "-"


def test_the_form_understands_a_code_however_it_is_written(client, ready):
    locations = {
        name: client.get(reverse("awards:enter-code"), {"code": write(ready.code)}).headers["Location"]
        for name, write in WRITTEN.items()
    }

    assert locations == dict.fromkeys(WRITTEN, f"/verify/{ready.code}/")


@pytest.mark.parametrize("ending", ["/", ".json", ".jwt"])
def test_the_address_understands_a_code_however_it_is_written(client, ready, ending):
    query = {"number": "99/2569"}

    answers = {
        name: client.get(f"/verify/{quote(write(ready.code))}{ending}", query)
        for name, write in WRITTEN.items()
    }

    places = {
        name: (response.status_code, response.headers.get("Location")) for name, response in answers.items()
    }
    assert places == dict.fromkeys(WRITTEN, (302, f"/verify/{ready.code}{ending}?number=99%2F2569"))


@pytest.mark.parametrize("ending", ["", "/", ".json", ".jwt"])
def test_text_after_a_whole_address_is_dropped(client, ready, ending):
    answers = {
        name: client.get(f"/verify/{ready.code}{ending}{quote(remains)}", follow=True)
        for name, remains in REMAINS.items()
    }

    clean_address = f"/verify/{ready.code}{ending if ending.startswith('.') else '/'}"
    places = {name: response.redirect_chain[-1] for name, response in answers.items()}
    assert places == dict.fromkeys(REMAINS, (clean_address, 302))


def test_a_clean_address_leads_nowhere_else(client, ready):
    answers = [client.get(f"/verify/{ready.code}{ending}").status_code for ending in ("/", ".json")]

    assert answers == [200, 404]  # no key is configured


@pytest.mark.parametrize("ending", ["ครับ/", "/)", ").json", "%20/"])
def test_guesses_count_however_their_address_ends(client, ready, settings, ending):
    address = f"/verify/{'x' * 20}{ending}"
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False):
        wrong = [client.get(address).status_code for _ in range(current().verify_tries)]
        refused = client.get(address)

    assert set(wrong) == {404}
    assert refused.status_code == 429


def test_a_replaced_certificate_leads_to_the_new_one(client, ready, monkeypatch):
    newer = Award(code="z" * 20, year=ready.year, running_number=7, number_format="{number}/{year}")
    monkeypatch.setattr(Award, "replacement", newer, raising=False)

    response = verify(client, ready)

    assert response.context["award"].validity == "replaced"
    assert reverse("awards:verify", args=[newer.code]) in response.content.decode()


def guess(client, **address):
    return client.get(reverse("awards:verify", args=["x" * 20]), **address)


def test_guessing_codes_is_limited(client, ready, settings):
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False):
        wrong = [guess(client).status_code for _ in range(current().verify_tries)]
        refused = guess(client)

    assert set(wrong) == {404}
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "600")


def test_an_existing_code_is_answered_after_guesses_in_the_same_network(client, ready, settings):
    for _ in range(current().verify_tries * 2):
        guess(client)

    assert verify(client, ready).context["award"] == ready


def test_waiting_ends_and_others_need_not_wait(client, ready, settings):
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False) as now:
        for _ in range(current().verify_tries):
            guess(client)
        other_network = guess(client, REMOTE_ADDR="203.0.113.7")
        now.shift(current().verify_minutes * 60)
        later = guess(client)

    assert (other_network.status_code, later.status_code) == (404, 404)


def test_behind_a_proxy_each_visitor_has_tries_of_their_own(client, ready, settings):
    settings.VISITOR_ADDRESS = "HTTP_X_REAL_IP"
    for _ in range(current().verify_tries):
        guess(client, HTTP_X_REAL_IP="203.0.113.7")

    answers = [guess(client, HTTP_X_REAL_IP=f"203.0.113.{last}").status_code for last in (7, 8)]

    assert answers == [429, 404]


def test_verifying_what_exists_is_never_slowed(client, ready, settings):
    answers = {verify(client, ready).status_code for _ in range(current().verify_tries * 2)}

    assert answers == {200}


def test_an_ipv6_visitor_is_one_network(client, ready, settings):
    for number in range(current().verify_tries):
        guess(client, REMOTE_ADDR=f"2001:db8::{number + 1}")

    refused = guess(client, REMOTE_ADDR="2001:db8::ffff")

    assert refused.status_code == 429


def test_without_the_cache_everyone_may_verify(client, ready, settings, caplog):
    file = SimpleUploadedFile("certificate.pdf", files.pdf())
    nobody_listens = {"socket_connect_timeout": 1}
    redis = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {
        "default": {"BACKEND": redis, "LOCATION": "redis://127.0.0.1:9/0", "OPTIONS": nobody_listens}
    }

    answers = [verify(client, ready), guess(client), client.post("/verify/file/", {"file": file})]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert [response.status_code for response in answers] == [200, 404, 200]
    records = [record for record in caplog.records if record.name == "ecotown.common.requests.shared_cache"]
    assert [record.getMessage().partition(":")[0] for record in records] == ["the cache cannot be used"]
    assert [record.exc_info for record in records if record.exc_info] == []


@pytest.mark.parametrize("kind", ["certificate", "plaque"])
def test_an_award_of_a_recipient_by_name_shows_name_and_recognition_but_no_representative(
    client, administrator, settings, tmp_path, kind
):
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    settings.CREDENTIAL_KEY = str(tmp_path / "credential.pem")
    Path(settings.CREDENTIAL_KEY).write_bytes(new_key())
    ceremony = builders.ceremony(administrator)
    recipient = builders.recipient(
        ceremony,
        administrator,
        represented_by="นางสาวผู้แทน มารับ",
        with_certificate=kind == "certificate",
        with_plaque=kind == "plaque",
    )
    runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)
    award = Award.objects.get(recipient=recipient)
    assert awards.AWARDS.make(award.pk)

    page = verify(client, award).content.decode()
    credential = json.loads(client.get(reverse("awards:credential", args=[award.code])).content)

    credential_text = json.dumps(credential, ensure_ascii=False)
    achievement = credential["credentialSubject"]["achievement"]
    assert award.kind == kind
    assert credential["name"] == {"certificate": "เกียรติบัตร", "plaque": "โล่"}[kind] + f"เลขที่ {award.number}"
    assert achievement["name"] == recipient.given_recognition
    assert credential["credentialSubject"]["identifier"][0]["identityHash"] == recipient.given_name
    assert recipient.given_name in page
    assert recipient.given_recognition in page
    for text in (page, credential_text):
        assert "ผู้แทน" not in text
        assert administrator.signing_name not in text


def test_the_page_names_the_edition_of_the_assessment_whatever_is_in_force(client, ready):
    edition = ready.assessment.cycle.framework
    later = actions.copy_framework(
        source=edition,
        edition="2568",
        name_th="เกณฑ์ฉบับ 2568",
        name_en="Edition 2568",
        effective_from=2568,
        by=None,
    )
    actions.publish_framework(framework=later, by=None)

    page = verify(client, ready).content.decode()

    assert current_framework().name_th == later.name_th
    assert f'<dd class="plain">{edition.name_th}</dd>' in page
    assert later.name_th not in page
