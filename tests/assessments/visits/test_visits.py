"""Site visits of the external audit: recorded by its assessor, visible to assessors and province."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments, verdicts
from assessments.audit.domain import VerdictKind
from assessments.audit.queries import audits, returns
from assessments.audit.queries.assignments import participants_of
from assessments.committee.actions import resolutions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.evidence import queries
from assessments.evidence.models import Citation
from assessments.visits import actions as visits_actions
from assessments.visits.domain import Tone
from assessments.visits.models import SiteVisit, VisitFinding
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.common.history import recording
from tests import builders, files

pytestmark = pytest.mark.django_db
FIVE = EntryValue(value=Decimal(5))


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def external(people):
    return people.external


@pytest.fixture
def externally_audited(at, external):
    """Return an assessment in the external audit, assigned to its assessor."""
    assessment = at(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=external)
    return assessment


@pytest.fixture
def visit(externally_audited, external):
    return builders.visit(externally_audited, external)


def visit_values(**changes):
    usual = {"visited_on": timezone.localdate(), "place": "โรงงาน", "participants": "ก, ข", "summary": ""}
    return usual | changes


def names(assessment):
    return [row.name for row in recording.events_of(assessment.history_subject)]


class TestRecording:
    def test_a_visit_is_recorded_and_begins_the_audit(self, at, external, administrator):
        assessment = at(Status.EXTERNAL_AUDIT)
        assignments.assign(
            assessment=assessment, stage=Status.EXTERNAL_AUDIT, assessor=external, by=administrator
        )

        visit = visits_actions.record_visit(
            assessment=assessment, by=external, **visit_values(place=" โรงงาน ")
        )

        assert (visit.place, visit.participant_lines) == ("โรงงาน", (("ก", "ข"),))
        assert names(assessment)[-2:] == ["audit-begun", "visit-recorded"]

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            pytest.param({"visited_on": timezone.localdate() + timedelta(days=2)}, "visit-date", id="future"),
            pytest.param(
                {"visited_on": timezone.localdate() - timedelta(days=900)},
                "visit-date",
                id="before the cycle",
            ),
            pytest.param({"place": " "}, "visit-incomplete", id="no place"),
            pytest.param({"participants": " ,\n"}, "visit-incomplete", id="nobody"),
        ],
    )
    def test_an_invalid_visit_is_refused(self, externally_audited, external, changes, code):
        with pytest.raises(WorkflowError, match=code):
            visits_actions.record_visit(assessment=externally_audited, by=external, **visit_values(**changes))

    def test_a_change_of_a_visit_is_recorded_with_old_and_new(self, visit, external):
        visits_actions.change_visit(visit=visit, by=external, **visit_values(place="ที่ทำการ"))
        visits_actions.change_visit(visit=visit, by=external, **visit_values(place="ที่ทำการ"))

        rows = recording.events_of(visit.assessment.history_subject).filter(name="visit-changed")
        assert [(row.data["old"]["place"], row.data["place"]) for row in rows] == [
            ("โรงบำบัดน้ำเสียรวม", "ที่ทำการ")
        ]

    def test_after_the_recommendation_nothing_changes(self, visit, externally_audited, external):
        builders.audit(externally_audited, external)
        resolutions.recommend(assessment=externally_audited, by=external)
        photo, finding = visit.photos.get(), visit.findings.get()
        tries = {
            "change": lambda: visits_actions.change_visit(visit=visit, by=external, **visit_values()),
            "finding": lambda: visits_actions.save_finding(
                visit=visit, code="EN9.1", tone=Tone.CONFORMS, text="x", by=external
            ),
            "take back": lambda: visits_actions.remove_finding(finding=finding, by=external),
            "cite": lambda: visits_actions.cite_photo(photo=photo, code="EN9.1", by=external),
            "uncite": lambda: visits_actions.remove_photo_citation(
                citation=photo.citations.get(), by=external
            ),
            "remove": lambda: visits_actions.remove_photo(photo=photo, by=external),
        }
        refused = []
        for name, attempt in tries.items():
            with pytest.raises(WorkflowError, match="no-visit-now"):
                attempt()
            refused.append(name)

        assert refused == list(tries)

    def test_another_assessor_records_nothing(self, externally_audited, assessor):
        with pytest.raises(WorkflowError, match="other-assessor"):
            visits_actions.record_visit(assessment=externally_audited, by=assessor, **visit_values())

    @pytest.mark.parametrize("model", [SiteVisit, VisitFinding, Citation])
    def test_the_database_keeps_a_visit_that_is_over(self, visit, externally_audited, external, model):
        builders.audit(externally_audited, external)
        resolutions.recommend(assessment=externally_audited, by=external)

        with pytest.raises(IntegrityError, match="visit|evidence"), transaction.atomic():
            model.objects.filter(pk__in=model.objects.values("pk")).delete()


class TestFindings:
    def test_a_finding_is_replaced_and_taken_back_and_the_history_keeps_all(self, visit, external):
        visits_actions.save_finding(visit=visit, code="EN1.1", tone=Tone.CONFORMS, text=" ดี ", by=external)
        finding = visit.findings.get()
        visits_actions.remove_finding(finding=finding, by=external)

        rows = recording.events_of(visit.assessment.history_subject).filter(name__startswith="finding-")
        assert [(row.name, row.data["tone"], row.data["text"]) for row in rows] == [
            ("finding-saved", "observation", "มาตรวัดเก่า"),
            ("finding-saved", "conforms", "ดี"),
            ("finding-removed", "conforms", "ดี"),
        ]

    @pytest.mark.parametrize(
        ("code", "text", "expected"),
        [("EN1.1", " ", "empty-text"), ("XX9.9", "x", "unknown-indicator")],
        ids=["nothing written", "no such indicator"],
    )
    def test_an_invalid_finding_is_refused(self, visit, external, code, text, expected):
        with pytest.raises(WorkflowError, match=expected):
            visits_actions.save_finding(visit=visit, code=code, tone=Tone.CONFORMS, text=text, by=external)


class TestPhotographs:
    def test_only_pictures_are_taken_each_once(self, visit, external):
        again = builders.examined(files.picture("PNG"), "again.png")

        with pytest.raises(WorkflowError, match="not-a-photo"):
            visits_actions.add_photo(visit=visit, upload=builders.examined(files.pdf(), "a.pdf"), by=external)
        assert visits_actions.add_photo(visit=visit, upload=again, by=external) == (visit.photos.get(), False)

    def test_the_assessor_did_not_hand_in_the_values(self, visit, externally_audited, external):
        assert external.pk not in participants_of(externally_audited).entered_by
        builders.audit(externally_audited, external)
        assert resolutions.recommend(assessment=externally_audited, by=external).recommended_by == external

    def test_a_photograph_alone_leaves_every_verdict(self, externally_audited, external):
        visit = visits_actions.record_visit(assessment=externally_audited, by=external, **visit_values())
        builders.audit(externally_audited, external)
        upload = builders.examined(files.picture("PNG"), "photo.png")

        visits_actions.add_photo(visit=visit, upload=upload, by=external)

        assert audits.audit_of(externally_audited).unjudged(Status.EXTERNAL_AUDIT) == []

    def test_a_photo_cited_after_the_verdict_reopens_only_the_external_verdict(self, at, people, external):
        assessment = at(Status.INTERNAL_AUDIT)
        assignments.take_on(assessment=assessment, by=people.internal)
        verdicts.give_verdict(
            assessment=assessment,
            code="EN9.1",
            kind=VerdictKind.ADJUST,
            adjusted=FIVE,
            reason="x",
            by=people.internal,
        )
        builders.audit(assessment, people.internal)
        verdicts.pass_internal_audit(assessment=assessment, by=people.internal)
        builders.audit(assessment, external)
        visit = builders.visit(assessment, external)
        before = Assessment.objects.get(pk=assessment.pk).revision

        visits_actions.cite_photo(photo=visit.photos.get(), code="EN9.1", by=external)

        assessment.refresh_from_db()
        audit = audits.audit_of(assessment)
        assert audit.unjudged(Status.EXTERNAL_AUDIT) == ["EN1.1", "EN9.1"]
        assert audit.unjudged(Status.INTERNAL_AUDIT) == []
        assert (audit.indicator_audits["EN9.1"].audited, assessment.revision) == (FIVE, before)

    def test_an_external_adjustment_that_became_stale_moves_the_level_again(
        self, visit, externally_audited, external
    ):
        adjusted = {"kind": VerdictKind.ADJUST, "adjusted": FIVE, "reason": "x"}
        verdicts.give_verdict(assessment=externally_audited, code="EN9.1", by=external, **adjusted)
        before = Assessment.objects.get(pk=externally_audited.pk).revision

        citation = visits_actions.cite_photo(photo=visit.photos.get(), code="EN9.1", by=external)
        cited = Assessment.objects.get(pk=externally_audited.pk).revision
        visits_actions.remove_photo_citation(citation=citation, by=external)

        assert (cited, Assessment.objects.get(pk=externally_audited.pk).revision) == (before + 1, before + 2)

    def test_an_officer_answering_a_return_cannot_change_the_photos(
        self, visit, externally_audited, external, people
    ):
        photo, officer = visit.photos.get(), people.officer
        builders.send_back(externally_audited, external, codes=["EN1.1"])
        returned = Assessment.objects.get(pk=externally_audited.pk)
        tries = {
            "cite": lambda: evidence_actions.cite(evidence=photo, code="EN1.1", page="2", by=officer),
            "uncite": lambda: evidence_actions.remove_citation(citation=photo.citations.get(), by=officer),
            "remove": lambda: evidence_actions.remove_evidence(evidence=photo, by=officer),
        }
        for attempt in tries.values():
            with pytest.raises(WorkflowError, match="visit-photo"):
                attempt()

        assert queries.citable_files(returned) == []
        answers = returns.return_answers(returns.open_return_of(returned))
        assert {code: answer.is_changed for code, answer in answers.items()} == {"EN1.1": False}

    def test_only_an_uncited_photo_is_removed_and_its_file_is_kept(self, visit, external):
        photo = visit.photos.get()
        with pytest.raises(WorkflowError, match="evidence-cited"):
            visits_actions.remove_photo(photo=photo, by=external)
        visits_actions.remove_photo_citation(citation=photo.citations.get(), by=external)

        visits_actions.remove_photo(photo=photo, by=external)

        photo.refresh_from_db()
        assert (photo.is_removed, photo.file.storage.exists(photo.file.name)) == (True, True)
        with pytest.raises(WorkflowError, match="evidence-removed"):
            visits_actions.cite_photo(photo=photo, code="EN1.1", by=external)


class TestPages:
    def test_the_assessor_records_a_visit_and_a_finding(self, client, externally_audited, external):
        client.force_login(external)
        posted = {
            "visited_on": timezone.localdate().strftime("%d/%m/") + str(timezone.localdate().year + 543)
        }

        answer = client.post(
            reverse("assessments:record-visit", args=[externally_audited.pk]),
            posted | {"place": "โรงงาน", "participants": "ก, ข", "summary": ""},
        )
        visit = SiteVisit.objects.get()
        finding = {"code": "EN1.1", "tone": "conforms", "text": "ดี"}
        client.post(reverse("assessments:save-finding", args=[externally_audited.pk, visit.pk]), finding)

        assert (answer.url, visit.findings.get().text) == (visit.get_absolute_url(), "ดี")

    def test_a_missing_value_is_reported_at_its_field(self, client, visit, external):
        client.force_login(external)
        url = reverse("assessments:save-finding", args=[visit.assessment_id, visit.pk])

        answer = client.post(url, {"code": "EN1.1", "tone": "conforms", "text": ""})

        assert (answer.status_code, list(answer.context["finding_form"].errors)) == (422, ["text"])

    def test_photographs_are_sent_cited_and_removed(self, client, externally_audited, external):
        client.force_login(external)
        visit = visits_actions.record_visit(assessment=externally_audited, by=external, **visit_values())
        args = [externally_audited.pk, visit.pk]
        upload = builders.io.BytesIO(files.picture("PNG"))
        upload.name = "photo.png"

        client.post(reverse("assessments:add-photos", args=args), {"files": [upload]})
        photo = builders.kept(visit.photos.get())
        cite = reverse("assessments:cite-photo", args=[*args, photo.pk])
        client.post(cite, {"code": "EN1.1", "note": "มาตรวัด"})
        citation = photo.citations.get()
        client.post(reverse("assessments:remove-photo-citation", args=[*args, citation.pk]))
        client.post(reverse("assessments:remove-photo", args=[*args, photo.pk]))

        photo.refresh_from_db()
        assert (citation.note, photo.citations.count(), photo.is_removed) == ("มาตรวัด", 0, True)

    @pytest.mark.parametrize("role", ["officer", "internal", "administrator"])
    def test_other_roles_read_a_visit_without_forms(self, client, visit, people, role):
        client.force_login(getattr(people, role))

        response = client.get(visit.get_absolute_url())

        assert (response.status_code, response.context["may_record"]) == (200, False)
        assert "มาตรวัดเก่า" in response.content.decode()

    @pytest.mark.parametrize("more", [0, 2])
    def test_the_page_takes_the_same_queries_for_any_number_of_findings(
        self, client, visit, external, more, django_assert_num_queries
    ):
        for code in ["EN9.1", "EN9.2"][:more]:
            visits_actions.save_finding(visit=visit, code=code, tone=Tone.CONFORMS, text="ดี", by=external)
            visits_actions.cite_photo(photo=visit.photos.get(), code=code, by=external)
        client.force_login(external)

        with django_assert_num_queries(11):
            client.get(visit.get_absolute_url())
