"""Files of handbooks: asked for once, made by a worker, sent to all, of drafts to administrators."""

from pathlib import Path

import pytest
from django.urls import reverse

from ecotown.common.history import recording
from ecotown.common.produced_files.models import waiting_columns
from indicators.editions.actions import parts as part_actions
from indicators.editions.actions.changes import EditionError
from indicators.editions.models import Framework, Indicator
from indicators.handbook import actions, results
from indicators.handbook.models import Handbook
from indicators.publishing import actions as publishing_actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quick(monkeypatch):
    """Replace the making of a PDF by a line of text."""

    def content(edition, *, language, is_draft, **_others):
        return f"%PDF-1.7 {edition.edition} {language} {is_draft}".encode()

    monkeypatch.setattr(results, "handbook_pdf", content)


def make(handbook):
    results.HANDBOOKS.make(handbook.pk)
    handbook.refresh_from_db()
    return handbook


def failed(handbook):
    Handbook.objects.filter(pk=handbook.pk).update(state="failed", error="unexpected")
    handbook.refresh_from_db()
    return handbook


def page_of(framework):
    return reverse("indicators:handbook", args=[framework.edition])


def address(name, framework, language="th"):
    return reverse(f"indicators:{name}", args=[framework.edition, language])


class TestAsking:
    def test_the_first_to_ask_has_the_file_made_and_leaves_an_event(self, framework, officer):
        handbook = actions.ask_for_handbook(framework=framework, language="en", by=officer)

        assert (handbook.state, handbook.checksum) == ("waiting", framework.checksum)
        event = recording.events_of(f"handbooks:{framework.edition}").last()
        assert (event.name, event.by, event.data) == (
            "handbook-asked",
            officer,
            {"language": "en", "checksum": framework.checksum},
        )

    @pytest.mark.parametrize("state", ["waiting", "failed"])
    def test_nobody_asks_a_second_time(self, framework, state):
        first = actions.ask_for_handbook(framework=framework, language="th", by=None)
        event = recording.events_of(f"handbooks:{framework.edition}").last()
        if state == "failed":
            failed(first)

        again = actions.ask_for_handbook(framework=framework, language="th", by=None)

        assert (again, again.state, Handbook.objects.count()) == (first, state, 1)
        assert recording.events_of(f"handbooks:{framework.edition}").last() == event

    def test_a_changed_draft_is_asked_for_anew(self, edition, administrator):
        first = actions.ask_for_handbook(framework=edition, language="th", by=administrator)
        Handbook.objects.update(state="failed", error="lost", attempts=3)
        indicator = Indicator.objects.get(aspect__dimension__framework=edition, code="EN1.1")
        part_actions.edit_part(part=indicator, values={"gate": False}, by=administrator)
        edition.refresh_from_db()

        again = actions.ask_for_handbook(framework=edition, language="th", by=administrator)

        assert (again.pk, again.state, again.attempts, again.checksum) == (
            first.pk,
            "waiting",
            0,
            edition.checksum,
        )

    def test_publishing_asks_for_both_languages_again(self, edition, administrator):
        draft = actions.ask_for_handbook(framework=edition, language="th", by=administrator)

        published = publishing_actions.publish_framework(framework=edition, by=administrator)

        rows = published.handbooks.values_list("pk", "language", "state", "checksum")
        assert sorted(rows, key=lambda row: row[1])[1] == (draft.pk, "th", "waiting", published.checksum)
        assert {row[1] for row in rows} == {"th", "en"}

    def test_only_what_failed_is_tried_again(self, framework, administrator):
        handbook = actions.ask_for_handbook(framework=framework, language="th", by=None)
        with pytest.raises(EditionError, match="handbook-not-failed"):
            actions.retry_handbook(handbook=handbook, by=administrator)

        again = actions.retry_handbook(handbook=failed(handbook), by=administrator)

        assert (again.state, again.error) == ("waiting", "")
        assert recording.events_of(f"handbooks:{framework.edition}").last().name == "handbook-retried"

    def test_a_discarded_draft_takes_its_handbooks_along(self, edition, administrator):
        actions.ask_for_handbook(framework=edition, language="th", by=administrator)

        publishing_actions.discard_framework(framework=edition, by=administrator)

        assert not Handbook.objects.filter(framework_id=edition.pk).exists()


@pytest.mark.usefixtures("quick")
class TestMaking:
    def test_the_file_is_made_for_the_criteria_as_they_are(self, edition, administrator):
        handbook = actions.ask_for_handbook(framework=edition, language="en", by=administrator)

        make(handbook)

        content = Path(handbook.file.path).read_bytes()
        assert (handbook.state, content) == ("ready", b"%PDF-1.7 2570-draft en True")

    def test_a_second_message_makes_no_second_file(self, framework):
        handbook = make(actions.ask_for_handbook(framework=framework, language="th", by=None))

        assert results.HANDBOOKS.make(handbook.pk) == 0

    def test_an_error_is_kept(self, framework, monkeypatch, caplog):
        def broken(*_arguments, **_options):
            raise ValueError("no font")

        monkeypatch.setattr(results, "handbook_pdf", broken)

        handbook = make(actions.ask_for_handbook(framework=framework, language="th", by=None))

        assert (handbook.state, handbook.error) == ("failed", "unexpected")
        assert "could not be made" in caplog.text


@pytest.mark.usefixtures("quick")
class TestPage:
    def test_a_visitor_asks_waits_and_downloads(self, client, framework):
        before = client.get(page_of(framework)).content.decode()
        asked = client.post(address("ask-for-handbook", framework))
        handbook = framework.handbooks.get()
        waiting = client.get(page_of(framework)).content.decode()
        early = client.get(address("download-handbook", framework))
        make(handbook)
        ready = client.get(page_of(framework), headers={"HX-Request": "true"}).content.decode()

        assert (address("ask-for-handbook", framework) in before, asked.url) == (True, page_of(framework))
        assert ('hx-trigger="every 2s"' in waiting, early.status_code, early.url) == (
            True,
            302,
            page_of(framework),
        )
        assert ('hx-trigger="every 2s"' in ready, "<html" in ready) == (False, False)
        assert address("download-handbook", framework) in ready

    def test_a_file_of_a_published_edition_is_kept_by_caches(self, client, framework):
        handbook = make(actions.ask_for_handbook(framework=framework, language="th", by=None))
        url = address("download-handbook", framework)

        answer = client.get(url)
        content = b"".join(answer)
        again = client.get(url, headers={"If-None-Match": answer.headers["ETag"]})

        assert content == b"%PDF-1.7 2565-working th False"
        names = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control", "ETag")
        assert [answer.headers[name] for name in names] == [
            "application/pdf",
            'attachment; filename="handbook-2565-working-th.pdf"',
            "nosniff",
            "public, max-age=3600",
            f'"{handbook.sha256}"',
        ]
        assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, max-age=3600")

    def test_only_an_administrator_tries_again_and_is_told_when_it_is_done_twice(
        self, client, framework, administrator
    ):
        failed(actions.ask_for_handbook(framework=framework, language="th", by=None))
        url = address("retry-handbook", framework)
        public = client.get(page_of(framework)).content.decode()
        client.force_login(administrator)
        shown = client.get(page_of(framework)).content.decode()

        client.post(url)
        twice = client.post(url, follow=True)

        assert (url in public, "ไฟล์" in public, url in shown) == (False, True, True)
        assert framework.handbooks.get().state == "waiting"
        assert [message.tags for message in twice.context["messages"]][-1] == "info"

    @pytest.mark.parametrize("language", ["th", "en"])
    def test_the_page_tells_about_every_indicator(self, client, framework, language):
        client.cookies["django_language"] = language

        answer = client.get(page_of(framework))

        text = answer.content.decode()
        codes = [indicator.code for indicator in answer.context["edition"].indicators]
        missing = [code for code in codes if text.count(f'"#indicator-{code}"') < 1]
        assert (missing, text.count('class="panel handbook-indicator"')) == ([], 41)
        assert {"th": "ตัวอย่างสมมติ", "en": "Made-up example"}[language] in text

    def test_the_page_takes_few_queries(self, client, framework, django_assert_max_num_queries):
        client.get(page_of(framework))

        with django_assert_max_num_queries(3):
            client.get(page_of(framework))


@pytest.mark.usefixtures("quick")
class TestDrafts:
    def test_an_administrator_has_a_preview_made_that_no_cache_keeps(self, client, edition, administrator):
        client.force_login(administrator)
        client.post(address("ask-for-handbook", edition))
        make(edition.handbooks.get())

        answer = client.get(address("download-handbook", edition))

        assert b"".join(answer) == b"%PDF-1.7 2570-draft th True"
        assert answer.headers["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("role", [None, "officer", "assessor"])
    def test_nobody_else_sees_anything_of_a_draft(self, client, edition, request, role):
        Handbook.objects.create(
            framework=edition, language="th", checksum=edition.checksum, **waiting_columns()
        )
        if role:
            client.force_login(request.getfixturevalue(role))

        statuses = [
            client.get(page_of(edition)).status_code,
            client.get(reverse("indicators:dictionary", args=[edition.edition])).status_code,
            client.get(address("download-handbook", edition)).status_code,
            client.post(address("ask-for-handbook", edition)).status_code,
        ]

        assert statuses == [404] * 4

    def test_the_printed_page_says_that_it_is_a_draft(self, client, framework, edition, administrator):
        client.force_login(administrator)

        draft, published = (client.get(page_of(row)).content.decode() for row in (edition, framework))

        assert ("ฉบับร่าง ยังไม่เผยแพร่" in draft, "ฉบับร่าง ยังไม่เผยแพร่" in published) == (True, False)

    def test_a_draft_with_gaps_has_a_page(self, client, edition, administrator):
        Framework.objects.get(pk=edition.pk).quantities.all().delete()
        client.force_login(administrator)

        assert client.get(page_of(edition)).status_code == 200


@pytest.mark.parametrize("name", ["download-handbook", "ask-for-handbook", "retry-handbook"])
def test_a_language_that_is_not_there_is_not_found(client, framework, administrator, name):
    client.force_login(administrator)
    method = client.get if name.startswith("download") else client.post

    assert method(address(name, framework, "de")).status_code == 404
