"""A tagged paper keeps what a screen reader is told through all that is done with a PDF afterwards."""

from io import BytesIO

import pikepdf
import pytest

from ecotown.common.pdf.typesetting import typeset
from ecotown.common.signing import signing
from tests import identities
from tests.papers import Paper

HTML = '<html lang="th"><title>แฟ้ม</title><h1>หัวเรื่อง</h1><p>ข้อความ<table><tr><th>ค่า<td>1</table>'


def as_made(content, _identity):
    return content


def signed(content, identity):
    return signing.sign(content, identity, reason="ทดสอบ")


def linearised(content, _identity):
    file = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(file, linearize=True)
    return file.getvalue()


@pytest.mark.parametrize("treat", [as_made, signed, linearised])
def test_tags_language_and_title_survive(treat, settings, tmp_path):
    identity = identities.of_department(settings, tmp_path)

    content = treat(typeset(HTML, tmp_path, is_tagged=True), identity)

    language, is_marked, title, kinds = Paper(content, tmp_path / "paper.pdf").structure
    assert (language, is_marked, title) == ("th", True, "แฟ้ม")
    assert {"/H1", "/P", "/Table", "/TR", "/TH", "/TD"} <= kinds
