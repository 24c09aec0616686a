"""The pages of a ceremony on a phone, and what its script does: ticking, asking, attendance."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from playwright.sync_api import expect

from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.models import Ceremony
from awards.printing.actions import runs
from awards.printing.results import awards
from tests import builders
from tests.browser.pages import go, take
from tests.browser.shifts import layout_shift
from tests.browser.test_phone import PHONE, look

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]


@pytest.fixture
def ceremony(people, at):
    """Return a ceremony with an area and three named recipients: one printed, one without a design."""
    by = people.administrator
    ceremony = builders.ceremony(by, presiding="นางสาวตัวอย่าง")
    recipient_actions.add_areas(
        ceremony=ceremony, assessments=[at(Status.PUBLISHED)], with_plaque=True, by=by
    )
    for name in ("บริษัท ทดสอบ 21 (ประเทศไทย) จำกัด", "ทต.ทดสอบซึ่งมีชื่อยาวกว่าใครในรายการทั้งหมด", "เครือข่ายทดสอบ"):
        builders.recipient(ceremony, by, given_name=name)
    first = ceremony.recipients.first()
    run = runs.start_run(ceremony=ceremony, recipients=[first.pk], by=by)
    awards.AWARDS.make(*run.items.values_list("award", flat=True))
    return ceremony


def test_the_pages_of_a_ceremony_fit_a_phone(site, sign_in, people, ceremony, accessible):
    Ceremony.objects.update(named_plaque_design=None)
    page = sign_in(people.administrator, viewport=PHONE)

    too_wide = [look(page, site, accessible, *place) for place in places(ceremony)]

    assert [place for place in too_wide if place] == []
    assert page.problems == []


def places(ceremony):
    run, recipient = ceremony.runs.get(), ceremony.recipients.last()
    award = run.items.first().award
    return [
        ("awards:ceremonies",),
        ("awards:plan-ceremony",),
        ("awards:ceremony", ceremony.pk),
        ("awards:change-ceremony", ceremony.pk),
        ("awards:arrange-recipients", ceremony.pk),
        ("awards:samples", ceremony.pk),
        ("awards:announcer-script", ceremony.pk),
        ("awards:ceremony-history", ceremony.pk),
        ("awards:add-recipient", ceremony.pk),
        ("awards:import-recipients", ceremony.pk),
        ("awards:recipient", ceremony.pk, recipient.pk),
        ("awards:recipient", ceremony.pk, ceremony.recipients.first().pk),
        ("awards:rename-recipient", ceremony.pk, ceremony.recipients.first().pk),
        ("awards:run", ceremony.pk, run.pk),
        ("awards:award", award.pk),
        ("awards:designs",),
        ("awards:draft-design",),
        ("awards:design", ceremony.certificate_design_id),
        ("awards:design-history", ceremony.certificate_design_id),
    ]


def test_ticks_are_counted_and_attendance_is_saved_in_place(site, sign_in, people, ceremony, accessible):
    page = sign_in(people.administrator)
    page.goto(f"{site}{ceremony.get_absolute_url()}")
    accessible(page)
    boxes = page.locator("[name=recipient]:checked")
    expect(boxes).to_have_count(3)

    page.locator("[data-tick=none]").click()
    expect(boxes).to_have_count(0)
    page.locator("[name=recipient]").nth(1).check()
    expect(page.locator("[data-summary]")).to_contain_text("1 ")

    page.locator("[name=attendance]").first.select_option("present")
    expect(page.locator("#present-count")).to_have_text("1")
    take(page, _("Check and print for the ticked recipients"))
    expect(page.locator("#check-title")).to_contain_text(f"{_('Can be printed')} 1")
    accessible(page)

    assert ceremony.recipients.first().attendance == "present"
    assert page.problems == []


def test_a_printed_name_is_corrected_together_with_its_document(site, sign_in, people, ceremony, accessible):
    by, name = people.administrator, "บริษัท ทดสอบ 21 (ประเทศไทย) จำกัด"
    recipient = ceremony.recipients.get(given_name=name)
    recipient_actions.change_recipient(
        recipient=recipient, with_certificate=True, with_plaque=False, pronunciation="คำอ่าน", by=by
    )
    runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=by)
    award = recipient.awards.get()
    page = sign_in(by)
    page.goto(f"{site}{award.get_absolute_url()}")

    go(page, page.get_by_role("link", name=_("Correct the name and issue replacements")))
    accessible(page)
    page.get_by_label(_("Name"), exact=False).first.fill("บริษัท ทดสอบ 22 จำกัด")
    page.get_by_label(_("Reason of the correction")).fill("สะกดผิด")
    take(page, _("Correct the name and issue replacements"))
    expect(page.get_by_role("heading", level=1)).to_have_text("บริษัท ทดสอบ 22 จำกัด")
    expect(page.get_by_text(_("The reading must be checked again"))).to_be_visible()
    page.goto(f"{site}{ceremony.get_absolute_url()}")

    row = page.locator(f"#recipient-{recipient.pk}")
    expect(row).to_contain_text("บริษัท ทดสอบ 22 จำกัด")
    expect(row).to_contain_text(_("must be checked again"))
    expect(row).to_contain_text(recipient.awards.get(replaces=award).number)
    page.goto(f"{site}/verify/{award.code}/")
    expect(page.get_by_text(name)).to_be_visible()
    assert page.problems == []


def test_a_suggested_reading_is_taken_at_one_press(site, sign_in, people, ceremony, accessible):
    page = sign_in(people.administrator)
    page.goto(f"{site}{ceremony.get_absolute_url()}arrange/")
    accessible(page)

    page.get_by_role("row").filter(has_text="บริษัท ทดสอบ 21").locator("[data-take]").click()
    page.keyboard.press("Enter")  # the focus stands in the field, so this saves the table

    expect(page.locator(".message-list")).to_be_visible()
    assert "ยี่สิบเอ็ด" in ceremony.recipients.get(position=2).pronunciation


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_while_the_pages_of_a_ceremony_load(site, sign_in, people, ceremony, viewport):
    builders.recipient(ceremony, people.administrator, given_name="โรงงานที่ยังไม่พิมพ์", with_plaque=True)
    page = sign_in(people.administrator, **({"viewport": viewport} if viewport else {}))
    names = ["awards:ceremony", "awards:arrange-recipients", "awards:samples", "awards:announcer-script"]
    names += ["awards:add-recipient", "awards:import-recipients", "awards:change-ceremony"]
    paths = {name: reverse(name, args=[ceremony.pk]) for name in names}
    paths["awards:run"] = ceremony.runs.get().get_absolute_url()

    shifts = {name: layout_shift(page, f"{site}{path}") for name, path in paths.items()}

    assert {name: shift for name, shift in shifts.items() if shift >= 0.05} == {}
    assert page.problems == []


def test_a_list_is_pasted_its_faults_are_said_and_plaques_are_ticked_for_all(
    site, sign_in, people, ceremony, accessible
):
    page = sign_in(people.administrator)
    page.goto(f"{site}{ceremony.get_absolute_url()}")
    go(page, page.get_by_role("link", name=_("Add a list")))
    rows = ["ชื่อ\tประเภท", "เทศบาลใหม่\tอปท.", "มูลนิธิใหม่\tมูลนิธิ", "โรงงานใหม่\u200bแห่งหนึ่ง\t"]
    page.locator("[name=pasted]").fill("\n".join(rows))
    page.locator("[name=given_recognition]").fill("ผู้ร่วมพัฒนา")
    take(page, _("Check the list"))

    expect(page.locator("#refusals-title + p + table tbody th")).to_have_text(["B3"])
    expect(page.locator(".import-note")).to_contain_text("U+200B")
    accessible(page)
    words = "Add %(recipients)s recipient", "Add %(recipients)s recipients"
    take(page, ngettext(*words, 2) % {"recipients": 2})

    expect(page.get_by_role("link", name="โรงงานใหม่แห่งหนึ่ง")).to_be_visible()
    go(page, page.get_by_role("link", name=_("Arrange"), exact=True))
    page.locator("[data-tick-column=with_plaque]").check()
    accessible(page)
    take(page, _("Save all"))
    expect(page.locator("input[type=checkbox][name$=-with_plaque]:not(:checked)")).to_have_count(0)
    assert set(ceremony.recipients.values_list("with_plaque", flat=True)) == {True}
    assert page.problems == []


def test_a_letter_that_cannot_be_printed_is_said_while_it_is_typed(
    site, sign_in, people, ceremony, accessible
):
    page = sign_in(people.administrator)
    page.goto(f"{site}{reverse('awards:add-recipient', args=[ceremony.pk])}")
    name = page.locator("[name=given_name]")
    feedback = page.locator("#id_given_name_feedback")

    name.fill("บริษัท 漢 จำกัด")
    expect(feedback).to_contain_text("“漢” U+6F22")
    accessible(page)
    name.fill("มาบ\u200bตาพุด")
    expect(feedback).to_contain_text("U+200B")
    feedback.locator("[data-take]").click()
    expect(name).to_have_value("มาบตาพุด")
    expect(feedback.locator("p")).to_have_count(0)
    name.fill("ก" * 150)
    expect(feedback.locator(".text-caution")).to_be_visible()
    assert page.problems == []
