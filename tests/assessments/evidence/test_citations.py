"""Citing: pages as people write them, files at one expected item, the library for several indicators."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments
from assessments.evidence import actions
from assessments.evidence import words as evidence_words
from assessments.evidence.domain import CitationTarget, expected_items
from assessments.evidence.models import Citation, Evidence
from assessments.history.queries import timeline
from assessments.pages import words as pages_words
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.history import recording
from indicators.editions.models import Indicator
from tests import builders, files

TARGETS = [CitationTarget("EN9.1"), CitationTarget("EN9.2"), CitationTarget("PH1.1")]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def evidence(draft, officer):
    return builders.add_evidence(draft, files.pdf(), "รายงาน.pdf", by=officer)


@pytest.fixture
def library_url(draft):
    return reverse("assessments:evidence", args=[draft.pk])


@pytest.fixture
def cite_url(draft):
    return reverse("assessments:cite-files", args=[draft.pk])


def sent(name, content):
    return SimpleUploadedFile(name, content)


def places():
    rows = Citation.objects.order_by("evidence__name", "indicator__code", "expected")
    return list(rows.values_list("evidence__name", "indicator__code", "page"))


def item_of(assessment, code, place=0):
    edition = workflow_queries.edition_of(assessment)
    return expected_items(edition.by_code[code].evidence_th)[place]


def cited_as_typed_before(evidence, indicator, by, page):
    """Return a citation as they were stored before pages were read as numbers."""
    return Citation.objects.create(
        evidence=evidence, indicator=indicator, page=page, cited_by=by, cited_at=timezone.now()
    )


class TestPages:
    def test_a_page_is_stored_without_its_word_whoever_calls(self, officer, evidence):
        citation = actions.cite(evidence=evidence, code="EN9.1", page="หน้า ๓ ถึง ๕", by=officer)

        assert (citation.page, evidence_words.citation_place(citation)) == ("3-5", "หน้า 3-5")

    @pytest.mark.parametrize(
        ("page", "long_words", "short_words", "fragment"),
        [
            pytest.param("หน้า 3", "หน้า 3", "น. 3", "#page=3", id="the word was typed"),
            pytest.param("น. ๓-๕", "หน้า 3-5", "น. 3-5", "#page=3", id="in short"),
            pytest.param("ภาคผนวก ก", "ภาคผนวก ก", "ภาคผนวก ก", "", id="no number"),
        ],
    )
    def test_an_older_citation_says_page_once(
        self, client, draft, officer, evidence, page, long_words, short_words, fragment, framework
    ):
        indicator = Indicator.objects.get(
            code="EN9.1", aspect__dimension__framework_id=draft.cycle.framework_id
        )
        citation = cited_as_typed_before(evidence, indicator, officer, page)
        client.force_login(officer)

        card = client.get(reverse("assessments:aspect", args=[draft.pk, "EN9"])).content.decode()
        library = client.get(reverse("assessments:evidence", args=[draft.pk])).content.decode()

        assert evidence_words.citation_place(citation) == long_words
        assert long_words in card
        assert short_words in library
        assert "หน้า หน้า" not in card + library
        assert evidence_words.cited_page(page) == fragment

    def test_the_same_page_under_another_spelling_is_cited_already(self, draft, officer, evidence):
        first = actions.cite(evidence=evidence, code="EN9.2", by=officer)
        cited_as_typed_before(evidence, first.indicator, officer, "หน้า 3")

        with pytest.raises(WorkflowError, match="^cited-already$"):
            actions.cite(evidence=evidence, code="EN9.2", page="3", by=officer)

    def test_each_file_that_is_sent_has_its_own_page(self, client, draft, officer):
        client.force_login(officer)
        typed = {
            "code": "PH1.1",
            "page": "9",
            "file_page": ["หน้า ๒", ""],
            "files": [sent("a.pdf", files.pdf("a")), sent("b.pdf", files.pdf("b"))],
        }

        client.post(reverse("assessments:cite", args=[draft.pk]), typed)

        assert places() == [("a.pdf", "PH1.1", "2"), ("b.pdf", "PH1.1", "")]

    def test_without_a_script_one_page_holds_for_all_files(self, client, draft, officer):
        client.force_login(officer)
        both = [sent("a.pdf", files.pdf("a")), sent("b.pdf", files.pdf("b"))]

        client.post(
            reverse("assessments:cite", args=[draft.pk]), {"code": "PH1.1", "page": "p. 9", "files": both}
        )

        assert [page for _, _, page in places()] == ["9", "9"]

    @pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain form", "htmx"])
    @pytest.mark.parametrize("name", ["page", "file_page"])
    def test_a_page_that_is_too_long_is_told_at_its_field_and_nothing_is_kept(
        self, client, draft, officer, headers, name
    ):
        client.force_login(officer)
        item = item_of(draft, "PH1.1")
        typed = {"code": "PH1.1", "place": "1", "expected": item, name: "ก" * 41}
        typed["files"] = sent("a.pdf", files.pdf("a"))

        response = client.post(reverse("assessments:cite", args=[draft.pk]), typed, headers=headers)

        html = response.content.decode()
        assert 'class="invalid-feedback d-block mb-0"' in html
        assert html.count('<details class="cite" open>') == 1
        assert not Evidence.objects.exists()


class TestOneExpectedItem:
    def test_files_sent_at_an_item_are_cited_for_it_and_the_bad_one_is_named(self, client, draft, officer):
        client.force_login(officer)
        item = item_of(draft, "PH1.1", 1)
        both = [sent("good.pdf", files.pdf()), sent("bad.pdf", files.PROGRAM)]
        typed = {"code": "PH1.1", "place": "2", "expected": item, "files": both}

        response = client.post(
            reverse("assessments:cite", args=[draft.pk]), typed, headers={"HX-Request": "true"}
        )

        assert [state for state, _ in response.context["outcomes"]] == ["added", "refused"]
        assert "bad.pdf" in response.context["outcomes"][1][1]
        assert list(Citation.objects.values_list("evidence__name", "expected")) == [("good.pdf", item)]
        page = response.content.decode()
        assert '<details class="cite" open>' in page
        # The refusal stands where the file was sent, not below all citations.
        assert (
            page.index('id="add-ph1.1-2"')
            < page.index('role="alert"')
            < page.index('id="cite-PH1.1-2-files"')
        )

    def test_a_file_for_one_item_moves_the_keyboard_back_to_that_item(self, client, draft, officer):
        client.force_login(officer)
        typed = {"code": "PH1.1", "place": "1", "expected": item_of(draft, "PH1.1")}
        typed["files"] = sent("good.pdf", files.pdf())

        html = client.post(
            reverse("assessments:cite", args=[draft.pk]), typed, headers={"HX-Request": "true"}
        ).content.decode()

        assert 'id="add-ph1.1-1" data-focus-first' in html
        assert "open>" not in html

    def test_after_a_citation_was_removed_the_keyboard_goes_on_at_the_evidence(self, client, draft, officer):
        client.force_login(officer)
        evidence = builders.add_evidence(draft, files.pdf(), by=officer)
        citation = actions.cite(evidence=evidence, code="PH1.1", by=officer)
        address = reverse("assessments:remove-citation", args=[draft.pk, citation.pk])

        html = client.post(address, headers={"HX-Request": "true"}).content.decode()

        assert 'id="evidence-ph1.1-title" tabindex="-1" data-focus-first' in html


class TestSeveralIndicators:
    def test_each_file_is_cited_for_each_target(self, draft, officer, evidence):
        other = builders.add_evidence(draft, files.docx(), "b.docx", by=officer)
        item = item_of(draft, "PH1.1")
        targets = [CitationTarget("EN9.1"), CitationTarget("PH1.1", item)]

        count = actions.cite_files(
            assessment=draft,
            evidence=[evidence.pk, other.pk],
            targets=targets,
            page="หน้า 3",
            note="ตาราง",
            by=officer,
        )

        rows = Citation.objects.order_by("evidence", "indicator__code")
        assert count == 4
        assert list(rows.values_list("evidence", "indicator__code", "expected", "page", "note")) == [
            (file.pk, code, expected, "3", "ตาราง")
            for file in (evidence, other)
            for code, expected in (("EN9.1", ""), ("PH1.1", item))
        ]
        events = [row for row in recording.events_of(draft.history_subject) if row.name == "evidence-cited"]
        assert [(row.data["name"], row.data["indicator"], row.data["page"]) for row in events] == [
            (file.name, code, "3") for file in (evidence, other) for code in ("EN9.1", "PH1.1")
        ]
        assert recording.break_of(draft.history_subject) is None

    def test_what_is_cited_already_stays_as_it_is(self, draft, officer, evidence):
        actions.cite(evidence=evidence, code="EN9.1", by=officer)

        count = actions.cite_files(assessment=draft, evidence=[evidence.pk], targets=TARGETS, by=officer)

        assert (count, Citation.objects.count()) == (2, 3)
        with pytest.raises(WorkflowError, match="^cited-already$"):
            actions.cite_files(assessment=draft, evidence=[evidence.pk], targets=TARGETS, by=officer)

    @pytest.mark.parametrize(
        ("targets", "change", "code"),
        [
            pytest.param(
                [*TARGETS, CitationTarget("XX1.1")], {}, "unknown-indicator", id="unknown indicator"
            ),
            pytest.param(
                [*TARGETS, CitationTarget("EN1.1", "ใบสั่งยา")], {}, "unexpected-evidence", id="unknown item"
            ),
            pytest.param(
                TARGETS, {"scan": "infected", "finding": "Eicar"}, "evidence-infected", id="infected file"
            ),
        ],
    )
    def test_all_or_nothing_is_cited(self, draft, officer, evidence, targets, change, code):
        other = builders.add_evidence(draft, files.docx(), "b.docx", by=officer)
        Evidence.objects.filter(pk=other.pk).update(**change or {"preview": other.preview})

        with pytest.raises(WorkflowError, match=f"^{code}$"):
            actions.cite_files(
                assessment=draft, evidence=[evidence.pk, other.pk], targets=targets, by=officer
            )

        assert not Citation.objects.exists()

    def test_a_file_that_was_deleted_meanwhile_lets_nothing_be_cited(self, draft, officer, evidence):
        with pytest.raises(WorkflowError, match="^evidence-removed$"):
            actions.cite_files(
                assessment=draft, evidence=[evidence.pk, evidence.pk + 1], targets=TARGETS, by=officer
            )

        assert not Citation.objects.exists()

    def test_after_a_return_only_returned_indicators_are_cited(self, client, at, officer, evidence, cite_url):
        returned = at(Status.RETURNED)
        codes = sorted(returned.unlocked_codes())
        client.force_login(officer)

        page = client.get(reverse("assessments:evidence", args=[returned.pk]))
        with pytest.raises(WorkflowError, match="^not-returned$"):
            actions.cite_files(
                assessment=returned,
                evidence=[evidence.pk],
                targets=[CitationTarget("PH1.1"), CitationTarget(codes[0])],
                by=officer,
            )
        before = returned.revision
        actions.cite_files(
            assessment=returned, evidence=[evidence.pk], targets=list(map(CitationTarget, codes)), by=officer
        )

        offered = [row.code for _, rows, _ in page.context["citation_form"].groups() for row, _ in rows]
        returned.refresh_from_db()
        assert (sorted(offered), returned.revision) == (codes, before + 1)

    def test_the_number_of_statements_does_not_grow(
        self, draft, officer, evidence, django_assert_num_queries, django_assert_max_num_queries
    ):
        other = builders.add_evidence(draft, files.docx(), "b.docx", by=officer)
        with django_assert_max_num_queries(20) as captured:
            actions.cite_files(
                assessment=draft, evidence=[evidence.pk], targets=[CitationTarget("EN1.1")], by=officer
            )

        with django_assert_num_queries(len(captured)):
            actions.cite_files(
                assessment=draft, evidence=[evidence.pk, other.pk], targets=TARGETS, by=officer
            )

    def test_the_library_cites_what_is_ticked_and_keeps_its_filters(
        self, client, officer, evidence, cite_url, library_url
    ):
        client.force_login(officer)
        typed = {"evidence": evidence.pk, "targets": ["EN9.1:0", "PH1.1:2"], "page": "หน้า ๓", "note": ""}

        response = client.post(f"{cite_url}?show=uncited&q=รายงาน", typed)

        assert response.status_code == 302
        assert response.headers["Location"].startswith(f"{library_url}?show=uncited&q=")
        assert places() == [("รายงาน.pdf", "EN9.1", "3"), ("รายงาน.pdf", "PH1.1", "3")]
        assert Citation.objects.get(indicator__code="PH1.1").expected == item_of(
            evidence.assessment, "PH1.1", 1
        )

    @pytest.mark.parametrize(
        ("typed", "fields"),
        [
            pytest.param({}, {"evidence", "targets"}, id="nothing"),
            pytest.param({"targets": "EN9.1:0", "evidence": "9" * 30}, {"evidence"}, id="a file of nobody"),
            pytest.param({"targets": "EN9.1:7"}, {"evidence", "targets"}, id="an item of no list"),
            pytest.param({"targets": "EN9.1:0", "page": "ก" * 41}, {"evidence", "page"}, id="a long page"),
        ],
    )
    def test_what_is_missing_is_told_at_its_field_and_the_ticks_stay(
        self, client, officer, evidence, cite_url, typed, fields
    ):
        client.force_login(officer)

        response = client.post(cite_url, typed)

        html = response.content.decode()
        form = response.context["citation_form"]
        assert (response.status_code, set(form.errors)) == (422, fields)
        assert all(str(error) in html for errors in form.errors.values() for error in errors)
        (target,) = re.findall(r'<input[^>]* value="EN9.1:0"[^>]*>', html)
        assert ("checked" in target) == (typed.get("targets") == "EN9.1:0")

    def test_citing_again_is_told_beside_the_indicators(self, client, officer, evidence, cite_url):
        client.force_login(officer)
        typed = {"evidence": evidence.pk, "targets": "EN9.1:0"}
        client.post(cite_url, typed)

        again = client.post(cite_url, typed)

        errors = again.context["citation_form"].errors
        assert errors == {"targets": [pages_words.refusal("cited-already")]}
        (tick,) = re.findall(r"<input[^>]* data-tick[^>]*>", again.content.decode())
        assert "checked" in tick

    def test_the_assessor_and_the_history_have_what_was_cited_in_the_library(
        self, client, at, officer, people, evidence, cite_url
    ):
        client.force_login(officer)
        client.post(cite_url, {"evidence": evidence.pk, "targets": ["EN9.1:1", "EN9.2:0"], "page": "หน้า 3"})
        submitted = at(Status.INTERNAL_AUDIT)
        assignments.take_on(assessment=submitted, by=people.internal)
        client.force_login(people.internal)

        pages = [
            client.get(reverse("assessments:audit-indicator", args=[submitted.pk, code])).content.decode()
            for code in ("EN9.1", "EN9.2")
        ]

        assert all("รายงาน.pdf" in page and "#page=3" in page for page in pages)
        assert item_of(submitted, "EN9.1") in pages[0]
        cited = [
            event for event in timeline(submitted, with_statements=True) if event.name == "evidence-cited"
        ]
        assert sorted(code for event in cited for code in event.codes) == ["EN9.1", "EN9.2"]


class TestLibrary:
    def names(self, client, url, query=""):
        library = client.get(f"{url}?{query}").context["library"]
        return [evidence.name for evidence in library.page.object_list], {
            state.key: state.count for state in library.states
        }

    def test_files_are_found_by_name_state_and_indicator(self, client, draft, officer, evidence, library_url):
        clean = builders.add_evidence(draft, files.docx(), "น้ำ เสีย.docx", by=officer)
        Evidence.objects.filter(pk=clean.pk).update(scan="clean")
        actions.cite(evidence=evidence, code="EN1.1", by=officer)
        client.force_login(officer)

        found = {
            query: self.names(client, library_url, query)
            for query in ("", "q=น้ำเสีย", "show=uncited", "show=unscanned", "indicator=EN1.1", "q=ไม่มี")
        }

        everything = {"": 2, "uncited": 1, "unscanned": 1}
        assert found == {
            "": (["น้ำ เสีย.docx", "รายงาน.pdf"], everything),
            "q=น้ำเสีย": (["น้ำ เสีย.docx"], {"": 1, "uncited": 1, "unscanned": 0}),
            "show=uncited": (["น้ำ เสีย.docx"], everything),
            "show=unscanned": (["รายงาน.pdf"], everything),
            "indicator=EN1.1": (["รายงาน.pdf"], {"": 1, "uncited": 0, "unscanned": 1}),
            "q=ไม่มี": ([], {"": 0, "uncited": 0, "unscanned": 0}),
        }

    def test_a_file_with_a_virus_is_found_and_offered_to_nobody(
        self, client, draft, officer, evidence, library_url
    ):
        builders.add_evidence(draft, files.docx(), "b.docx", by=officer)
        Evidence.objects.filter(name="b.docx").update(scan="infected", finding="Eicar")
        client.force_login(officer)

        html = client.get(library_url).content.decode()

        assert self.names(client, library_url, "show=refused")[0] == ["b.docx"]
        assert self.names(client, library_url, "show=uncited")[0] == ["รายงาน.pdf"]
        assert re.findall(r'name="evidence" form="cite-files" value="(\d+)"', html) == [str(evidence.pk)]

    def test_nonsense_in_the_address_filters_nothing(self, client, officer, evidence, library_url):
        client.force_login(officer)

        assert self.names(client, library_url, "show=x&indicator=XX&page=-1&file=x")[0] == ["รายงาน.pdf"]

    def test_a_long_library_has_pages_and_leads_to_one_file(self, client, draft, officer, library_url):
        now = timezone.now()
        Evidence.objects.bulk_create(
            Evidence(
                assessment=draft,
                name=f"{number:02}.pdf",
                kind="pdf",
                size=1,
                sha256=f"{number:064}",
                sent_sha256=f"{number:064}",
                file="x",
                examination="kept",
                scan="clean",
                preview="none",
                asked_at=now,
                uploaded_by=officer,
                uploaded_at=now - timedelta(minutes=number),
            )
            for number in range(51)
        )
        last = Evidence.objects.get(name="50.pdf")
        client.force_login(officer)

        first_page = client.get(f"{library_url}?show=uncited").content.decode()

        assert self.names(client, library_url)[0] == [f"{number:02}.pdf" for number in range(50)]
        assert self.names(client, library_url, "page=2")[0] == ["50.pdf"]
        assert self.names(client, library_url, f"file={last.pk}")[0] == ["50.pdf"]
        assert "?show=uncited&amp;page=2" in first_page

    @pytest.mark.parametrize(("address", "pills"), [("", 0), ("scanner:3310", 1)], ids=["off", "on"])
    def test_that_nothing_is_scanned_is_said_once_not_at_each_file(
        self, client, draft, officer, evidence, library_url, settings, address, pills
    ):
        builders.add_evidence(draft, files.docx(), "b.docx", by=officer)
        Evidence.objects.filter(name="b.docx").update(scan="clean")
        settings.CLAMD_ADDRESS = address
        client.force_login(officer)

        html = client.get(library_url).content.decode()

        assert html.count("state-not-scanned") == pills
        assert html.count("ระบบนี้ไม่ได้ตรวจไวรัสในไฟล์") == (0 if address else 1)
