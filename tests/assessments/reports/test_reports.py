"""Requested reports: made once by the workers, visible to the requester only, deleted after expiry."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from areas import models
from assessments.reports import actions, results
from assessments.reports.domain import ReportKind, ReportPackage
from assessments.reports.models import Report
from assessments.workflow.domain import Status, WorkflowError
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from ecotown.common.produced_files import making

pytestmark = pytest.mark.django_db
LIST = "assessments:papers"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def new_report(draft, assessor):
    """Return a function `new_report(**values)` that creates a report requested by the assessor."""

    def make(**values):
        usual = {
            "kind": ReportKind.DOSSIER_PDF,
            "owner": assessor,
            "is_internal": True,
            "asked_at": timezone.now(),
        }
        return Report.objects.create(assessment=draft, **{**usual, **values})

    return make


@pytest.fixture
def quick(monkeypatch):
    """Replace the makers of reports by one that returns a constant."""
    monkeypatch.setattr(results, "MAKERS", dict.fromkeys(ReportKind, lambda _dossier: b"%PDF-1.7 quick"))


def make(report):
    is_made = results.REPORTS.make(report.pk) == 1
    report.refresh_from_db()
    return is_made


class TestAsking:
    def test_one_button_asks_for_the_pdf_and_the_workbook(self, at, assessor):
        submitted = at(Status.INTERNAL_AUDIT)

        requested = actions.ask_for_reports(assessment=submitted, package=ReportPackage.DOSSIER, by=assessor)

        assert [(report.kind, report.state, report.is_internal) for report in requested] == [
            (ReportKind.DOSSIER_PDF, "waiting", True),
            (ReportKind.DOSSIER_WORKBOOK, "waiting", True),
        ]
        chain = recording.events_of(f"papers:{submitted.pk}")
        assert [(row.name, row.by, row.data["kind"]) for row in chain] == [
            ("paper-asked", assessor, ReportKind.DOSSIER_PDF),
            ("paper-asked", assessor, ReportKind.DOSSIER_WORKBOOK),
        ]

    def test_a_second_request_while_one_waits_makes_no_second_report(self, at, assessor, administrator):
        submitted = at(Status.INTERNAL_AUDIT)
        first = actions.ask_for_reports(assessment=submitted, package=ReportPackage.AUDIT_REPORT, by=assessor)

        again = actions.ask_for_reports(assessment=submitted, package=ReportPackage.AUDIT_REPORT, by=assessor)
        others_report = actions.ask_for_reports(
            assessment=submitted, package=ReportPackage.AUDIT_REPORT, by=administrator
        )

        assert (again, others_report == first) == (first, False)

    def test_the_province_waits_for_the_publication(self, at, officer):
        with pytest.raises(WorkflowError, match="report-before-publication"):
            actions.ask_for_reports(
                assessment=at(Status.COMMITTEE), package=ReportPackage.DOSSIER, by=officer
            )


@pytest.mark.usefixtures("quick")
class TestMaking:
    def test_the_file_is_stored_with_its_size_and_seal(self, new_report):
        report = new_report()

        assert make(report) is True

        content = Path(report.file.path).read_bytes()
        assert (report.state, report.size, content) == ("ready", 14, b"%PDF-1.7 quick")
        assert len(report.sha256) == 64

    def test_a_second_message_makes_no_second_file(self, new_report):
        report = new_report()
        make(report)
        before = Report.objects.values().get()

        assert make(report) is False

        assert Report.objects.values().get() == before

    def test_an_error_is_kept_and_can_be_tried_again(self, new_report, assessor, monkeypatch, caplog):
        def broken(_dossier):
            raise ValueError("no font")

        report = new_report()
        with monkeypatch.context() as patch:
            patch.setitem(results.MAKERS, ReportKind.DOSSIER_PDF, broken)
            make(report)

        assert (report.state, report.error, "could not be made" in caplog.text) == (
            "failed",
            "unexpected",
            True,
        )
        again = actions.retry_report(report=report, by=assessor)
        assert (again.pk, make(report), report.state) == (report.pk, True, "ready")
        with pytest.raises(WorkflowError, match="report-not-failed"):
            actions.retry_report(report=report, by=assessor)

    def test_a_retry_beside_a_newer_report_returns_the_newer_one(self, new_report, assessor):
        failed, waiting = new_report(state="failed"), new_report()

        assert actions.retry_report(report=failed, by=assessor) == waiting

    def test_an_expired_file_is_deleted_and_its_row_stays(
        self, new_report, django_capture_on_commit_callbacks
    ):
        old, young = new_report(), new_report(kind=ReportKind.CHECKLIST)
        make(old)
        make(young)
        name, sha256 = old.file.name, old.sha256
        Report.objects.filter(pk=old.pk).update(expires_at=timezone.now())

        with django_capture_on_commit_callbacks(execute=True):
            assert making.expire(Report.objects.all()) == 1

        old.refresh_from_db()
        assert (old.state, old.file.name, old.sha256) == ("expired", "", sha256)
        assert (default_storage.exists(name), default_storage.exists(young.file.name)) == (False, True)
        assert making.expire(Report.objects.all()) == 0


@pytest.mark.usefixtures("quick")
class TestPages:
    def test_the_list_is_polled_until_a_waiting_report_is_ready(self, client, new_report, assessor):
        report = new_report()
        client.force_login(assessor)
        waiting = client.get(reverse(LIST)).content.decode()
        make(report)

        ready = client.get(reverse(LIST), headers={"HX-Request": "true"}).content.decode()

        download = reverse("assessments:download-paper", args=[report.pk])
        assert ('hx-trigger="every 2s"' in waiting, download in waiting) == (True, False)
        assert ('hx-trigger="every 2s"' in ready, download in ready, "<html" in ready) == (False, True, False)

    def test_only_the_owner_sees_and_downloads_a_report(self, client, new_report, assessor, administrator):
        report = new_report()
        make(report)
        answers = {}
        for user in (assessor, administrator):
            client.force_login(user)
            download_url = reverse("assessments:download-paper", args=[report.pk])
            answer = client.get(download_url)
            b"".join(answer)  # read to its end, a file is closed
            answers[user.role] = (answer.status_code, len(client.get(reverse(LIST)).context["reports"]))

        assert answers == {"assessor": (200, 1), "administrator": (404, 0)}

    @pytest.mark.parametrize("url", ["assessments:download-paper", "assessments:retry-paper"])
    def test_a_right_that_was_lost_closes_the_report(self, client, new_report, assessor, province, url):
        report = new_report()
        make(report)
        models.ProvinceOfficer.objects.create(province=province, officer=assessor)
        assessor.role = Role.OFFICER
        assessor.save(update_fields=["role"])
        client.force_login(assessor)
        method = client.get if "download" in url else client.post

        assert method(reverse(url, args=[report.pk])).status_code == 403

    def test_an_expired_report_is_refused_before_its_file_is_deleted(self, client, new_report, assessor):
        report = new_report()
        make(report)
        Report.objects.update(expires_at=timezone.now())
        client.force_login(assessor)

        answer = client.get(reverse("assessments:download-paper", args=[report.pk]))

        assert (answer.status_code, answer.url) == (302, reverse(LIST))

    def test_a_download_is_named_and_never_kept_or_shown(self, client, new_report, assessor, draft):
        report = new_report(kind=ReportKind.DOSSIER_WORKBOOK)
        make(report)
        client.force_login(assessor)

        answer = client.get(reverse("assessments:download-paper", args=[report.pk]))
        b"".join(answer)

        name = f"dossier-{draft.area.key}-{draft.cycle.year}.xlsx"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
            "private, no-store",
            "nosniff",
        )

    def test_several_areas_are_asked_for_at_once_one_row_each(self, client, at, administrator, draft):
        assessment = at(Status.COMMITTEE)
        client.force_login(administrator)

        client.post(
            reverse("assessments:ask-for-papers"), {"assessment": [assessment.pk], "package": "dossier"}
        )

        assert Report.objects.count() == 2

    @pytest.mark.parametrize(
        ("posted", "status"),
        [
            pytest.param({"package": "dossier"}, 302, id="no area"),
            pytest.param({"package": "dossier", "assessment": "999999"}, 404, id="an area that is not there"),
            pytest.param({"package": "everything"}, 400, id="no such package"),
        ],
    )
    def test_an_impossible_request_is_refused(self, client, administrator, posted, status):
        client.force_login(administrator)

        assert client.post(reverse("assessments:ask-for-papers"), posted).status_code == status
        assert not Report.objects.exists()

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_takes_the_same_queries_for_any_number(
        self, client, new_report, assessor, count, django_assert_num_queries
    ):
        for kind in list(ReportKind)[:count]:
            make(new_report(kind=kind))
        client.force_login(assessor)

        with django_assert_num_queries(5):
            client.get(reverse(LIST))


# Who may ask for what about a published assessment of the province.
ASKING = {
    "officer": {"dossier"},
    "other_officer": None,
    "assessor": {"dossier", "audit-report"},
    "administrator": {"dossier", "audit-report"},
}


@pytest.mark.parametrize("package", ReportPackage)
@pytest.mark.parametrize("role", ASKING)
def test_the_packages_allowed_by_role_after_the_publication(client, at, request, role, package):
    published, user = at(Status.PUBLISHED), request.getfixturevalue(role)
    client.force_login(user)

    answer = client.post(
        reverse("assessments:ask-for-papers"), {"assessment": published.pk, "package": package.value}
    )

    may = ASKING[role]
    closed = {"officer": 403}.get(role, 302)  # the checklist is not refused to a role but at this time
    assert answer.status_code == (404 if may is None else 302 if package in may else closed)
    assert Report.objects.exists() == (package in (may or ()))
    assert set(Report.objects.values_list("is_internal", flat=True)) <= {role != "officer"}
