"""Awards as signed Open Badges 3.0 credentials."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from areas.models import TargetArea
from awards.designs.domain.kinds import AwardKind
from awards.register.models.awards import Award
from awards.verification.queries import awards
from ecotown.common.signing import credentials, identities
from ecotown.common.signing.credentials import Issuer
from ecotown.configuration.queries import current
from indicators.editions.models import Framework, LevelRule

CONTEXTS = [credentials.CONTEXT, "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
NAMES = {AwardKind.CERTIFICATE.value: "เกียรติบัตร", AwardKind.PLAQUE.value: "โล่"}
DEPARTMENT = {"name": "กรมโรงงานอุตสาหกรรม", "url": "https://www.diw.go.th/"}
DEMONSTRATION = {
    "name": identities.DEMONSTRATION_NAME,
    "description": "ข้อมูลสาธิต ไม่ใช่ผลการรับรองของกรมโรงงานอุตสาหกรรม",
}


def department_issuer() -> Issuer | None:
    """Return the issuer of real awards, None when no key is configured. Raises KeyFileError."""
    if not settings.CREDENTIAL_KEY:
        return None
    return credentials.issuer_by_address(
        settings.SITE_URL, credentials.load_key(Path(settings.CREDENTIAL_KEY))
    )


def demonstration_issuer() -> Issuer:
    """Return the issuer of demonstration awards, which has a key of its own, never the department's."""
    path = settings.DEMONSTRATION_KEYS / "credential.pem"
    identities.write_secret_once(path, credentials.new_key)
    return credentials.issuer_by_key(credentials.load_key(path))


def has_credential(award: Award) -> bool:
    """Return whether the award has a credential: it is valid, its file is made and there is a key."""
    has_key = award.is_demonstration or bool(settings.CREDENTIAL_KEY)
    return has_key and bool(award.sha256) and awards.validity_of(award) == awards.Validity.VALID


def issuer_of(award: Award) -> Issuer | None:
    """Return the issuer of the credential of an award. Raises KeyFileError."""
    is_demonstration = award.is_demonstration
    return demonstration_issuer() if is_demonstration else department_issuer()


def credential_document(award: Award, issuer: Issuer) -> dict[str, object]:
    """Return the credential as JSON-LD with an embedded proof."""
    now = timezone.now()
    return credentials.with_proof(_credential(award, issuer, now), issuer, created=_timestamp(now))


def credential_jwt(award: Award, issuer: Issuer) -> str:
    """Return the credential as a compact JWT, the other proof format of Open Badges 3.0."""
    now = timezone.now()
    times = {
        "not_before": int(award.issued_at.timestamp()),
        "expires": int(_valid_until(now).timestamp()),
    }
    return credentials.jwt(_credential(award, issuer, now), issuer, **times)


def _valid_until(now: datetime) -> datetime:
    """Return when a credential has to be fetched again.

    An award is valid until it is revoked; a saved credential cannot show that, hence the short validity.
    """
    return now + timedelta(days=current().credential_days)


def _credential(award: Award, issuer: Issuer, now: datetime) -> dict[str, object]:
    profile = DEMONSTRATION if award.is_demonstration else DEPARTMENT
    return {
        "@context": CONTEXTS,
        "id": award.verification_url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{NAMES[award.kind]}เลขที่ {award.number}",
        "issuer": {"id": issuer.did, "type": ["Profile"], **profile},
        "validFrom": _timestamp(award.issued_at),
        "validUntil": _timestamp(_valid_until(now)),
        "awardedDate": _timestamp(award.issued_at),
        "credentialSubject": _subject(award),
        "evidence": [
            {
                "id": award.verification_url,
                "type": ["Evidence"],
                "name": _basis(award),
                "description": f"SHA-256 {award.sha256}",
            }
        ],
    }


def _basis(award: Award) -> str:
    """Return what the award is based on: the recognition or the meeting of the resolution."""
    if award.resolution is None:
        return award.recognition
    return f"มติที่ประชุมครั้งที่ {award.resolution.meeting.number}"


def _subject(award: Award) -> dict[str, object]:
    """Return the area, or the recipient by name, as printed on the award; never a person's name."""
    assessment = award.assessment
    area = assessment.area if assessment else None
    name = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": f"{award.honoured} {area.province}" if area else award.honoured,
        "identityType": "name",
    }
    return {
        "id": _address(area) if area else f"{award.verification_url}#recipient",
        "type": ["AchievementSubject"],
        "identifier": [name],
        "term": f"พ.ศ. {award.year}",
        "achievement": (
            _level(assessment.cycle.framework, award.level_rule) if assessment else _recognition(award)
        ),
    }


def _level(framework: Framework, level: LevelRule) -> dict[str, object]:
    criteria = _address(framework)
    return {
        "id": f"{criteria}#level-{level.level}",
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": f"เมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ {level.level} {level.name_th}",
        "description": "ได้รับการรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศโดยมติคณะกรรมการ",
        "inLanguage": "th",
        "version": framework.edition,
        "criteria": {"id": criteria, "narrative": framework.name_th},
    }


def _recognition(award: Award) -> dict[str, object]:
    recognition = award.recognition
    return {
        "id": f"{award.verification_url}#recognition",
        "type": ["Achievement"],
        "achievementType": "Award",
        "name": recognition,
        "description": recognition,
        "inLanguage": "th",
        "criteria": {"narrative": recognition},
    }


def _address(row: TargetArea | Framework) -> str:
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


def _timestamp(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
