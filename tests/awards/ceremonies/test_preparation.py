"""Preparing a ceremony: choice, samples, progress of a run, packages, history, cancelling."""

import pytest
from django.urls import reverse
from django.utils.translation import ngettext

from awards.ceremonies.actions import ceremonies, order
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs import actions
from awards.designs.domain.kinds import AwardError
from awards.designs.words import DESIGN_LABELS
from awards.pages import words as pages_words
from awards.printing.actions import packages as package_actions
from awards.printing.actions import runs
from awards.printing.domain import PackageKind
from awards.printing.models import Package
from awards.printing.results import awards
from awards.printing.results import packages as package_results
from awards.register.models.awards import Award
from ecotown.common.history import recording
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def ceremony(administrator):
    return builders.ceremony(administrator, presiding="นางสาวตัวอย่าง", presiding_position="ปลัดกระทรวง")


@pytest.fixture
def page(client, administrator, ceremony):
    """Return `page(name, …)`, which gets a page of the ceremony as an administrator."""
    client.force_login(administrator)

    def get(name="ceremony", *arguments, query="", **headers):
        return client.get(reverse(f"awards:{name}", args=[ceremony.pk, *arguments]) + query, headers=headers)

    return get


def start(ceremony, recipients, by):
    return runs.start_run(ceremony=ceremony, recipients=[recipient.pk for recipient in recipients], by=by)


def print_all(ceremony, recipients, by):
    run = start(ceremony, recipients, by)
    awards.AWARDS.make(*run.items.values_list("award", flat=True))
    return run


@pytest.mark.parametrize(
    ("choose", "expected"),
    [("", [1, 2]), ("new", [1, 2]), ("all", [0, 1, 2]), ("none", []), ("odd", [1, 2])],
)
def test_the_choice_ticks_recipients_and_at_first_those_without_a_document(
    page, ceremony, factories, administrator, choose, expected
):
    print_all(ceremony, factories[:1], administrator)

    context = page(query=f"?choose={choose}").context

    assert context["chosen_recipients"] == {factories[place].pk for place in expected}
    assert f"{len(expected)} " in context["chosen_summary"]


def test_more_ticks_than_a_form_usually_has_are_taken(client, ceremony, administrator):
    client.force_login(administrator)
    ticked = {"recipient": list(range(10**6, 10**6 + 1500))}

    for name in ("check-run", "start-run"):
        assert client.post(reverse(f"awards:{name}", args=[ceremony.pk]), ticked).status_code == 302


def test_a_missing_design_is_named_beside_the_button(page, ceremony, factories):
    Ceremony.objects.update(named_certificate_design=None)

    answer = page()

    certificates = str(DESIGN_LABELS["named_certificate_design"])
    assert certificates in answer.context["missing_designs"]
    assert [label for _column, label, design in answer.context["designs"] if not design] == [certificates]
    # The check before printing says of each why it cannot be printed.
    assert answer.context["chosen_recipients"] == {factory.pk for factory in factories}
    assert " disabled>" in answer.content.decode()
    assert reverse("awards:change-ceremony", args=[ceremony.pk]) in answer.content.decode()


def test_a_running_run_is_linked_instead_of_the_start_button(page, ceremony, factories, administrator):
    run = start(ceremony, factories[:1], administrator)

    answer = page().content.decode()

    assert f'<a href="{run.get_absolute_url()}">' in answer
    assert " disabled>" in answer


def test_each_number_leads_to_its_award(page, ceremony, factories, administrator):
    print_all(ceremony, factories[:1], administrator)

    address = Award.objects.get().get_absolute_url()
    assert f'<a href="{address}">' in page().content.decode()


def test_the_page_says_how_many_documents_a_package_will_lack(page, ceremony, factories, administrator):
    print_all(ceremony, factories[:1], administrator)
    sentence = ngettext(
        "%(missing)s of %(total)s documents is not made yet and will be missing from a package.",
        "%(missing)s of %(total)s documents are not made yet and will be missing from a package.",
        2,
    )

    assert sentence % {"missing": 2, "total": 3} in page().content.decode()
    print_all(ceremony, factories, administrator)

    assert page().context["run_sheet"].missing_count == 0


def test_an_empty_list_without_results_asks_for_the_year(page, ceremony):
    answer = page().content.decode()

    assert str(ceremony.fiscal_year) in answer
    assert reverse("awards:change-ceremony", args=[ceremony.pk]) in answer


def test_only_the_list_of_packages_is_asked_for_again(page, ceremony, factories, administrator):
    package_actions.request_package(ceremony=ceremony, kind=PackageKind.SHEET_PDF, by=administrator)

    part = page(HX_Request="true").content.decode()

    assert 'id="package-list" hx-get' in part
    assert "<select" not in part


def test_a_running_run_answers_with_its_bar_and_ends_with_the_whole(page, ceremony, factories, administrator):
    run = start(ceremony, factories, administrator)
    bar = page("run", run.pk, HX_Request="true")

    awards.AWARDS.make(*run.items.values_list("award", flat=True))
    state = page("run", run.pk, HX_Request="true")

    assert ("<table" in bar.content.decode(), "HX-Retarget" in bar.headers) == (False, False)
    assert ("<table" in state.content.decode(), state.headers["HX-Retarget"]) == (True, "#run")


def test_the_documents_of_a_run_stand_on_pages(page, ceremony, factories, administrator, monkeypatch):
    monkeypatch.setattr("awards.pages.views.printing.ROWS", 2)
    run = start(ceremony, factories, administrator)

    assert [
        len(page("run", run.pk, query=f"?page={number}").context["page"].object_list) for number in (1, 2)
    ] == [
        2,
        1,
    ]


def test_samples_show_what_has_no_number_yet_and_give_none(page, ceremony, factories, administrator):
    print_all(ceremony, factories[:1], administrator)

    samples = page("samples").context["page"]
    drawing = page("sample", factories[1].pk, "certificate")

    assert [checked.line.recipient for checked in samples] == factories[1:]
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert Award.objects.count() == 1
    assert page("sample", factories[1].pk, "plaque").status_code == 404


def test_the_samples_begin_with_what_cannot_be_printed(page, ceremony, factories):
    Recipient.objects.filter(pk=factories[0].pk).update(given_name="เทศบาล" * 30)
    Recipient.objects.filter(pk=factories[1].pk).update(with_plaque=True)
    Ceremony.objects.update(named_plaque_design=None)

    check = page("samples").context["check"]

    faults = [(award.line.recipient, award.mending_url) for award in check.unprintable]
    assert faults == [
        (factories[0], reverse("awards:recipient", args=[ceremony.pk, factories[0].pk])),
        (
            factories[1],
            f"{reverse('awards:change-ceremony', args=[ceremony.pk])}#id_named_plaque_design",
        ),
    ]
    assert [award.line.recipient for award in check.printable] == factories[1:]
    assert page("sample", factories[0].pk, "certificate").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["arrange-recipients", "samples", "ceremony-history"])
def test_pages_take_the_same_queries_for_any_number(
    page, ceremony, administrator, count, name, django_assert_max_num_queries
):
    for _number in range(count):
        builders.recipient(ceremony, administrator)
    page(name)
    with django_assert_max_num_queries(16):
        assert page(name).status_code == 200


def test_the_history_tells_what_was_done_to_whom(page, ceremony, factories, administrator):
    order.mark_attendance(recipient=factories[0], attendance="present", by=administrator)
    order.arrange_recipients(ceremony=ceremony, changes={factories[1].pk: {"seat": "ก1"}}, by=administrator)
    print_all(ceremony, factories, administrator)

    events = page("ceremony-history").context["page"].object_list

    assert len(events) == recording.events_of(ceremony.history_subject).count()
    facts = " ".join(str(words) for event in events for _name, words in event.facts)
    assert factories[0].name in facts
    assert factories[1].name in facts
    assert [change for event in events for change in event.changes]


def test_a_design_has_a_history_too(client, administrator):
    client.force_login(administrator)
    design = actions.draft_design(name="แบบทดสอบ", layout="plaque", by=administrator)

    answer = client.get(reverse("awards:design-history", args=[design.pk]))

    assert [event.label for event in answer.context["page"]] == [pages_words.event_label("design-drafted")]


def test_a_ceremony_of_which_nothing_is_issued_is_deleted(client, ceremony, factories, administrator):
    client.force_login(administrator)
    package = package_actions.request_package(
        ceremony=ceremony, kind=PackageKind.SHEET_WORKBOOK, by=administrator
    )
    assert package_results.FILES.make(package.pk)

    answer = client.post(reverse("awards:cancel-ceremony", args=[ceremony.pk]))

    assert answer.headers["Location"] == reverse("awards:ceremonies")
    assert [kind.objects.count() for kind in (Ceremony, Recipient, Package)] == [0, 0, 0]
    assert recording.events_of(ceremony.history_subject).last().name == "ceremony-cancelled"
    assert list(recording.breaks()) == []


def test_a_ceremony_that_gave_a_number_is_kept(client, page, ceremony, factories, administrator):
    start(ceremony, factories[:1], administrator)

    with pytest.raises(AwardError, match="^ceremony-issued$"):
        ceremonies.cancel_ceremony(ceremony=ceremony, by=administrator)
    assert client.post(reverse("awards:cancel-ceremony", args=[ceremony.pk])).status_code == 302
    assert not page().context["may_cancel"]
