"""Files as people upload them: valid ones, and each kind of invalid one."""

import io
import struct
import zipfile
import zlib

from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200
PAGE = b"<html><script>alert(1)</script></html>"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 60


def pdf(text="Eco"):
    """Return a PDF of one page with a correct cross-reference table."""
    stream = f"BT /F1 24 Tf 40 100 Td ({text}) Tj ET".encode()
    return _pdf(
        [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 280] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def undrawable_pdf():
    """Return a PDF without a page: the only page that its tree names is the tree itself."""
    return pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def endless_pdf(depth=12):
    """Return a PDF whose page draws a form that draws the next one ten times, and so on, without end."""
    lasts = [b"0 0 100 100 re f"] + [b"/F Do " * 10] * depth
    forms = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 280] /Resources << /XObject << /F %d 0 R >> >>"
        b" /Length %d >>\nstream\n%s\nendstream" % (4 + number, len(stream), stream)
        for number, stream in enumerate(lasts)
    ]
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 280] /Contents %d 0 R"
        b" /Resources << /XObject << /F %d 0 R >> >> >>"
    )
    content = b"<< /Length 5 >>\nstream\n/F Do\nendstream"
    return _pdf([page % (5 + len(forms), 4 + len(forms)), b"null", *forms, content])


def _pdf(parts):
    """Return a PDF whose third object is its page."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", *parts]
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def picture(kind, size=(40, 30), mode="RGB", **options):
    content = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "1" else 1).save(content, format=kind, **options)
    return content.getvalue()


def jpeg(**options):
    return picture("JPEG", **options)


def jpeg_with_place():
    """Return a photograph with its camera and place in the metadata."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x8825] = {1: "N", 2: (13.0, 45.0, 0.0), 3: "E", 4: (100.0, 30.0, 0.0)}
    return jpeg(exif=exif, comment=b"SecretComment")


def office(main, *, part="word/document.xml", parts=None, types=None):
    """Return an Office document with one main part."""
    types = types or (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main}"/></Types>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(part, "<document/>")
        for name, value in (parts or {}).items():
            archive.writestr(name, value)
    return content.getvalue()


def docx(**options):
    return office(WORD, **options)


def xlsx(**options):
    return office(EXCEL, part="xl/workbook.xml", **options)


def zip_bomb():
    return docx(parts={"word/media/image1.bin": b"\x00" * (60 << 20)})


def encrypted_docx():
    """Return an archive whose parts are all marked as encrypted."""
    content = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = content.find(mark)
        while position >= 0:
            content[position + place] |= 1
            position = content.find(mark, position + 4)
    return bytes(content)


def huge_png(side=20_000):
    """Return a picture of a few kilobytes that has 400 million pixels."""

    def chunk(name, content):
        return (
            struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))
        )

    head = struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((side // 8 + 1) * 200), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zipped():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("run.exe", PROGRAM)
    return content.getvalue()
