"""Fast PDF files from a pattern: shared objects are serialised once, each copy adds its own."""

import hashlib
import io
import re
import zlib
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name


class PdfPattern:
    """A serialised one-page PDF/A-2b file without its last content stream and its title.

    Each copy adds these two.
    """

    def __init__(self, pdf: pikepdf.Pdf):
        """Serialise `pdf`, which has one page whose content is an array that ends with an empty stream."""
        make_archival(pdf, " ")
        file = io.BytesIO()
        pdf.save(
            file, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True, force_version="1.7"
        )
        self._read(file.getvalue())

    def _read(self, content: bytes) -> None:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            self.drawing = pdf.pages[0].Contents[-1].objgen[0]
            self.metadata = pdf.Root.Metadata.objgen[0]
            self.info = pdf.trailer.Info.objgen[0]
            self.root = pdf.Root.objgen[0]
        table = content.rindex(b"xref\n0 ")
        rows = re.findall(rb"(\d{10}) \d{5} ([nf]) \n", content[table:])
        starts = {number: int(start) for number, (start, kind) in enumerate(rows) if kind == b"n"}
        order = sorted(starts, key=starts.__getitem__)
        ends = [starts[number] for number in order[1:]] + [table]
        fixed = io.BytesIO()
        fixed.write(content[: starts[order[0]]])
        self.offsets: dict[int, int] = {}
        for number, end in zip(order, ends, strict=True):
            if number not in {self.drawing, self.metadata, self.info}:
                self.offsets[number] = fixed.tell()
                fixed.write(content[starts[number] : end])
        self.fixed = fixed.getvalue()
        self.count = len(rows)

    def copy(self, drawing: bytes, title: str) -> bytes:
        """Return the file with `drawing` as its last content stream; equal arguments give equal bytes."""
        objects = {
            self.drawing: _stream(zlib.compress(drawing, 6), b"/Filter /FlateDecode"),
            self.metadata: _stream(_xmp(title), b"/Type /Metadata /Subtype /XML"),
            self.info: b"<< /Title <" + ("\ufeff" + title).encode("utf-16-be").hex().encode() + b"> >>",
        }
        parts, offsets, position = [self.fixed], dict(self.offsets), len(self.fixed)
        for number, content in objects.items():
            part = b"%d 0 obj\n%b\nendobj\n" % (number, content)
            offsets[number] = position
            parts.append(part)
            position += len(part)
        xref_rows = [b"%010d 00000 n \n" % offsets[number] for number in range(1, self.count)]
        file_id = hashlib.md5(drawing + title.encode(), usedforsecurity=False).hexdigest().encode()
        parts += [b"xref\n0 %d\n0000000000 65535 f \n" % self.count, *xref_rows]
        parts.append(
            b"trailer << /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b><%b>] >>\nstartxref\n%d\n%%%%EOF\n"
            % (self.count, self.root, self.info, file_id, file_id, position)
        )
        return b"".join(parts)


def _stream(content: bytes, extra: bytes) -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (extra, len(content), content)


def make_archival(pdf: pikepdf.Pdf, title: str) -> None:
    """Add what PDF/A-2b requires of a document: output intent (sRGB), language, metadata with the title.

    Embedding fonts and drawing pictures without interpolation is up to whoever draws the pages.
    """
    folder = Path(find_spec("weasyprint").origin).parent  # located without importing it
    profile = pdf.make_stream((folder / "pdf/sRGB2014.icc").read_bytes(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        RegistryName=pikepdf.String("http://www.color.org"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    pdf.Root.Lang = pikepdf.String("th")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(_xmp(title), Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo["/Title"] = title


def _xmp(title: str) -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        "<dc:language><rdf:Bag><rdf:li>th</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    ).encode()
