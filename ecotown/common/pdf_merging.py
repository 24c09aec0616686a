"""Many PDF files in one, what they have in common only once, each found by a bookmark."""

import hashlib
import io
from collections.abc import Iterable

import pikepdf

from ecotown.common.stamping import archival

SHARED = ("/XObject", "/Font")  # resources that files of one design have in common


def merge(files: Iterable[tuple[str, bytes]], title: str = "") -> bytes:
    """One PDF/A-2b file of all pages in the order given, with a bookmark for each file.

    `files` are pairs of a title and a file, read one at a time; without a title it has that of the first.
    """
    merged = pikepdf.new()
    known: dict[bytes, pikepdf.Object] = {}
    with merged.open_outline() as outline:
        for name, content in files:
            title = title or name
            outline.root.append(pikepdf.OutlineItem(name, len(merged.pages)))
            with pikepdf.open(io.BytesIO(content)) as pdf:
                for page in pdf.pages:
                    _append(merged, page, known)
    archival(merged, title)
    file = io.BytesIO()
    merged.save(file, deterministic_id=True, force_version="1.7")
    return file.getvalue()


def _append(merged: pikepdf.Pdf, page: pikepdf.Page, known: dict[bytes, pikepdf.Object]) -> None:
    """Add the page, its shared resources taken from the pages before where they are the same."""
    resources = page.resources
    shared = {}
    for kind in SHARED:
        for name, one in resources.get(kind, pikepdf.Dictionary()).items():
            mark = _mark(one)
            if mark not in known:
                known[mark] = merged.copy_foreign(one)
            shared[kind, name] = known[mark]
            del resources[kind][name]
    merged.pages.append(page)
    added = merged.pages[-1].resources
    for (kind, name), one in shared.items():
        added[kind][name] = one


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
