"""The course of a ceremony: choosing, samples, arranging, attendance, the script, history, cancelling."""

import inspect
import re
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from assessments import actions as assessments
from assessments.domain.workflow import Status
from awards import actions, documents, labels, queries, results
from awards.domain.awards import AwardError
from awards.domain.ceremonies import Order, PackageKind
from awards.models import Ceremony, Certificate, Package, Recipient
from ecotown.common import history
from tests import builders

DEED = re.compile(r'(?:history\.record\([^,]+, |record_awards?\()"([a-z-]+)"')
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ceremony(administrator):
    return builders.ceremony(administrator, presiding="นางสาวตัวอย่าง", presiding_position="ปลัดกระทรวง")


@pytest.fixture
def factories(ceremony, administrator):
    return [builders.recipient(ceremony, administrator) for _ in range(3)]


@pytest.fixture
def page(client, administrator, ceremony):
    """`page(name, …)`: the page of the ceremony as an administrator sees it."""
    client.force_login(administrator)

    def get(name="ceremony", *arguments, ask="", **headers):
        return client.get(reverse(f"awards:{name}", args=[ceremony.pk, *arguments]) + ask, headers=headers)

    return get


def start(ceremony, recipients, by):
    return actions.start_run(ceremony=ceremony, recipients=[one.pk for one in recipients], by=by)


def print_all(ceremony, recipients, by):
    run = start(ceremony, recipients, by)
    results.render_certificates(certificate_ids=list(run.items.values_list("certificate", flat=True)))
    return run


@pytest.mark.parametrize(
    ("choose", "expected"),
    [("", [1, 2]), ("new", [1, 2]), ("all", [0, 1, 2]), ("none", []), ("odd", [1, 2])],
)
def test_who_is_ticked_is_chosen_and_at_first_who_has_no_document(
    page, ceremony, factories, administrator, choose, expected
):
    print_all(ceremony, factories[:1], administrator)

    found = page(ask=f"?choose={choose}").context

    assert found["chosen"] == {factories[place].pk for place in expected}
    assert f"{len(expected)} " in found["chosen_text"]


def test_the_question_says_how_many_numbers_are_given(page, ceremony, factories, administrator):
    print_all(ceremony, factories[:1], administrator)

    answer = page(ask="?choose=all")

    words = answer.context["asked_words"].format(documents=3, numbers=2)
    assert answer.context["asked"] == words
    assert f'data-confirm="{words}"' in answer.content.decode()


def test_more_ticks_than_a_form_usually_has_are_taken(client, ceremony, administrator):
    client.force_login(administrator)
    many = {"recipient": list(range(10**6, 10**6 + 1500))}

    assert client.post(reverse("awards:start-run", args=[ceremony.pk]), many).status_code == 302


def test_a_missing_design_is_named_beside_the_button(page, ceremony, factories):
    Ceremony.objects.update(named_certificate_design=None)

    answer = page()

    assert len(answer.context["missing_designs"]) == 1
    assert answer.context["chosen"] == set()
    assert " disabled>" in answer.content.decode()
    assert reverse("awards:change-ceremony", args=[ceremony.pk]) in answer.content.decode()


def test_each_number_leads_to_its_award(page, ceremony, factories, administrator):
    print_all(ceremony, factories[:1], administrator)

    address = reverse("awards:award", args=[ceremony.pk, Certificate.objects.get().pk])
    assert f'<a href="{address}">' in page().content.decode()


def test_the_page_says_how_many_documents_a_package_will_lack(page, ceremony, factories, administrator):
    assert page().context["course"].missing_count == 3

    print_all(ceremony, factories, administrator)

    assert page().context["course"].missing_count == 0


def test_an_empty_list_without_results_asks_for_the_year(page, ceremony):
    answer = page().content.decode()

    assert str(ceremony.fiscal_year) in answer
    assert reverse("awards:change-ceremony", args=[ceremony.pk]) in answer


def test_only_the_list_of_packages_is_asked_for_again(page, ceremony, factories, administrator):
    actions.ask_for_package(ceremony=ceremony, kind=PackageKind.SHEET_PDF, by=administrator)

    part = page(HX_Request="true").content.decode()

    assert 'id="package-list" hx-get' in part
    assert "<select" not in part


def test_a_running_run_answers_with_its_bar_and_ends_with_the_whole(page, ceremony, factories, administrator):
    run = start(ceremony, factories, administrator)
    bar = page("run", run.pk, HX_Request="true")

    results.render_certificates(certificate_ids=list(run.items.values_list("certificate", flat=True)))
    whole = page("run", run.pk, HX_Request="true")

    assert ("<table" in bar.content.decode(), "HX-Retarget" in bar.headers) == (False, False)
    assert ("<table" in whole.content.decode(), whole.headers["HX-Retarget"]) == (True, "#run")


def test_the_documents_of_a_run_stand_on_pages(page, ceremony, factories, administrator, monkeypatch):
    monkeypatch.setattr("awards.views.runs.ROWS", 2)
    run = start(ceremony, factories, administrator)

    assert [len(page("run", run.pk, ask=f"?page={n}").context["page"].object_list) for n in (1, 2)] == [2, 1]


def test_samples_show_what_has_no_number_yet_and_give_none(page, ceremony, factories, administrator):
    print_all(ceremony, factories[:1], administrator)

    shown = page("samples").context["shown"]
    drawing = page("sample", factories[1].pk, "certificate")

    assert [line.recipient for line, *_rest in shown] == factories[1:]
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert Certificate.objects.count() == 1
    assert page("sample", factories[1].pk, "plaque").status_code == 404


def test_a_sample_names_the_box_that_is_too_small(page, ceremony, factories):
    Recipient.objects.filter(pk=factories[0].pk).update(given_name="เทศบาล" * 30)

    shown = page("samples").context["shown"]

    assert [bool(faults) for *_rest, faults in shown] == [True, False, False]
    assert page("sample", factories[0].pk, "certificate").status_code == 404


def typed(recipients, **changes):
    """The fields of the table as the page shows them, with `changes` as name__place=text."""
    data = {}
    for place, one in enumerate(recipients, 1):
        shown = {"place": place, "seat": one.seat, "represented_by": one.represented_by}
        shown |= {"reading_hint": one.reading_hint, "attendance": one.attendance}
        for name, value in shown.items():
            data[f"{one.pk}-{name}"] = changes.get(f"{name}__{place}", value)
            data[f"initial-{one.pk}-{name}"] = value
    return data


def order(ceremony):
    return list(ceremony.recipients.values_list("pk", flat=True))


def test_the_whole_table_is_saved_at_once(client, ceremony, factories, administrator):
    client.force_login(administrator)
    first, second, third = factories
    changes = {"place__3": "๑", "seat__1": "ก1", "represented_by__1": "นายตัวอย่าง", "attendance__2": "present"}

    client.post(reverse("awards:arrange", args=[ceremony.pk]), typed(factories, **changes))

    assert order(ceremony) == [third.pk, first.pk, second.pk]
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.seat, first.represented_by, second.attendance) == ("ก1", "นายตัวอย่าง", "present")
    row = history.rows_of(ceremony.history_subject).last()
    assert row.name == "recipients-arranged"
    assert row.data["recipients"][str(first.pk)] == {"seat": "ก1", "place": 2}
    assert "นายตัวอย่าง" not in str(row.data)


def test_what_somebody_else_changed_meanwhile_stays(client, ceremony, factories, administrator):
    client.force_login(administrator)
    shown = typed(factories, seat__1="ก1")
    actions.mark_attendance(recipient=factories[0], attendance="present", by=administrator)

    client.post(reverse("awards:arrange", args=[ceremony.pk]), shown)

    factories[0].refresh_from_db()
    assert (factories[0].seat, factories[0].attendance) == ("ก1", "present")


def test_a_table_with_a_fault_saves_nothing_and_says_where(client, ceremony, factories, administrator):
    client.force_login(administrator)
    wrong = typed(factories, seat__1="ก1", place__2="สอง")

    answer = client.post(reverse("awards:arrange", args=[ceremony.pk]), wrong)

    factories[0].refresh_from_db()
    assert (answer.status_code, factories[0].seat) == (200, "")
    assert [bool(form.errors) for _line, form, _suggestion in answer.context["rows"]] == [False, True, False]


def test_a_table_without_a_change_leaves_no_deed(client, ceremony, factories, administrator):
    client.force_login(administrator)
    before = history.rows_of(ceremony.history_subject).count()

    client.post(reverse("awards:arrange", args=[ceremony.pk]), typed(factories))

    assert history.rows_of(ceremony.history_subject).count() == before


@pytest.mark.parametrize("by_what", list(Order), ids=lambda one: one.value)
def test_one_press_sorts_areas_before_those_of_no_province(
    ceremony, factories, at, administrator, by_what, client
):
    client.force_login(administrator)
    (area,) = actions.add_areas(
        ceremony=ceremony, assessments=[at(Status.PUBLISHED)], with_plaque=False, by=administrator
    )

    client.post(reverse("awards:arrange", args=[ceremony.pk]), {"order": by_what.value})

    assert order(ceremony)[0] == area.pk


def test_by_level_the_highest_comes_first(ceremony, cycle, province, people, administrator):
    published = []
    for level in (1, 3):
        area = builders.AreaBuilder(province=province)
        draft = assessments.open_assessment(area=area, cycle=cycle, by=None)
        published.append(builders.take_to(Status.PUBLISHED, draft, people, level=level))
    low, high = actions.add_areas(
        ceremony=ceremony, assessments=published, with_plaque=False, by=administrator
    )

    actions.arrange(ceremony=ceremony, changes={}, order=Order.LEVEL, by=administrator)

    assert order(ceremony) == [high.pk, low.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_arranging_takes_the_same_queries_for_any_number(
    ceremony, factories, administrator, count, django_assert_max_num_queries
):
    changes = {one.pk: {"seat": "ก1", "place": 1} for one in factories[:count]}
    with django_assert_max_num_queries(14):
        actions.arrange(ceremony=ceremony, changes=changes, by=administrator)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["arrange", "samples", "ceremony-history"])
def test_pages_take_the_same_queries_for_any_number(
    page, ceremony, administrator, count, name, django_assert_max_num_queries
):
    for _number in range(count):
        builders.recipient(ceremony, administrator)
    page(name)
    with django_assert_max_num_queries(16):
        assert page(name).status_code == 200


def test_attendance_is_marked_in_place(client, ceremony, factories, administrator):
    client.force_login(administrator)
    address = reverse("awards:mark-attendance", args=[ceremony.pk, factories[0].pk])

    part = client.post(address, {"attendance": "present"}, headers={"HX-Request": "true"}).content.decode()

    assert '<option value="present" selected>' in part
    assert '<span id="present-count" hx-swap-oob="true">1</span>' in part
    assert client.post(address, {"attendance": "absent"}).status_code == 302


def revoke(recipient, by):
    actions.revoke_certificate(certificate=recipient.certificates.get(), reason="ออกผิด", by=by)


def test_who_has_nothing_left_to_receive_is_marked_and_not_called(ceremony, factories, administrator):
    print_all(ceremony, factories, administrator)
    revoke(factories[1], administrator)

    course = queries.course_of(ceremony)
    parts = documents.script_of(course).parts

    assert [line.is_withdrawn for line in course.lines] == [False, True, False]
    assert [bool(part.sentences) for part in parts] == [True, False, True]
    assert parts[1].note
    assert (course.award_count, course.missing_count) == (2, 0)


def test_the_script_is_the_same_on_the_screen_and_in_the_workbook(page, ceremony, factories, administrator):
    Recipient.objects.filter(pk=factories[0].pk).update(represented_by="นายผู้รับ", reading_hint="อ่านว่า")
    script = documents.script_of(queries.course_of(ceremony))

    shown = page("script").content.decode()
    workbook = openpyxl.load_workbook(BytesIO(documents.course_workbook(queries.course_of(ceremony))))
    said = [row[1].value for row in workbook.worksheets[1].iter_rows(min_row=5)]

    assert "นายผู้รับ" in script.parts[0].sentences[-1]
    assert script.parts[0].hint == "อ่านว่า"
    assert (script.parts[1].is_suggested, "สอง" in script.parts[1].hint) == (True, True)
    for sentence in (*script.opening, *script.parts[0].sentences, *script.closing):
        assert sentence in shown
    assert said == [
        "\n".join(some)
        for some in (script.opening, *(part.sentences for part in script.parts), script.closing)
    ]


def test_the_run_sheet_on_paper_holds_the_script(ceremony, factories, monkeypatch):
    seen = {}
    monkeypatch.setattr("ecotown.common.pdf.render", lambda _name, context: seen.update(context) or b"%PDF")

    documents.course_pdf(queries.course_of(ceremony))

    assert seen["script"] == documents.script_of(queries.course_of(ceremony))


def test_the_history_tells_what_was_done_to_whom(page, ceremony, factories, administrator):
    actions.mark_attendance(recipient=factories[0], attendance="present", by=administrator)
    actions.arrange(ceremony=ceremony, changes={factories[1].pk: {"seat": "ก1"}}, by=administrator)
    print_all(ceremony, factories, administrator)

    deeds = page("ceremony-history").context["page"].object_list

    assert len(deeds) == history.rows_of(ceremony.history_subject).count()
    told = " ".join(str(words) for deed in deeds for _name, words in deed.facts)
    assert factories[0].name in told
    assert factories[1].name in told
    assert [change for deed in deeds for change in deed.changes]


def test_a_design_has_a_history_too(client, administrator):
    client.force_login(administrator)
    design = actions.draft_design(name="แบบทดสอบ", layout="plaque", by=administrator)

    answer = client.get(reverse("awards:design-history", args=[design.pk]))

    assert [deed.label for deed in answer.context["page"]] == [labels.deed("design-drafted")]


def test_every_deed_of_a_ceremony_has_words():
    recorded = set()
    for name in actions.__all__:
        if name.islower():
            recorded |= set(DEED.findall(inspect.getsource(getattr(actions, name))))

    assert recorded >= {"ceremony-planned", "run-started", "design-published"}
    assert recorded - set(labels.DEEDS) == {"ceremony-cancelled"}  # nobody can look at its page any more


def test_a_ceremony_of_which_nothing_is_issued_is_deleted(client, ceremony, factories, administrator):
    client.force_login(administrator)
    package = actions.ask_for_package(ceremony=ceremony, kind=PackageKind.SHEET_WORKBOOK, by=administrator)
    assert results.make_package(package_id=package.pk)

    answer = client.post(reverse("awards:cancel-ceremony", args=[ceremony.pk]))

    assert answer.headers["Location"] == reverse("awards:ceremonies")
    assert [kind.objects.count() for kind in (Ceremony, Recipient, Package)] == [0, 0, 0]
    assert history.rows_of(ceremony.history_subject).last().name == "ceremony-cancelled"
    assert list(history.breaks()) == []


def test_a_ceremony_that_gave_a_number_is_kept(client, page, ceremony, factories, administrator):
    start(ceremony, factories[:1], administrator)

    with pytest.raises(AwardError, match="^ceremony-issued$"):
        actions.cancel_ceremony(ceremony=ceremony, by=administrator)
    assert client.post(reverse("awards:cancel-ceremony", args=[ceremony.pk])).status_code == 302
    assert not page().context["may_cancel"]
