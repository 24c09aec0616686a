"""Credentials of awards, checked with the published contexts and an independent library."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.urls import reverse
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier
from openbadgeslib.ob3.contexts import document_loader
from pyld import jsonld

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from ecotown.common.signing import credentials
from ecotown.configuration.queries import current
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(at, administrator, settings, tmp_path):
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    settings.SITE_URL = "https://portal.example"
    settings.CREDENTIAL_KEY = str(tmp_path / "credential.pem")
    (tmp_path / "credential.pem").write_bytes(credentials.new_key())
    issued = award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    award_results.AWARDS.make(issued.pk)
    issued.refresh_from_db()
    return issued


def fetch(client, certificate, name="credential"):
    return client.get(reverse(f"awards:{name}", args=[certificate.code]))


def read(response):
    assert response.headers["Content-Type"] == "application/vc"
    return json.loads(response.content)


def key_in(did):
    """Return the public key of a DID document."""
    (method,) = did["verificationMethod"]
    return Ed25519PublicKey.from_public_bytes(credentials.from_base58(method["publicKeyMultibase"][1:])[2:])


def test_it_says_what_the_certificate_says(client, certificate, people):
    document = read(fetch(client, certificate))

    achievement = document["credentialSubject"]["achievement"]
    assert document["id"] == certificate.verification_url
    assert document["evidence"][0]["description"] == f"SHA-256 {certificate.sha256}"
    assert achievement["name"].startswith("เมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 3")
    assert achievement["version"] == certificate.assessment.cycle.framework.edition
    assert document["credentialSubject"]["identifier"][0]["identityHash"].startswith(
        str(certificate.assessment.area)
    )
    for person in people:
        assert person.signing_name not in json.dumps(document, ensure_ascii=False)


def test_the_key_of_the_did_document_proves_it(client, certificate):
    did = client.get("/.well-known/did.json").json()
    document = read(fetch(client, certificate))

    assert document["issuer"]["id"] == did["id"] == "did:web:portal.example"
    assert document["proof"]["verificationMethod"] == did["assertionMethod"][0]
    assert credentials.is_intact(document, key_in(did))
    document["credentialSubject"]["achievement"]["name"] += "!"
    assert not credentials.is_intact(document, key_in(did))


def test_every_word_of_it_is_one_of_the_published_contexts(client, certificate):
    """Expand and compact the document, which stays the same: the contexts define every name and its type."""
    document = read(fetch(client, certificate))
    del document["proof"]
    options = {"documentLoader": document_loader()}

    compacted = jsonld.compact(jsonld.expand(document, options), document["@context"], options)

    assert arrays(compacted) == arrays(document)


def arrays(value):
    """Return the value with single values as lists, which are the same in JSON-LD."""
    if isinstance(value, dict):
        return {name: arrays(item) for name, item in value.items()}
    if isinstance(value, list) and len(value) == 1:
        return arrays(value[0])
    return [arrays(item) for item in value] if isinstance(value, list) else value


def test_an_undefined_name_would_be_detected(client, certificate):
    document = read(fetch(client, certificate))
    document["credentialSubject"]["levelOfOurs"] = 3
    del document["proof"]
    options = {"documentLoader": document_loader()}

    compacted = jsonld.compact(jsonld.expand(document, options), document["@context"], options)

    assert arrays(compacted) != arrays(document)


def test_another_library_accepts_the_token_and_finds_what_was_changed(client, certificate):
    key = key_in(client.get("/.well-known/did.json").json())
    verifier = OB3Verifier(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    token = fetch(client, certificate, "credential-jwt").content.decode()
    head, claims, signature = token.split(".")
    payload = json.loads(base64.urlsafe_b64decode(claims + "=="))
    payload["credentialSubject"]["achievement"]["name"] = "ระดับที่ 5"
    changed = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=").decode()

    accepted = verifier.verify(token)

    assert accepted.issuer.id == "did:web:portal.example"
    with pytest.raises(OB3VerificationError):
        verifier.verify(f"{head}.{changed}.{signature}")


@pytest.mark.parametrize("accept", ["application/json", "application/ld+json", "application/vc"])
def test_the_verification_address_answers_machines(client, certificate, accept):
    response = client.get(reverse("awards:verify", args=[certificate.code]), headers={"Accept": accept})

    assert read(response)["id"] == certificate.verification_url
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*"])
def test_browsers_get_the_page(client, certificate, accept):
    response = client.get(reverse("awards:verify", args=[certificate.code]), headers={"Accept": accept})

    assert response.headers["Content-Type"].startswith("text/html")
    assert fetch_link(certificate) in response.content.decode()


def fetch_link(certificate):
    return reverse("awards:credential", args=[certificate.code])


def test_what_was_revoked_is_gone_for_machines_too(client, certificate, administrator):
    award_actions.revoke_award(award=certificate, reason="ออกผิดพื้นที่", by=administrator)

    response = fetch(client, certificate)

    assert response.status_code == 410
    assert response.json() == {"error": "revoked", "page": certificate.verification_url}
    page = client.get(reverse("awards:verify", args=[certificate.code])).content.decode()
    assert fetch_link(certificate) not in page


def test_a_demonstration_is_signed_with_a_key_of_its_own(demonstration_cycle, client, certificate):
    document = read(fetch(client, certificate))

    assert document["issuer"]["id"].startswith("did:key:")
    assert "ข้อมูลสาธิต" in document["issuer"]["description"]
    assert document["issuer"]["id"] != client.get("/.well-known/did.json").json()["id"]


def test_without_a_key_there_is_no_credential(client, certificate, settings):
    settings.CREDENTIAL_KEY = ""

    assert fetch(client, certificate).status_code == 404
    assert client.get("/.well-known/did.json").status_code == 404


def test_machines_that_guess_have_to_wait(client, certificate, settings):
    for _ in range(current().verify_tries):
        assert client.get("/verify/xxxxx.json").status_code == 404

    response = client.get("/verify/xxxxx.json")

    assert (response.status_code, response.json()) == (429, {"error": "too-many-tries"})
    assert fetch(client, certificate).status_code == 200


def test_a_saved_credential_ends_and_is_fetched_anew(client, certificate, settings):
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False) as now:
        document, token = fetched(client, certificate)
        now.shift(timedelta(days=current().credential_days))
        later, _token = fetched(client, certificate)

    assert (document["validUntil"], token["exp"]) == ("2026-12-22T10:00:00+07:00", 1797908400)
    assert later["validUntil"] == "2027-01-21T10:00:00+07:00"
    assert (later["validFrom"], later["id"]) == (document["validFrom"], document["id"])


def fetched(client, certificate):
    token = fetch(client, certificate, "credential-jwt").content.decode().split(".")[1]
    return read(fetch(client, certificate)), json.loads(base64.urlsafe_b64decode(token + "=="))


def test_another_library_refuses_a_token_that_has_ended(client, certificate, settings):
    key = key_in(client.get("/.well-known/did.json").json())
    verifier = OB3Verifier(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    builders.set_setting(credential_days=-1)

    with pytest.raises(OB3VerificationError):
        verifier.verify(fetch(client, certificate, "credential-jwt").content.decode())


def test_an_unreadable_key_is_reported_and_logged(client, certificate, settings, caplog):
    Path(settings.CREDENTIAL_KEY).write_bytes(b"no key")

    answers = [fetch(client, certificate), client.get("/.well-known/did.json")]

    assert {response.status_code for response in answers} == {503}
    assert "the key that signs credentials cannot be read" in caplog.text
    assert client.get(reverse("awards:verify", args=[certificate.code])).status_code == 200
