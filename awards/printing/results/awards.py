"""Make the files of awards and reprints, and end print runs."""

from collections.abc import Collection, Iterator, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from awards.printing.domain import RunState
from awards.printing.models import PrintItem, PrintRun
from awards.register import notices
from awards.register.documents import awards, signing
from awards.register.models.awards import Award
from awards.register.models.reprints import Reprint
from ecotown.common.produced_files.making import FileMaker

ASSESSMENT_RELATIONS = (
    "assessment__area__province",
    "assessment__cycle__framework",
    "assessment__resolution",
)
DRAWING_RELATIONS = ("area__province", "shared_resolution__meeting", "design")
LEVEL_NAMES = "assessment__cycle__framework__level_rules"
# Documents that are made together: one or two seconds of work, so that several workers share a run.
BATCH = 27


def finish_runs(*, run_ids: Collection[int] | None = None) -> None:
    """Finish the print runs, of these ids or all, that have no waiting document."""
    running = PrintRun.objects.filter(state=RunState.RUNNING)
    if run_ids is not None:
        running = running.filter(pk__in=run_ids)
    with transaction.atomic():
        # Locked before they are read: of two workers that end together, the later one sees the work of both.
        locked = list(running.select_for_update().values_list("pk", flat=True))
        waiting = PrintItem.objects.filter(run=OuterRef("pk"), award__state=Award.State.WAITING)
        ended = PrintRun.objects.filter(~Exists(waiting), pk__in=locked)
        ended.update(state=RunState.FINISHED, finished_at=timezone.now())


def _finish_runs_of(award_ids: Sequence[int]) -> None:
    runs = PrintItem.objects.filter(award__in=award_ids, run__state=RunState.RUNNING)
    finish_runs(run_ids=set(runs.values_list("run", flat=True)))


def _files(batch: Sequence[Award]) -> Iterator[bytes]:
    # First the signers: when one cannot sign, nothing is rendered in vain.
    signers = [signing.identity_for(award) for award in batch]
    contents = awards.award_pdfs(batch)
    for award, signer, content in zip(batch, signers, contents, strict=True):
        yield signing.sign_award(content, signer, number=award.number)


def _reprint_file(reprint: Reprint) -> bytes:
    award = reprint.award
    signer = signing.identity_for(award)
    content = awards.award_pdf(award, is_reprint=True)
    return signing.sign_award(content, signer, number=award.number)


def _file_name(award: Award, sha256: str) -> str:
    prefix = "" if award.kind == "certificate" else f"{award.kind}-"
    return f"{award.year}/{prefix}{award.running_number}-{sha256[:12]}.pdf"


def _send_notice(award: Award) -> None:
    """Send a notice about a certificate issued on its own; the page of a print run shows those of the run."""
    if award.assessment_id and not award.items.exists():
        notices.notify(f"certificate-{award.state}", award)


AWARDS: FileMaker[Award] = FileMaker(
    rows=Award.objects.select_related(*ASSESSMENT_RELATIONS, *DRAWING_RELATIONS)
    .prefetch_related(LEVEL_NAMES)
    .order_by("design_id", "pk"),
    contents=_files,
    name=_file_name,
    notify=_send_notice,
    after=_finish_runs_of,
    batch=BATCH,
)
REPRINTS: FileMaker[Reprint] = FileMaker(
    rows=Reprint.objects.select_related(
        *(f"award__{name}" for name in (*ASSESSMENT_RELATIONS, *DRAWING_RELATIONS))
    ),
    contents=lambda reprints: map(_reprint_file, reprints),
    name=lambda reprint, sha256: _file_name(reprint.award, sha256),
)
