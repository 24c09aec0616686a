"""The mails to a visitor who asked a question."""

from django.utils.translation import gettext as _

from assessments.corrections.domain import QuestionState
from assessments.corrections.models import Question
from ecotown.common.thai.formats import long_date
from ecotown.configuration.queries import department_name


def mail_to_visitor(question: Question) -> tuple[str, str]:
    """Return subject and text of the mail that tells a visitor how far the question has come.

    It holds the answer, says that the result was corrected, or that the question has arrived. What was typed
    is repeated only once a person of the department has read it: the address may be that of somebody else, to
    whom the portal would bring any text.
    """
    subject, parts = _news(question)
    reference = [
        "",
        _("Reference number: %(code)s") % {"code": question.readable_code},
        _("What became of your question: %(url)s") % {"url": question.status_url},
    ]
    signature = ["", department_name(), ""]
    return subject, "\n".join([subject, "", *parts, *reference, *signature])


def _news(question: Question) -> tuple[str, list[str]]:
    facts = {"area": str(question.assessment.area), "year": question.assessment.cycle.year}
    asked = [_("Your question:"), question.text]
    if question.answer:
        subject = _("Answer to your question about %(area)s, fiscal year %(year)s") % facts
        return subject, [*asked, "", _("Our answer:"), question.answer]
    promise = _("You get the answer by %(day)s.") % {"day": long_date(question.answer_by)}
    if question.state == QuestionState.CORRECTED:
        subject = _("After your question the result of %(area)s, fiscal year %(year)s was corrected") % facts
        return subject, [_("The page of the area shows the correction."), promise, "", *asked]
    subject = _("Your question about %(area)s, fiscal year %(year)s has arrived") % facts
    return subject, [promise]
