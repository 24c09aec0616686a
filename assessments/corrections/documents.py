"""The mail that answers a visitor's question."""

from django.utils.translation import gettext as _

from assessments.corrections.models import Question


def public_answer_mail(question: Question) -> tuple[str, str]:
    """Return subject and text of the mail with the answer to a visitor's question."""
    area_and_year = {"area": str(question.assessment.area), "year": question.assessment.cycle.year}
    subject = _("Answer to your question about %(area)s, fiscal year %(year)s") % area_and_year
    parts = [subject, "", _("Your question:"), question.text, "", _("Our answer:"), question.answer]
    return subject, "\n".join([*parts, "", _("Department of Industrial Works"), ""])
