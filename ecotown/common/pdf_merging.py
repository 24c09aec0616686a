"""Many PDF files in one, what they have in common only once, each found by a bookmark."""

import hashlib
import io
from collections.abc import Iterable
from typing import BinaryIO

import pikepdf

from ecotown.common.stamping import archival

SHARED = ("/XObject", "/Font")  # resources that files of one design have in common


def merge(files: Iterable[tuple[str, bytes]], title: str, to: BinaryIO) -> None:
    """Write one PDF/A-2b file of all pages in the order given, with a bookmark for each file.

    `files` are pairs of a title and a file, read one at a time; of each, only what no other one has is kept
    in memory. A signature is of the file that was signed: what is seen of it is drawn, the rest left out.
    """
    merged = pikepdf.new()
    known: dict[bytes, pikepdf.Object] = {}
    with merged.open_outline() as outline:
        for name, content in files:
            outline.root.append(pikepdf.OutlineItem(name, len(merged.pages)))
            with pikepdf.open(io.BytesIO(content)) as pdf:
                pdf.flatten_annotations("print")
                for page in pdf.pages:
                    _append(merged, page, known)
    archival(merged, title)
    merged.save(to, deterministic_id=True, force_version="1.7")


def _append(merged: pikepdf.Pdf, page: pikepdf.Page, known: dict[bytes, pikepdf.Object]) -> None:
    """Add the page; what it shares and what is drawn taken from the pages before where it is the same."""

    def take(one: pikepdf.Object) -> pikepdf.Object:
        mark = _mark(one)
        if mark not in known:
            known[mark] = merged.copy_foreign(one)
        return known[mark]

    resources = page.resources
    shared = {}
    for kind in SHARED:
        for name, one in resources.get(kind, pikepdf.Dictionary()).items():
            shared[kind, name] = take(one)
            del resources[kind][name]
    drawn = page.obj.Contents
    contents = [take(one) for one in (drawn if isinstance(drawn, pikepdf.Array) else [drawn])]
    for gone in ("/Contents", "/Annots"):
        if gone in page.obj:
            del page.obj[gone]
    merged.pages.append(page)
    added = merged.pages[-1]
    added.obj.Contents = pikepdf.Array(contents)
    for (kind, name), one in shared.items():
        added.resources[kind][name] = one


def _mark(one: pikepdf.Object) -> bytes:
    """What two objects with the same content share."""
    digest = hashlib.sha256()
    numbers: dict[tuple[int, int], int] = {}

    def add(found):
        if not isinstance(found, pikepdf.Object):
            digest.update(repr(found).encode())
            return
        if found.is_indirect:
            if found.objgen in numbers:
                digest.update(b"again %d" % numbers[found.objgen])
                return
            numbers[found.objgen] = len(numbers)
        if isinstance(found, pikepdf.Stream):
            digest.update(found.read_raw_bytes())
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            for key in sorted(found.keys()):
                digest.update(key.encode())
                add(found[key])
        elif isinstance(found, pikepdf.Array) and b" R" in found.unparse():
            for part in found:
                add(part)
        else:
            digest.update(found.unparse())

    add(one)
    return digest.digest()
