"""Fonts as PDF objects, lines of shaped text as PDF operators."""

import hashlib
from collections.abc import Iterable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from ecotown.common.pdf.text_shaping import SCRIPTS, Face, Glyph, Run, font_face, shaped_runs

SYMBOLIC = 4
STEM = {400: 80, 600: 120, 700: 140}


def font_resources(pdf: pikepdf.Pdf, weights: Iterable[int]) -> Dictionary:
    """Return the font resources of a page: both scripts of each weight, by the names in `text_operators`."""
    faces = [(weight, font_face(script, weight)) for weight in sorted(set(weights)) for script in SCRIPTS]
    return Dictionary(
        {f"/{used.name}": pdf.make_indirect(_font(pdf, used, weight)) for weight, used in faces}
    )


def _font(pdf: pikepdf.Pdf, font_face: Face, weight: int) -> Dictionary:
    content = font_face.embedded()
    file = pdf.make_stream(content, Length1=len(content))
    head, metrics = font_face.font["head"], font_face.font["OS/2"]
    # The six capitals that mark a font subset.
    tag = hashlib.sha256(content).hexdigest().translate(str.maketrans("0123456789abcdef", "GHIJKLMNOPABCDEF"))
    name = Name(f"/{tag[:6]}+Sarabun-{weight}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=pikepdf.String("Sarabun"),
        Flags=SYMBOLIC,
        FontBBox=Array([head.xMin, head.yMin, head.xMax, head.yMax]),
        ItalicAngle=0,
        Ascent=font_face.font["hhea"].ascent,
        Descent=font_face.font["hhea"].descent,
        CapHeight=metrics.sCapHeight,
        StemV=STEM[weight],
        FontWeight=weight,
        FontFile2=file,
    )
    system = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0)
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=system,
        CIDToGIDMap=Name.Identity,
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=0,
        W=Array([0, Array(font_face.widths)]),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(letters)]),
        ToUnicode=pdf.make_stream(_to_unicode(font_face)),
    )


def _to_unicode(font_face: Face) -> bytes:
    """Return the ToUnicode CMap, which maps glyph ids to characters for searching and copying."""
    rows = [
        f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>"
        for number, letter in font_face.texts_of_glyphs().items()
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    ).encode()


def text_operators(line: str, *, weight: int, size: float, x: float, y: float, colour: str) -> bytes:
    """Return the operators that write one line; x, y in points from the lower left, `colour` as #rrggbb.

    ActualText makes the copied text equal to `line`, whatever glyphs draw it.
    """
    actual_text = ("\ufeff" + line).encode("utf-16-be").hex()
    operators = " ".join(_run_operators(run, size) for run in shaped_runs(line, weight))
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return (
        f"/Span <</ActualText <{actual_text}>>> BDC BT {red:.4g} {green:.4g} {blue:.4g} rg "
        f"1 0 0 1 {x:.3f} {y:.3f} Tm {operators} ET EMC\n"
    ).encode()


def _run_operators(run: Run, size: float) -> str:
    parts = [f"/{run.face.name} {size:g} Tf"]
    rise, row = 0, []
    for glyph in run.glyphs:
        if glyph.up != rise:
            parts += _show_text(row)
            rise, row = glyph.up, []
            parts.append(f"{rise * size / 1000:.3f} Ts")
        row += _glyph_operands(glyph, run.face.widths)
    parts += _show_text(row)
    if rise:
        parts.append("0 Ts")
    return " ".join(parts)


def _glyph_operands(glyph: Glyph, widths: Sequence[int]) -> list[str]:
    """Return the TJ operands of a glyph: its id, and adjustments before and after it where it is shifted."""
    after = widths[glyph.number] + glyph.right - glyph.advance
    return [
        *([str(-glyph.right)] if glyph.right else []),
        f"<{glyph.number:04x}>",
        *([str(after)] if after else []),
    ]


def _show_text(row: list[str]) -> list[str]:
    return ["[" + " ".join(row).replace("> <", "") + "] TJ"] if row else []
