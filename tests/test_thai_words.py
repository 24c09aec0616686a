"""The Thai of the portal: one word for one thing, and the words that the department writes."""

import re
import subprocess

import pytest
from django.conf import settings

# What must not stand anywhere on a screen or paper, and what is written in its place.
AVOIDED = {
    "กรุณา": "โปรด",
    "มิใช่": "ไม่ใช่",
    "ผู้ตรวจประเมินคนอื่น": "ผู้ตรวจประเมินท่านอื่น",
    "ผู้ตรวจประเมินอีกคน": "ผู้ตรวจประเมินอีกท่าน",
    "ผู้ตรวจคนอื่น": "ผู้ตรวจประเมินท่านอื่น",
    "ตรวจภายใน": "ตรวจประเมินภายใน",
    "ตรวจภายนอก": "ตรวจประเมินภายนอก",
    "ถูกส่งกลับ": "ส่งกลับให้แก้ไข",
    "ส่งคืนแบบประเมิน": "ส่งกลับแก้ไข",
    "ขอคืนเพื่อแก้ไข": "ขอคืนแบบประเมินเพื่อแก้ไข",
    "ผู้เข้าประชุม": "ผู้เข้าร่วมประชุม",
    "ลองสมมติ": "จำลองผล",
    "ใบแก้คำผิด": "รายการแก้ไข",
    "ปิดรายงานการประชุม": "ปิดการประชุมและรับรองรายงาน",
    "ใครทำอะไร": "ประวัติการดำเนินการ",
    "ค่ากลาง": "มัธยฐาน",
    "สภาวะ": "สถานะ",
    "ระดับทั้งห้า": "ระดับทั้ง 5",
    "ตัวอย่างคำนวณ": "ตัวอย่างการคำนวณ",
    "ใช่หรือไม่": "ยืนยัน…หรือไม่",
    "จะได้อ่าน": "เพื่อประกอบการพิจารณา",
    "เลื่อนระดับ": "ได้ระดับถัดไป",
    "ตามผลตรวจ": "ตามผลการตรวจ",
    "คำถามค้าง": "ความเห็นที่ยังไม่ปิดหัวข้อ",
    "ความเห็นค้าง": "ความเห็นที่ยังไม่ปิดหัวข้อ",
    "ใต้ลงมา": "ถัดลงมา",
    "ทำไมได้": "เหตุใดจึงได้",
    "ก้าวที่สั้นที่สุด": "ตัวชี้วัดที่ต้องยกระดับเพื่อให้ถึงระดับ",
    "ไฟล์สำหรับนำไปใช้": "เอกสารพร้อมใช้",
    "เครื่องแม่ข่ายอีเมลไม่รับ": "เครื่องแม่ข่ายอีเมลปฏิเสธการรับ",
}
ALLOWED = ("ต้องเป็นใช่หรือไม่ใช่", "โปรดเลือกใช่หรือไม่ใช่")
# "3 ตัว" of indicators; letters, inputs and examples are counted by words that begin alike.
BARE_CLASSIFIER = re.compile(r"(?:\)s|\d) ตัว(?!ชี้วัด|อักษร|เลข|แปร|อย่าง)")
# Questions whose answer is a fact, not a step.
OPEN_QUESTIONS = {
    "Does the granted level stay?",
    "Does the committee grant another level?",
    "Is the published result wrong?",
    "Is an indicator or a level not right?",
    "Are you still there?",
}


@pytest.fixture(scope="module")
def catalogue():
    """Return the Thai texts by their English ones."""
    command = ["msgcat", "--no-wrap", str(settings.BASE_DIR / "locale/th/LC_MESSAGES/django.po")]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    entries = re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural ".*"\n)?msgstr(?:\[0\])? "(.*)"$', output, re.MULTILINE
    )
    assert len(entries) > 2000
    return entries


def faults(text):
    for allowed in ALLOWED:
        text = text.replace(allowed, "")
    return [avoided for avoided in AVOIDED if avoided in text]


def test_the_catalogue_has_no_word_that_another_replaces(catalogue):
    assert [(english, found) for english, thai in catalogue if (found := faults(thai))] == []


def test_indicators_are_counted_by_their_classifier(catalogue):
    assert [thai for _english, thai in catalogue if BARE_CLASSIFIER.search(thai)] == []


def test_questions_of_confirmation_begin_with_the_word_of_confirming(catalogue):
    questions = [
        (english, thai)
        for english, thai in catalogue
        if (question := re.match(r"[^?.]+\?", english))
        and question[0] not in OPEN_QUESTIONS
        and "หรือไม่" in thai
    ]
    assert len(questions) > 20
    assert [english for english, thai in questions if not thai.startswith("ยืนยัน")] == []


@pytest.mark.parametrize("suffix", [".html", ".py", ".js"])
def test_no_source_has_a_word_that_another_replaces(suffix):
    files = [
        path
        for path in settings.BASE_DIR.rglob(f"*{suffix}")
        if not {".venv", "var", "tests", "migrations"} & set(path.relative_to(settings.BASE_DIR).parts)
    ]
    assert files
    found = {str(path.relative_to(settings.BASE_DIR)): faults(path.read_text()) for path in files}
    assert {name: words for name, words in found.items() if words} == {}
