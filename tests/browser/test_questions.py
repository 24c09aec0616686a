"""A visitor's question in a real browser: what the department types is what the public reads."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.corrections import results
from assessments.corrections.actions import questions
from assessments.workflow.domain import Status
from tests import builders
from tests.browser.pages import take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
ANSWER = "นับเครือข่ายละ 1 ครั้ง ตามบัญชีรายชื่อที่เผยแพร่"


def test_the_answer_that_was_typed_stands_on_the_public_page_and_in_the_mail(site, page, sign_in, at, people):
    published = at(Status.PUBLISHED)
    question = builders.ask(published, text="จำนวนเครือข่ายนับซ้ำหรือไม่", email="a@example.com", may_be_shown=True)
    administrator = sign_in(people.administrator)
    administrator.goto(f"{site}{reverse('assessments:question', args=[question.pk])}")
    administrator.fill("textarea[name=answer]", ANSWER)
    administrator.check("[name=is_shown]")
    take(administrator, _("Save the answer"))

    results.mail_visitor(question_id=question.pk)
    page.goto(f"{site}{reverse('portal:area', args=[published.area.key])}")

    expect(page.locator(".question-list")).to_contain_text(ANSWER)
    assert [ANSWER in message.body for message in mail.outbox] == [True]


def test_a_visitor_takes_the_consent_back(site, page, at, people):
    published = at(Status.PUBLISHED)
    question = builders.ask(published, may_be_shown=True)
    questions.answer_question(
        question=question, answer=ANSWER, shown_text="นับซ้ำหรือไม่", is_shown=True, by=people.administrator
    )
    page.goto(f"{site}{question.get_absolute_url()}")
    page.on("dialog", lambda dialog: dialog.accept())

    take(page, _("Do not show it any more"))

    expect(page.locator("main")).to_contain_text(_("Question and answer are not shown to others."))
    page.goto(f"{site}{reverse('portal:area', args=[published.area.key])}")
    expect(page.locator("body")).not_to_contain_text(ANSWER)
