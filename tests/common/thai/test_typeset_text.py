"""Text copied from a typeset PDF has the characters that were typed, whatever glyphs draw them."""

import subprocess
from unicodedata import normalize

import pytest
from django.conf import settings

from ecotown.common.pdf.typesetting import typeset

STYLE = """
    @font-face { font-family: Thai; src: url(vendor/sarabun/sarabun-thai-%d.woff2); }
    @font-face { font-family: Latin; src: url(vendor/sarabun/sarabun-latin-%d.woff2); }
    body { font-family: Thai, Latin; }
"""


@pytest.mark.parametrize("weight", [400, 600, 700])
@pytest.mark.parametrize(
    "text",
    ["สาธิต จำนวน", "จำนวน สาธิต", "น้ำ ค่ำ ป๊ำ ป๋ำ", "ป่ำ ป้ำ ฟำ", "ผู้ตำแหน่ง 41 fi", "Café 41 (%)"],
)
def test_copied_text_is_as_typed(text, weight, tmp_path):
    html = f"<style>{STYLE % (weight, weight)}</style><p>{text}</p>"
    (tmp_path / "text.pdf").write_bytes(typeset(html, settings.BASE_DIR / "static"))

    command = ["pdftotext", "-raw", tmp_path / "text.pdf", "-"]
    copied = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert normalize("NFKC", copied.strip()) == normalize("NFKC", text)
