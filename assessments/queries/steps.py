"""The workflow steps offered to a user, and the reason why one is not possible."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assessments import labels
from assessments.domain import audits, workflow
from assessments.domain.workflow import Step, WorkflowError
from assessments.models import Assessment
from assessments.queries.audits import answers_to
from assessments.queries.committee import check_sitting
from assessments.queries.entries import missing_codes
from assessments.queries.evidence import UnsettledFiles, unsettled_files
from ecotown.accounts.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """A workflow step with its address; a `refusal` is shown in place of the button."""

    step: Step
    label: str
    url: str
    opens_form: bool
    refusal: str = ""


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


def steps_for(user: User, assessment: Assessment, frame: Mapping[str, Any]) -> list[Offer]:
    """Return the steps that leave the present status and that the user may take.

    `frame` is the context of `workspace()`.
    """
    return [
        Offer(
            step=step,
            label=labels.step(step),
            url=reverse(url_name, args=[assessment.pk]),
            opens_form=opens_form,
            refusal=refusal(user, assessment, step, frame),
        )
        for step, (permission, url_name, opens_form) in OFFERS.items()
        if _leads_on(assessment, step) and user.has_perm(permission, assessment)
    ]


def refusal(
    user: User,
    assessment: Assessment,
    step: Step,
    frame: Mapping[str, Any],
    unsettled: UnsettledFiles | None = None,
) -> str:
    """Return why the user cannot take this step now, in words; empty when they can.

    `unsettled` are the files that prevent submission; they are read when needed and None.
    """
    try:
        workflow.target(assessment.status, step, returned_from=_returned_from(assessment))
        if step in {Step.SUBMIT, Step.RESUBMIT}:
            unsettled = unsettled or unsettled_files(assessment)
        if step == Step.SUBMIT:
            code_lists = (frame[name] for name in ("unanswered", "unconfirmed", "warned"))
            workflow.check_submission(*code_lists, declared=True)
            _check_evidence(unsettled)
        elif step == Step.WITHDRAW:
            workflow.check_withdrawal(has_begun=assessment.is_begun())
        elif step == Step.RESUBMIT:
            _check_resubmission(assessment, frame)
            _check_evidence(unsettled)
        elif step in {Step.RESOLVE, Step.SEND_BACK}:
            item = assessment.waiting_item
            check_sitting(assessment, item.meeting if item else None)
            workflow.check_recording(user.pk, assessment.hands(), computed_level=assessment.computed_level)
    except WorkflowError as error:
        return labels.refusal(error.code)
    return ""


def _check_resubmission(assessment: Assessment, frame: Mapping[str, Any]) -> None:
    answers = answers_to(assessment.open_return)
    warned = [indicator.code for _aspect, indicator in frame["warned"]]
    audits.check_resubmission(answers, missing_codes(assessment), warned, declared=True)


def _check_evidence(unsettled: UnsettledFiles) -> None:
    workflow.check_evidence(unsettled.unexamined, unsettled.refused_cited)


def _returned_from(assessment: Assessment) -> str | None:
    sent_back = assessment.open_return
    return sent_back.stage if sent_back else None


def _leads_on(assessment: Assessment, step: Step) -> bool:
    return any(
        transition.source == assessment.status and transition.step == step
        for transition in workflow.TRANSITIONS
    )
