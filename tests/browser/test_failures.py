"""The message when a part of the page cannot be loaded."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ecotown import errors
from tests import builders

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
FIELD = "input[name='EN9.1-value']"


def test_a_part_that_cannot_be_brought_is_a_sentence_above_the_page(site, sign_in, draft, officer, console):
    console.provokes(403, "*/what-if/*")
    for line in ("net::ERR_FAILED", "htmx:sendError", "htmx:afterRequest"):
        console.provokes(line)
    builders.fill_in(draft, officer, level=2)
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:what-if', args=[draft.pk])}?aspect=EN9")
    message = page.locator("#messages [role=alert]")
    title, sentence = errors.WORDS[403]

    page.route("**/what-if/**", lambda route: route.continue_(url=f"{site}/ceremonies/", method="GET"))
    page.locator(FIELD).fill("7")
    expect(message).to_have_text(f"{title}: {sentence}")
    page.unroute("**/what-if/**")
    page.route("**/what-if/**", lambda route: route.abort())
    page.locator(FIELD).fill("8")
    expect(message).to_have_text("ติดต่อระบบไม่ได้ โปรดตรวจสอบการเชื่อมต่ออินเทอร์เน็ตแล้วลองใหม่")
    page.unroute("**/what-if/**")
    page.locator(FIELD).fill("9")

    expect(message).to_have_count(0)
