"""Merging of PDF files into one, with shared objects stored once and a bookmark for each file."""

import hashlib
import io
from collections.abc import Iterable
from typing import BinaryIO

import pikepdf

from ecotown.common.pdf.fast_pdf import make_archival

SHARED_RESOURCES = ("/XObject", "/Font")  # resources that files of one design have in common


def merge(files: Iterable[tuple[str, bytes]], title: str, to: BinaryIO) -> None:
    """Write one PDF/A-2b file of all pages in the order given, with a bookmark for each file.

    `files` are pairs of a title and the content of a file, read one at a time; only objects not seen before
    are kept in memory. A signature is valid for its own file only: its appearance is flattened into the page.
    """
    merged = pikepdf.new()
    objects_by_digest: dict[bytes, pikepdf.Object] = {}
    with merged.open_outline() as outline:
        for name, content in files:
            outline.root.append(pikepdf.OutlineItem(name, len(merged.pages)))
            with pikepdf.open(io.BytesIO(content)) as pdf:
                pdf.flatten_annotations("print")
                for page in pdf.pages:
                    _append(merged, page, objects_by_digest)
    make_archival(merged, title)
    merged.save(to, deterministic_id=True, force_version="1.7")


def _append(merged: pikepdf.Pdf, page: pikepdf.Page, objects_by_digest: dict[bytes, pikepdf.Object]) -> None:
    """Append the page, reusing resources and content streams of earlier pages that are equal."""

    def shared_object(source: pikepdf.Object) -> pikepdf.Object:
        digest = _digest(source)
        if digest not in objects_by_digest:
            objects_by_digest[digest] = merged.copy_foreign(source)
        return objects_by_digest[digest]

    resources = page.resources
    shared = {}
    for kind in SHARED_RESOURCES:
        for name, resource in resources.get(kind, pikepdf.Dictionary()).items():
            shared[kind, name] = shared_object(resource)
            del resources[kind][name]
    content = page.obj.Contents
    streams = content if isinstance(content, pikepdf.Array) else [content]
    contents = [shared_object(stream) for stream in streams]
    for key in ("/Contents", "/Annots"):
        if key in page.obj:
            del page.obj[key]
    merged.pages.append(page)
    added = merged.pages[-1]
    added.obj.Contents = pikepdf.Array(contents)
    for (kind, name), resource in shared.items():
        added.resources[kind][name] = resource


def _digest(source: pikepdf.Object) -> bytes:
    """Return a SHA-256 that is equal for objects with equal content, references followed."""
    digest = hashlib.sha256()
    numbers: dict[tuple[int, int], int] = {}

    def add(value):
        if not isinstance(value, pikepdf.Object):
            digest.update(repr(value).encode())
            return
        if value.is_indirect:
            if value.objgen in numbers:
                digest.update(b"again %d" % numbers[value.objgen])
                return
            numbers[value.objgen] = len(numbers)
        if isinstance(value, pikepdf.Stream):
            digest.update(value.read_raw_bytes())
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for key in sorted(value.keys()):
                digest.update(key.encode())
                add(value[key])
        elif isinstance(value, pikepdf.Array) and b" R" in value.unparse():
            for part in value:
                add(part)
        else:
            digest.update(value.unparse())

    add(source)
    return digest.digest()
