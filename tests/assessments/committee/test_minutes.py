"""The minutes: rendered once for each request, drafts visible to the requester only, final when closed."""

import dataclasses
import hashlib
import io
from datetime import time, timedelta
from pathlib import Path

import docx
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.committee import results
from assessments.committee.actions import minutes as minute_actions
from assessments.committee.actions import records
from assessments.committee.documents import minutes_pdf, minutes_word
from assessments.committee.domain import Attendance, Person, Seat
from assessments.committee.models.meetings import Meeting
from assessments.committee.models.minutes import Minutes
from assessments.committee.queries import roster_of
from assessments.committee.words import REFUSALS
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.history import recording
from ecotown.common.thai import numerals
from tests import builders
from tests.papers import Paper, has_arabic_date, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(at, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    called = builders.meeting_of(by=administrator)
    builders.seat(called, administrator, "ประธาน ทดสอบ", "เลขานุการ ทดสอบ", "กรรมการ ก", "กรรมการ ข")
    builders.resolve(at(Status.COMMITTEE), administrator, level=2, reason="หลักฐานไม่ครบ")
    return called


@pytest.fixture
def draft_minutes(meeting, administrator):
    return minute_actions.ask_for_minutes(meeting=meeting, by=administrator)


def test_the_file_is_stored_with_its_sha256(draft_minutes):
    assert results.MINUTES.make(draft_minutes.pk) == 1

    draft_minutes.refresh_from_db()
    assert draft_minutes.state == "ready"
    assert hashlib.sha256(Path(draft_minutes.file.path).read_bytes()).hexdigest() == draft_minutes.sha256
    assert results.MINUTES.make(draft_minutes.pk) == 0


def test_asking_again_replaces_the_draft(
    draft_minutes, meeting, administrator, settings, django_capture_on_commit_callbacks
):
    results.MINUTES.make(draft_minutes.pk)

    with django_capture_on_commit_callbacks(execute=True):
        again = minute_actions.ask_for_minutes(meeting=meeting, by=administrator)

    assert again.pk == draft_minutes.pk
    assert list(settings.MEDIA_ROOT.rglob("*.pdf")) == []
    assert results.MINUTES.make(draft_minutes.pk) == 1


def test_a_second_request_during_rendering_gets_the_newer_minutes(
    draft_minutes, meeting, administrator, monkeypatch
):
    def slow(minutes):
        minute_actions.ask_for_minutes(meeting=meeting, by=administrator)
        return b"old"

    monkeypatch.setattr(minutes_pdf, "minutes_pdf", slow)

    assert results.MINUTES.make(draft_minutes.pk) == 0
    assert Minutes.objects.get().state == "waiting"


def test_a_draft_is_visible_to_its_requester_only(client, draft_minutes):
    results.MINUTES.make(draft_minutes.pk)
    url = reverse("assessments:download-minutes", args=[draft_minutes.meeting_id, "pdf"])
    answers = []

    for user in (draft_minutes.asked_by, builders.UserBuilder(role="administrator")):
        client.force_login(user)
        response = client.get(url)
        b"".join(response)
        answers.append(response.status_code)

    assert answers == [200, 404]


def test_closing_makes_the_final_minutes_once(meeting, administrator):
    minute_actions.close_meeting(meeting=meeting, by=administrator)
    final = Minutes.objects.get(is_final=True)
    results.MINUTES.make(final.pk)

    with pytest.raises(WorkflowError, match="^meeting-closed$"):
        minute_actions.ask_for_minutes(meeting=meeting, by=administrator)
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        Minutes.objects.update(state="waiting", file="", sha256="")


def test_an_error_is_kept_on_the_row_and_can_be_tried_again(
    draft_minutes, administrator, monkeypatch, caplog
):
    def broken(minutes):
        raise ValueError("no font")

    with monkeypatch.context() as patch:
        patch.setattr(minutes_pdf, "minutes_pdf", broken)
        results.MINUTES.make(draft_minutes.pk)

    draft_minutes.refresh_from_db()
    assert (draft_minutes.state, draft_minutes.error) == ("failed", "unexpected")
    assert "could not be made" in caplog.text
    minute_actions.retry_minutes(minutes=draft_minutes, by=administrator)
    assert results.MINUTES.make(draft_minutes.pk) == 1


def test_the_minutes_have_thai_digits_and_arabic_ones_in_their_table(draft_minutes, meeting, tmp_path):
    year = meeting.items.get().assessment.cycle.year

    paper = Paper(minutes_pdf.minutes_pdf(draft_minutes), tmp_path / "minutes.pdf")

    lines = [line.text for page in paper.pages for line in page.lines]
    table = [line for line in lines if set(line) & set("0123456789")]
    assert " ".join(table).split().count(str(year)) == 1
    assert [line for line in table if "ครั้งที่" in line or "ระดับ" in line] == []
    assert paper.missing(["ครั้งที่ ๑๐-๒/๒๕๖๙", f"ปีงบประมาณ พ.ศ. {numerals.digits(year)}"]) == []
    assert [line for line in lines if has_arabic_date(line)] == []
    assert paper.split_names([person.name for person in roster_of(meeting)]) == []
    assert [share for page in paper.pages[:-1] if (share := page.filled(22, 22)) < 0.25] == []
    language, is_marked, title, kinds = paper.structure
    assert (language, is_marked, "๑๐-๒/๒๕๖๙" in title, "/TH" in kinds) == ("th", True, True, True)


LONG_NAME = "นางสาวพิมพ์พิศาลวรนารถ ศิริพัฒนโภคินทร์ชัยวิเศษกุล"
PEOPLE = [
    Person("นายสมชาย ใจดี", "อธิบดีกรมโรงงานอุตสาหกรรม", seat=Seat.CHAIR),
    Person(LONG_NAME, "ผู้อำนวยการกองส่งเสริมเทคโนโลยีการผลิตและพื้นที่อุตสาหกรรม"),
    Person("นางมาลี มั่นคง", "เลขานุการ ISO 14001", seat=Seat.SECRETARY),
    Person("นายวิชัย ทองแท้", "ผู้แทนสภาอุตสาหกรรม", Attendance.ABSENT, note="ติดราชการ"),
    Person("นายธนา เที่ยงตรง", "นักวิชาการ", Attendance.IN_ATTENDANCE, Seat.NONE),
]
TEXTS = {
    "announcements": "ประธานแจ้งว่านายวิชัย ทองแท้ ลาประชุม\nและขอบคุณทุกหน่วยงาน",
    "introduction": "ฝ่ายเลขานุการเสนอผลการตรวจประเมินภายนอก",
    "conclusion": "ที่ประชุมมอบฝ่ายเลขานุการแจ้งจังหวัด",
}


@pytest.fixture
def written(meeting, administrator):
    """Return a draft of minutes with a whole roster, texts and the discussion of the area."""
    records.save_roster(meeting=meeting, people=PEOPLE, by=administrator)
    item = meeting.items.get()
    records.save_record(
        meeting=meeting,
        begins_at=time(9, 30),
        ends_at=time(12, 5),
        texts=TEXTS,
        discussions={item.pk: f"นายสมชาย ใจดี ถามถึงหลักฐาน EN1.1 ของ{item.assessment.area}"},
        by=administrator,
    )
    return minute_actions.ask_for_minutes(meeting=meeting, by=administrator)


def test_the_minutes_have_the_form_of_official_ones(written, meeting, tmp_path):
    paper = Paper(minutes_pdf.minutes_pdf(written), tmp_path / "minutes.pdf")

    in_order = [
        *("ผู้มาประชุม", "ประธานกรรมการ", "ผู้ไม่มาประชุม", "(ติดราชการ)", "ผู้เข้าร่วมประชุม"),
        "เริ่มประชุมเวลา ๐๙.๓๐ น.",
        "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
        "และขอบคุณทุกหน่วยงาน",
        "ระเบียบวาระที่ ๒ เรื่องรับรองรายงานการประชุมครั้งก่อน",
        "ไม่มี",
        "ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง",
        "ระเบียบวาระที่ ๔ เรื่องเพื่อพิจารณา",
        *("ฝ่ายเลขานุการเสนอผล", "หลักฐาน EN1.1", "มติที่ประชุม", "มอบฝ่ายเลขานุการ"),
        "ระเบียบวาระที่ ๕ เรื่องอื่น ๆ",
        *("เลิกประชุมเวลา ๑๒.๐๕ น.", "(นางมาลี มั่นคง)", "(นายสมชาย ใจดี)"),
    ]
    stream = "".join(letters(line.text) for page in paper.pages for line in page.lines)
    places = [stream.rfind(letters(text)) for text in in_order[-3:]]
    assert paper.missing(in_order) == []
    assert places == sorted(places)
    assert paper.missing(["เลขานุการ ISO 14001"]) == []
    area = str(meeting.items.get().assessment.area)
    assert paper.split_names([person.name for person in PEOPLE] + [area]) == []


def test_the_word_document_leaves_out_what_no_document_can_hold(written, meeting, administrator):
    Meeting.objects.update(other_matters="ก่อน\x1b\x02\ufffeหลัง\x0bบรรทัดใหม่")
    word = minute_actions.ask_for_minutes(meeting=meeting, file_format="docx", by=administrator)

    assert results.MINUTES.make(word.pk) == 1

    word.refresh_from_db()
    texts = [paragraph.text for paragraph in docx.Document(word.file.path).paragraphs]
    assert {"ก่อนหลัง", "บรรทัดใหม่"} <= set(texts)


def test_the_word_document_is_a_draft_for_editing(written, meeting, administrator):
    word = minute_actions.ask_for_minutes(meeting=meeting, file_format="docx", by=administrator)

    assert results.MINUTES.make(word.pk) == 1

    word.refresh_from_db()
    document = docx.Document(word.file.path)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\xa0", " ")
    roster, *_others, areas = document.tables
    assert word.file.name.endswith(".docx")
    assert document.sections[0].header.paragraphs[0].text.startswith("ร่าง ณ วันที่")
    assert [cell.text.replace("\xa0", " ") for cell in roster.rows[0].cells] == [
        *("๑.", "นายสมชาย ใจดี", "อธิบดีกรมโรงงานอุตสาหกรรม", "ประธานกรรมการ"),
    ]
    assert [cell.text for cell in areas.rows[1].cells][3:5] == ["3", "2"]
    assert "ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง\nไม่มี\n" in text
    assert "(นางมาลี มั่นคง)" in text
    assert "มติที่ประชุม ระดับ ๒ (" in text
    # Thai letters are complex script to Word, which has a font and a size of their own.
    properties = document.paragraphs[0].runs[0]._r.rPr
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert properties.find(f"{namespace}rFonts").get(f"{namespace}cs") == minutes_word.FONT
    assert properties.find(f"{namespace}lang").get(f"{namespace}bidi") == "th-TH"
    # Some word processors read the widths of columns from here, and the digits of pages.
    assert [round(column.width.cm, 1) for column in areas.columns] == list(minutes_word.COLUMN_CENTIMETRES)
    assert document.sections[0]._sectPr.find(f"{namespace}pgNumType").get(f"{namespace}fmt") == "thaiNumbers"


def test_names_of_the_word_document_part_between_their_words(meeting, administrator):
    long_name = "นายวรรธนะศักดิ์ ศุภชัยพิพัฒน์ธาดากุลรัตน์วโรดม ตั้งใจ ณ อยุธยา"
    records.save_roster(
        meeting=meeting, people=[Person(long_name, "ผู้แทน", seat=Seat.SECRETARY)], by=administrator
    )
    word = minute_actions.ask_for_minutes(meeting=meeting, file_format="docx", by=administrator)

    document = docx.Document(io.BytesIO(minutes_word.minutes_word(word)))

    (_number, name, *_others) = document.tables[0].rows[0].cells
    assert name.text.replace("\xa0", " ").split("\n") == [
        "นายวรรธนะศักดิ์",
        "ศุภชัยพิพัฒน์ธาดากุลรัตน์วโรดม",
        "ตั้งใจ ณ อยุธยา",
    ]
    signed = [paragraph.text.replace("\xa0", " ") for paragraph in document.paragraphs]
    assert ("(นายวรรธนะศักดิ์ ศุภชัยพิพัฒน์ธาดากุลรัตน์วโรดม" in signed, "ตั้งใจ ณ อยุธยา)" in signed) == (True, True)


def test_the_final_minutes_are_a_pdf(meeting, administrator):
    minute_actions.close_meeting(meeting=meeting, by=administrator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.update(file_format="docx")


def test_a_roster_and_texts_leave_their_changes_in_the_history(written, meeting):
    by_name = {event.name: event.data for event in recording.events_of(meeting.history_subject)}

    assert by_name["roster-saved"]["new"][3] == {
        "name": "นายวิชัย ทองแท้",
        "position": "ผู้แทนสภาอุตสาหกรรม",
        "attendance": "absent",
        "seat": "member",
        "note": "ติดราชการ",
    }
    assert by_name["record-saved"]["changes"]["ends_at"] == {"old": "12:00", "new": "12:05"}
    assert by_name["record-saved"]["changes"]["conclusion"] == {"old": "", "new": TEXTS["conclusion"]}


def test_a_text_that_was_taken_out_leaves_its_change_in_the_history(written, meeting, administrator):
    values = {"begins_at": None, "ends_at": None, "texts": TEXTS | {"conclusion": ""}, "discussions": {}}

    records.save_record(meeting=meeting, by=administrator, **values)

    (*_earlier, last) = recording.events_of(meeting.history_subject)
    assert last.data["changes"] == {
        "begins_at": {"old": "09:30", "new": ""},
        "ends_at": {"old": "12:05", "new": ""},
        "conclusion": {"old": TEXTS["conclusion"], "new": ""},
    }


def test_two_who_write_the_minutes_do_not_overwrite_each_other(client, written, meeting, administrator):
    client.force_login(administrator)
    url = reverse("assessments:record", args=[meeting.pk])
    seal = client.get(url).context["seal"]
    records.save_discussion(item=meeting.items.get(), discussion="เพิ่มเติม", by=administrator)

    response = client.post(
        url, {"seal": seal, "begins_at": "๙.๓๐ น.", "ends_at": "12:30", "conclusion": "ใหม่"}
    )

    assert response.context["form"]["conclusion"].value() == "ใหม่"
    assert meeting.items.get().discussion == "เพิ่มเติม"
    client.post(url, {"seal": response.context["seal"], "begins_at": "๙.๓๐ น.", "ends_at": "12:30"})
    stored = Meeting.objects.get()
    assert (stored.begins_at, stored.ends_at, stored.conclusion) == (time(9, 30), time(12, 30), "")


def people_form(*people, **more):
    lines = {
        f"people-{number}-{name}": value
        for number, person in enumerate(people)
        for name, value in dataclasses.asdict(person).items()
    }
    return {"people-TOTAL_FORMS": len(people), "people-INITIAL_FORMS": 0, "pasted": ""} | lines | more


def test_a_roster_is_written_pasted_and_begun_with_the_previous_one(client, meeting, administrator):
    client.force_login(administrator)
    url = reverse("assessments:roster", args=[meeting.pk])

    pasted = client.post(url, people_form(*PEOPLE[:1], pasted="1. นางมาลี มั่นคง, เลขานุการ", paste="1"))
    faulty = client.post(url, people_form(dataclasses.replace(PEOPLE[0], name=""), save="1"))
    saved = client.post(url, people_form(*PEOPLE, Person(""), save="1"))

    shown = [form.initial.get("name") for form in pasted.context["roster"].forms]
    assert shown[:2] == ["นายสมชาย ใจดี", "นางมาลี มั่นคง"]
    assert faulty.context["roster"].forms[0].errors == {"name": ["โปรดระบุชื่อ"]}
    assert saved.headers["Location"] == meeting.get_absolute_url()
    assert roster_of(meeting) == PEOPLE
    later = builders.meeting_of(by=administrator, number="11/2569", date=meeting.date + timedelta(days=7))
    page = client.get(reverse("assessments:roster", args=[later.pk]), {"from": "previous"})
    assert [form.initial.get("name") for form in page.context["roster"].forms][:5] == [
        person.name for person in PEOPLE
    ]


def test_who_is_in_attendance_has_no_seat_in_the_committee(client, meeting, administrator):
    client.force_login(administrator)
    guest = dataclasses.replace(PEOPLE[4], seat=Seat.MEMBER)

    client.post(reverse("assessments:roster", args=[meeting.pk]), people_form(*PEOPLE[:3], guest, save="1"))

    assert roster_of(meeting) == [*PEOPLE[:3], PEOPLE[4]]


@pytest.mark.parametrize(
    ("pasted", "error"),
    [
        pytest.param("ก" * 201, "ยาวได้อย่างละไม่เกิน 200 ตัวอักษร", id="a name that is too long"),
        pytest.param("ก, " + "ข" * 201, "ยาวได้อย่างละไม่เกิน 200 ตัวอักษร", id="a position that is too long"),
        pytest.param("ก\n" * 201, "ระบุได้ไม่เกิน 200 คน", id="too many people"),
    ],
)
def test_a_pasted_list_that_cannot_be_kept_is_refused_at_its_field(
    client, meeting, administrator, pasted, error
):
    client.force_login(administrator)

    page = client.post(
        reverse("assessments:roster", args=[meeting.pk]), people_form(*PEOPLE, pasted=pasted, save="1")
    )

    assert error in page.context["paste_form"].errors["pasted"][0]
    assert page.content.decode().count("error-summary-title") == 2


def test_what_is_wrong_in_the_roster_names_the_person(client, meeting, administrator):
    client.force_login(administrator)
    nameless = dataclasses.replace(PEOPLE[1], name="")

    page = client.post(
        reverse("assessments:roster", args=[meeting.pk]), people_form(PEOPLE[0], nameless, nameless, save="1")
    ).content.decode()

    assert page.count('class="error-summary"') == 1
    assert ("คนที่ 2, ชื่อ: โปรดระบุชื่อ" in page, "คนที่ 3, ชื่อ: โปรดระบุชื่อ" in page) == (True, True)


def test_a_discussion_is_written_on_the_screen_of_its_area(client, meeting, administrator):
    client.force_login(administrator)
    item = meeting.items.get()
    room = reverse("assessments:room", args=[meeting.pk, item.assessment_id])

    response = client.post(
        reverse("assessments:discussion", args=[meeting.pk, item.pk]), {"discussion": "ถามเรื่องน้ำ"}
    )

    assert response.headers["Location"] == f"{room}#discussion"
    assert client.get(room).context["discussion_form"]["discussion"].value() == "ถามเรื่องน้ำ"


@pytest.mark.parametrize("name", ["roster", "record"])
def test_the_pages_of_closed_minutes_say_so(client, meeting, administrator, name):
    minute_actions.close_meeting(meeting=meeting, by=administrator)
    client.force_login(administrator)
    url = reverse(f"assessments:{name}", args=[meeting.pk])

    page = client.get(url)
    client.post(url, people_form(*PEOPLE, save="1", conclusion="อื่น"))

    assert "<textarea" not in page.content.decode()
    assert (roster_of(meeting)[0].name, Meeting.objects.get().conclusion) == ("ประธาน ทดสอบ", "")


def test_what_is_missing_stands_in_the_way_of_closing(client, at, administrator):
    open_meeting = builders.meeting_of(at(Status.COMMITTEE), by=administrator)
    client.force_login(administrator)

    refusals = [client.get(open_meeting.get_absolute_url()).context["closing_refusal"]]
    records.save_roster(meeting=open_meeting, people=PEOPLE, by=administrator)
    refusals.append(client.get(open_meeting.get_absolute_url()).context["closing_refusal"])
    builders.seat(open_meeting, administrator)
    refusals.append(client.get(open_meeting.get_absolute_url()).context["closing_refusal"])

    assert refusals == [REFUSALS["minutes-incomplete"], REFUSALS["times-missing"], ""]
