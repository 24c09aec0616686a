"""The measurement: `python -m bench.certificates.run`; settings from the environment."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import django

os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # for this process and its children
django.setup()

import pikepdf  # noqa: E402
import zxingcpp  # noqa: E402
from PIL import (  # noqa: E402
    Image,
    ImageChops,
    ImageStat,
)

from awards.designs.documents import (  # noqa: E402
    background,
    fast_pdf,
    placing,
)
from awards.designs.domain.designs import AwardTexts  # noqa: E402
from awards.printing.domain import PackageKind  # noqa: E402
from bench.certificates import peers  # noqa: E402
from bench.certificates.scenario import (  # noqa: E402
    award_texts,
    benchmark_design,
)
from ecotown.common.pdf import (  # noqa: E402
    qr,
    text_shaping,
)

BATCH, LARGE = 54, 2000
ROUNDS = 3
GOAL_MILLISECONDS = 10.0  # milliseconds per certificate
TIMES_WEASYPRINT, TIMES_TYPST = 8.0, 3.0
MAX_DIFFERENCE_FROM_WEASYPRINT = 0.15  # largest mean difference, out of 255, to plain WeasyPrint
MAX_DIFFERENCE_FROM_OTHERS = 4.0  # the same to other peers, whose letters are shifted by fractions of a pixel
MAX_GROWTH = 1.1  # peak memory of the large batch relative to the small one
MAX_PACKAGE_MEGABYTES = 40.0  # most MB of memory for a package of any size


def main() -> None:
    certificate_design, texts_of_awards = benchmark_design(), award_texts(BATCH)
    print(f"certificates: {BATCH} of one design, best of {ROUNDS}, ms of one core each")
    # Libraries and fonts are loaded, as in a worker.
    list(fast_pdf.render(certificate_design, texts_of_awards[:1]))
    portal_time, files = _best(lambda: list(fast_pdf.render(certificate_design, texts_of_awards)))
    share = portal_time / GOAL_MILLISECONDS
    _line("ours, one file each, before signing", portal_time, f"{share:.2f} of {GOAL_MILLISECONDS:g} ms")
    first_time, _ = _best(
        lambda: list(fast_pdf.render(certificate_design, texts_of_awards)), before=fast_pdf.clear_patterns
    )
    _line(
        "  with the background of a new design",
        first_time,
        f"background once: {(first_time - portal_time) * BATCH:.0f} ms",
    )
    _parts(certificate_design, texts_of_awards)
    faults = _beside(certificate_design, texts_of_awards, portal_time, files) + _memory() + _packages()
    if portal_time > GOAL_MILLISECONDS:
        faults.append(f"more than {GOAL_MILLISECONDS:g} ms")
    for fault in faults:
        print(f"  FAULT {fault}")
    sys.exit(bool(faults))


def _parts(certificate_design, texts_of_awards: Sequence[AwardTexts]) -> None:
    """Print the time of each step."""
    pattern = fast_pdf.design_pattern(certificate_design)
    drawings = [
        fast_pdf.recipient_operators(certificate_design, award_texts) for award_texts in texts_of_awards
    ]
    check, _ = _best(lambda: placing.overflows(certificate_design, texts_of_awards))
    place, _ = _best(
        lambda: [placing.recipient_lines(certificate_design, award_texts) for award_texts in texts_of_awards]
    )
    code, _ = _best(lambda: [qr.rectangles(award_texts.qr_content) for award_texts in texts_of_awards])
    write, _ = _best(lambda: [pattern.copy(drawing, "title") for drawing in drawings])
    print(
        f"    shaping and fitting {check:.2f}, placing {place:.2f}, QR code {code:.2f}, writing {write:.2f}"
    )


def _beside(
    certificate_design, texts_of_awards: Sequence[AwardTexts], portal_time: float, files: list[bytes]
) -> list[str]:
    """Measure the peers and compare their pages; return the missed goals."""
    lines = peers.fitted_lines(certificate_design, texts_of_awards)
    faults = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        weasyprint_time, weasyprint_files = _weasyprint(certificate_design, texts_of_awards)
        _line(
            "WeasyPrint, one file each", weasyprint_time, f"{weasyprint_time / portal_time:.1f} times as long"
        )
        faults += _differences(
            "WeasyPrint", texts_of_awards, files, weasyprint_files, MAX_DIFFERENCE_FROM_WEASYPRINT
        )
        if weasyprint_time < portal_time * TIMES_WEASYPRINT:
            faults.append(f"not {TIMES_WEASYPRINT:g} times faster than WeasyPrint")
        if peers.CHROMIUM:
            with peers.chromium(certificate_design, folder) as peer:
                chromium_time, pages = _best(lambda: peer.one_document(texts_of_awards, lines))
            _line(
                "Chromium, all in one file", chromium_time, f"{chromium_time / portal_time:.1f} times as long"
            )
            faults += _differences(
                "Chromium", texts_of_awards, files, _split(pages), MAX_DIFFERENCE_FROM_OTHERS
            )
        typst = peers.Typst(certificate_design, folder)
        typst_time, pages = _best(lambda: typst.one_document(texts_of_awards, lines))
        _line(
            "typst, all in one file",
            typst_time,
            f"{typst_time / portal_time:.2f} times as long: "
            f"ours takes {portal_time / typst_time:.1f} times typst",
        )
        faults += _differences("typst", texts_of_awards, files, _split(pages), MAX_DIFFERENCE_FROM_OTHERS)
        single_typst_time, _ = _best(lambda: typst.single_documents(texts_of_awards, lines), rounds=1)
        _line(
            "typst, one file each", single_typst_time, f"{single_typst_time / portal_time:.1f} times as long"
        )
        if portal_time > typst_time * TIMES_TYPST:
            faults.append(f"more than {TIMES_TYPST:g} times typst")
    print("  (peers are given fitted lines; Chromium's start and typst's fonts are not counted)")
    return faults


def _weasyprint(certificate_design, texts_of_awards: Sequence[AwardTexts]) -> tuple[float, list[bytes]]:
    """Make each certificate once with WeasyPrint; return milliseconds of the best third, and all files."""
    third = BATCH // ROUNDS
    rounds = [
        peers.timed(
            lambda part=texts_of_awards[start : start + third]: [
                background.weasyprint_pdf(certificate_design, award_texts) for award_texts in part
            ]
        )
        for start in range(0, BATCH, third)
    ]
    return min(seconds for seconds, _ in rounds) * 1000 / third, [file for _, part in rounds for file in part]


def _memory() -> list[str]:
    """Compare the peak memory of a small and a large batch."""
    most = {}
    for count in (BATCH, LARGE):
        command = [sys.executable, "-m", "bench.certificates.memory", str(count)]
        sizes = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        most[count] = float(sizes[1])
    print(f"  most memory: {most[BATCH]:.0f} MB for {BATCH}, {most[LARGE]:.0f} MB for {LARGE}")
    return [] if most[LARGE] < most[BATCH] * MAX_GROWTH else ["memory grows with the batch"]


def _packages() -> list[str]:
    """Measure the peak memory of packages of 2,000 documents."""
    faults = []
    for kind in (PackageKind.ZIP, PackageKind.MERGED):
        command = [sys.executable, "-m", "bench.certificates.packages", kind.value, str(LARGE)]
        sizes = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        before, most, size = map(float, sizes)
        print(f"  most memory of {kind.value}: {most:.0f} MB, {before:.0f} before; it has {size:.1f} MB")
        if most - before > MAX_PACKAGE_MEGABYTES:
            faults.append(f"{kind.value} takes more than {MAX_PACKAGE_MEGABYTES:g} MB of memory")
    return faults


def _clear_caches() -> None:
    """Clear the caches that the round before filled."""
    for cached in (text_shaping.shaped_runs, text_shaping.text_width, qr.rectangles):
        cached.cache_clear()


def _best(work: Callable, *, before: Callable = lambda: None, rounds: int = ROUNDS) -> tuple[float, list]:
    """Return milliseconds per certificate of the best round, and what the work returned in it."""
    measured = []
    for _ in range(rounds):
        _clear_caches()
        before()
        measured.append(peers.timed(work))
    seconds, output = min(measured, key=lambda measurement: measurement[0])
    return seconds * 1000 / BATCH, output


def _line(name: str, milliseconds: float, remark: str) -> None:
    print(f"  {name:<38}{milliseconds:8.2f}   {remark}", flush=True)


def _split(pages: bytes) -> list[bytes]:
    """Return the first and the last page, each as a PDF."""
    files = []
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        if len(pdf.pages) != BATCH:
            raise SystemExit(f"{len(pdf.pages)} pages instead of {BATCH}")
        for number in (0, -1):
            with pikepdf.new() as single:
                single.pages.append(pdf.pages[number])
                file = io.BytesIO()
                single.save(file)
                files.append(file.getvalue())
    return files


def _differences(
    peer: str, texts_of_awards, portal_files: list[bytes], peer_files: list[bytes], bound: float
) -> list[str]:
    """Return how the first and the last page differ from the peer's, and unreadable QR codes."""
    faults, worst = [], 0.0
    for number in (0, -1):
        portal_picture, peer_picture = _picture(portal_files[number]), _picture(peer_files[number])
        if [barcode.text for barcode in zxingcpp.read_barcodes(peer_picture)] != [
            texts_of_awards[number].qr_content
        ]:
            faults.append(f"{peer}: the QR code cannot be read")
        if portal_picture.size != peer_picture.size:
            faults.append(f"{peer}: the page has another size")
        worst = max(worst, *ImageStat.Stat(ImageChops.difference(portal_picture, peer_picture)).mean)
    if worst > bound:
        faults.append(f"{peer}: pixels differ by {worst:.2f} on average, more than {bound:g}")
    print(f"      pixels differ by {worst:.2f} of 255 on average (bound {bound:g})")
    return faults


def _picture(content: bytes) -> Image.Image:
    rendered = subprocess.run(
        ["pdftoppm", "-r", "100", "-png", "-"], input=content, capture_output=True, check=True
    )
    return Image.open(io.BytesIO(rendered.stdout)).convert("RGB")


if __name__ == "__main__":
    main()
