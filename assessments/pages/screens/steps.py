"""The workflow steps offered to a user, and the reason why one is not possible."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.audit import domain as audit_domain
from assessments.audit.domain import ReturnAnswer
from assessments.audit.queries.assignments import is_begun, participants_of
from assessments.committee import domain as committee_domain
from assessments.committee.queries import check_meeting, check_withdrawing, waiting_item
from assessments.evidence import domain as evidence_domain
from assessments.evidence.queries import UnsettledFiles, unsettled_files
from assessments.pages import words as pages_words
from assessments.pages.screens.assessment import AssessmentPage
from assessments.submission import domain as submission_domain
from assessments.workflow import domain as workflow_domain
from assessments.workflow import queries as workflow_queries
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import Status, Step, WorkflowError
from assessments.workflow.models import Assessment
from assessments.workflow.registry import PUBLISHED_STEPS
from ecotown.accounts.models import User


@dataclass(frozen=True, slots=True)
class StepOffer:
    """A workflow step with its address; a `refusal` is shown in place of the button.

    `title`, `sentence` and `button` say what is to be done; they are empty for an answer to a return, which
    has a banner of its own.
    """

    step: Step
    label: str
    title: str
    sentence: str
    button: str
    url: str
    opens_form: bool
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class TurnOfOthers:
    """What happens while the user has nothing to do; `links` are (title, URL) of pages of upper rooms."""

    title: str
    sentence: str
    links: tuple[tuple[str, str], ...]


# Step → permission, URL name, whether it opens a page with a form first.
OFFERS = {
    Step.SUBMIT: ("assessments.submit", "assessments:submit", True),
    Step.WITHDRAW: ("assessments.withdraw", "assessments:withdraw", False),
    Step.RESUBMIT: ("assessments.resubmit", "assessments:resubmit", True),
    # Audits end on the audit screen, because the verdicts come first.
    Step.PASS: ("assessments.take_on", "assessments:audit", True),
    Step.RECOMMEND: ("assessments.take_on", "assessments:audit", True),
    Step.RESOLVE: ("assessments.resolve", "assessments:resolve", True),
    Step.PUBLISH: ("assessments.publish", "assessments:publish", False),
}


def steps_for(user: User, assessment: Assessment, page: AssessmentPage) -> list[StepOffer]:
    """Return the steps that leave the present status and that the user may take."""
    return [
        StepOffer(
            step=step,
            label=workflow_words.step_label(step),
            **_next_action(step, page),
            url=reverse(url_name, args=[assessment.pk]),
            opens_form=opens_form,
            refusal=step_refusal(user, assessment, step, page),
        )
        for step, (permission, url_name, opens_form) in OFFERS.items()
        if _leads_on(assessment, step) and user.has_perm(permission, assessment)
    ]


def turn_of_others(assessment: Assessment) -> TurnOfOthers:
    """Return what is said to a user who can take no step."""
    title, sentence = workflow_words.turn_of_others(assessment.status)
    steps = PUBLISHED_STEPS if assessment.status == Status.PUBLISHED else []
    links = ((str(step.title), reverse(step.url_name, args=[assessment.pk])) for step in steps)
    return TurnOfOthers(title, sentence, tuple(links))


def step_refusal(
    user: User,
    assessment: Assessment,
    step: Step,
    page: AssessmentPage,
    unsettled: UnsettledFiles | None = None,
) -> str:
    """Return why the user cannot take this step now, in words; empty when they can.

    `unsettled` are the files that prevent submission; they are read when needed and None.
    """
    try:
        returned_from = page.open_return.stage if page.open_return else None
        workflow_domain.target(assessment.status, step, returned_from=returned_from)
        if step in {Step.SUBMIT, Step.RESUBMIT}:
            unsettled = unsettled or unsettled_files(assessment)
        if step == Step.SUBMIT:
            submission_domain.check_submission(
                page.unanswered,
                page.unconfirmed,
                page.warned_codes,
                unconfirmed_quantities=[quantity.key for quantity in page.unconfirmed_quantities],
                declared=True,
            )
            _check_files(unsettled)
        elif step == Step.WITHDRAW:
            submission_domain.check_withdrawal(has_begun=is_begun(assessment))
        elif step == Step.RESUBMIT:
            _check_resubmission(page)
            _check_files(unsettled)
        elif step in {Step.RESOLVE, Step.SEND_BACK}:
            item = waiting_item(assessment)
            check_meeting(assessment, item.meeting if item else None)
            committee_domain.check_recording(
                user.pk, participants_of(assessment), computed_level=assessment.computed_level
            )
        elif step == Step.PUBLISH:
            workflow_queries.check_apart([assessment], user.pk)
        elif step == Step.WITHDRAW_RESOLUTION and assessment.resolution:
            check_withdrawing(assessment, assessment.resolution.meeting, by=user)
    except WorkflowError as error:
        return pages_words.refusal(error.code)
    return ""


def _next_action(step: Step, page: AssessmentPage) -> dict[str, str]:
    """Return `title`, `sentence` and `button` of a step."""
    if step == Step.RESUBMIT:
        return {"title": "", "sentence": "", "button": ""}
    unanswered, warned = len(page.unanswered), len(page.warned_codes)
    title, sentence = workflow_words.next_action(
        step,
        unanswered=unanswered,
        unconfirmed=page.carried_count,
        unconfirmed_quantities=len(page.unconfirmed_quantities),
        warned=warned,
        begins_with_quantities=page.begins_with_quantities,
    )
    if step == Step.PUBLISH:
        sentence = next((str(published.outlook) for published in PUBLISHED_STEPS), sentence)
    return {"title": title, "sentence": sentence, "button": workflow_words.step_button(step)}


def _check_resubmission(page: AssessmentPage) -> None:
    answers = {item.code: ReturnAnswer(item.is_changed, item.reply) for item in page.returned_items}
    missing = [indicator.code for _aspect, indicator in page.unanswered]
    audit_domain.check_resubmission(answers, missing, page.warned_codes, declared=True)


def _check_files(unsettled: UnsettledFiles) -> None:
    evidence_domain.check_files(unsettled.unexamined, unsettled.refused_cited)


def _leads_on(assessment: Assessment, step: Step) -> bool:
    return any(
        transition.source == assessment.status and transition.step == step
        for transition in workflow_domain.TRANSITIONS
    )
