"""The objects whose keys stand in addresses: each is found by the published assessment."""

from allauth.mfa.models import Authenticator

from assessments.past_years.models import PastYear
from awards.ceremonies.models import Ceremony
from ecotown.accounts.models import WrongTries
from ecotown.notices.models import Notice
from ecotown.personal_data.models import DataExport, Erasure
from indicators.editions.models import Indicator
from tests.addresses.invited import invited_person, one_time_code, person_request
from tests.addresses.registered import ended_area, registered_area


def visit_of(assessment):
    return assessment.visits.get()


def photo_of(assessment):
    return visit_of(assessment).photos.get()


def evidence_of(assessment):
    """Return the officer's file, not the photograph of the visit."""
    return assessment.evidence.get(visit=None)


def past_year_of(assessment):
    """Return the loaded year of another area of the province."""
    return PastYear.objects.get(area__province=assessment.area.province)


def certificate_of(assessment):
    return assessment.awards.first()


def ceremony_of(_assessment):
    return Ceremony.objects.first()


OBJECTS = {
    "asking_administrator": lambda _assessment: person_request().asked_by_id,
    "invited": lambda _assessment: invited_person().pk,
    "one_time_code": lambda _assessment: one_time_code().pk,
    "typed_code": lambda _assessment: one_time_code().code,
    "person_request": lambda _assessment: person_request().pk,
    "assessment": lambda assessment: assessment.pk,
    "area": lambda assessment: assessment.area.key,
    "cycle": lambda assessment: assessment.cycle_id,
    "registered": lambda _assessment: registered_area().pk,
    "ended": lambda _assessment: ended_area().pk,
    "name": lambda _assessment: registered_area().names.last().pk,
    "membership": lambda _assessment: registered_area().memberships.get().pk,
    "group": lambda _assessment: registered_area().memberships.get().group_id,
    "announcement": lambda _assessment: registered_area().announcement_id,
    "year": lambda assessment: assessment.cycle.year,
    "past_area": lambda assessment: past_year_of(assessment).area.key,
    "past_year": lambda assessment: past_year_of(assessment).year,
    "edition": lambda assessment: assessment.cycle.framework.edition,
    "framework": lambda assessment: assessment.cycle.framework.pk,
    "indicator": lambda _assessment: Indicator.objects.first().pk,
    "evidence": lambda assessment: evidence_of(assessment).pk,
    "citation": lambda assessment: evidence_of(assessment).citations.get().pk,
    "plan_target": lambda assessment: assessment.plan_targets.first().pk,
    "thread": lambda assessment: assessment.threads.get().pk,
    "visit": lambda assessment: visit_of(assessment).pk,
    "finding": lambda assessment: visit_of(assessment).findings.get().pk,
    "photo": lambda assessment: photo_of(assessment).pk,
    "photo_citation": lambda assessment: photo_of(assessment).citations.get().pk,
    "report": lambda assessment: assessment.reports.filter(state="ready").first().pk,
    "meeting": lambda assessment: assessment.resolution.meeting_id,
    "agenda_item": lambda assessment: assessment.agenda_items.get().pk,
    "question": lambda assessment: assessment.questions.get().pk,
    "question_code": lambda assessment: assessment.questions.get().code,
    "correction": lambda assessment: assessment.corrections.get().pk,
    "passkey": lambda _assessment: Authenticator.objects.filter(type="webauthn").first().pk,
    "lock": lambda _assessment: WrongTries.objects.first().pk,
    "notice": lambda assessment: Notice.objects.get(subject_id=assessment.pk, kind="published").pk,
    "certificate": lambda assessment: certificate_of(assessment).pk,
    "code": lambda assessment: certificate_of(assessment).code,
    "reprint": lambda assessment: certificate_of(assessment).reprints.get().pk,
    "ceremony": lambda assessment: ceremony_of(assessment).pk,
    "recipient": lambda assessment: ceremony_of(assessment).recipients.get().pk,
    "run": lambda assessment: ceremony_of(assessment).runs.first().pk,
    "package": lambda assessment: ceremony_of(assessment).packages.get().pk,
    "erasure": lambda _assessment: Erasure.objects.first().pk,
    "data_export": lambda _assessment: DataExport.objects.first().pk,
    "design": lambda assessment: ceremony_of(assessment).certificate_design_id,
}
