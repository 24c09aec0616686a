"""The steps of the workflow as requests, and the situations in which each changes something."""

from django.utils import timezone

from assessments.workflow.domain import Status
from ecotown.common.history import recording
from ecotown.common.thai import dates
from tests.addresses.table import url_of

STEPS = {
    "assessments:submit": {"declared": "on"},
    "assessments:withdraw": {},
    "assessments:take-on": {},
    "assessments:verdict": {"kind": "adjust", "adjust-part": "1", "adjust-whole": "40", "adjust-reason": "x"},
    "assessments:accept-rest": {},
    "assessments:return": {"due_on": ""},
    "assessments:resubmit": {"resubmit": "1", "declared": "on", "EN1.1": "ก", "EN9.1": "ข", "SO1.1": "ค"},
    "assessments:recuse": {"stage": Status.INTERNAL_AUDIT.value, "reason": "รู้จักกัน"},
    "assessments:pass": {},
    "assessments:recommend": {},
    "assessments:resolve": {"granted_level": "3", "reason": ""},
    "assessments:send-back": {"send-back-reason": "ขอให้ตรวจ EN1.1 อีกครั้ง"},
    "assessments:withdraw-resolution": {"reason": "บันทึกระดับผิด"},
    "assessments:publish": {},
}
STATED = {"assessments:accept-rest", "assessments:pass", "assessments:recommend"}
# How far an audit has come: nobody has it in hand, everything is accepted, something is to be returned.
FRESH, ACCEPTED, RETURNING = "fresh", "accepted", "returning"
# The situations in which each step changes something, and by whom; every other one changes nothing.
POSSIBLE = {
    ("assessments:submit", Status.DRAFT, FRESH, "officer"),
    ("assessments:withdraw", Status.INTERNAL_AUDIT, FRESH, "officer"),
    ("assessments:take-on", Status.INTERNAL_AUDIT, FRESH, "internal"),
    ("assessments:take-on", Status.INTERNAL_AUDIT, FRESH, "external"),
    ("assessments:take-on", Status.EXTERNAL_AUDIT, FRESH, "external"),
    *(
        ("assessments:verdict", Status.INTERNAL_AUDIT, progress, "internal")
        for progress in (ACCEPTED, RETURNING)
    ),
    *(
        ("assessments:verdict", Status.EXTERNAL_AUDIT, progress, "external")
        for progress in (ACCEPTED, RETURNING)
    ),
    *(
        ("assessments:recuse", Status.INTERNAL_AUDIT, progress, "internal")
        for progress in (ACCEPTED, RETURNING)
    ),
    ("assessments:recuse", Status.RETURNED, FRESH, "internal"),
    ("assessments:return", Status.INTERNAL_AUDIT, RETURNING, "internal"),
    ("assessments:return", Status.EXTERNAL_AUDIT, RETURNING, "external"),
    ("assessments:resubmit", Status.RETURNED, FRESH, "officer"),
    ("assessments:pass", Status.INTERNAL_AUDIT, ACCEPTED, "internal"),
    ("assessments:recommend", Status.EXTERNAL_AUDIT, ACCEPTED, "external"),
    ("assessments:resolve", Status.COMMITTEE, FRESH, "administrator"),
    ("assessments:send-back", Status.COMMITTEE, FRESH, "administrator"),
    ("assessments:withdraw-resolution", Status.GRANTED, FRESH, "administrator"),
    ("assessments:publish", Status.GRANTED, FRESH, "administrator"),
}


def call(client, step, assessment, *, follow=False):
    """Send what the page of a step sends; with `follow` return the page that it leads to."""
    form_data = STEPS[step] | statement_of(client, step, assessment)
    if "due_on" in form_data:
        today = timezone.localdate()
        form_data = {"due_on": f"{today.day}/{today.month}/{today.year + dates.BUDDHIST_ERA}"}
    return client.post(url_of(step, assessment), form_data, follow=follow)


def statement_of(client, step, assessment):
    """Return what a page sends along of a step that first states its exceptions."""
    if step == "assessments:resolve":
        context = client.post(url_of(step, assessment), STEPS[step]).context or {}
        return {"statement": context["statement"].mark} if "statement" in context else {}
    if step not in STATED:
        return {}
    context = client.get(url_of(step, assessment)).context or {}
    return {"statement": context["confirmation"].statement.mark} if "confirmation" in context else {}


def events_of(assessment):
    """Return the names of the events so far: whatever a step changes stands in the history."""
    return list(recording.events_of(assessment.history_subject).values_list("name", flat=True))
