"""Render the files of awards and reprints exactly once, even when workers die."""

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
from ecotown.common.queue import rendered_rows

ASSESSMENT_RELATIONS = (
    "assessment__area__province",
    "assessment__cycle__framework",
    "assessment__resolution",
)
DRAWING_RELATIONS = ("area__province", "shared_resolution__meeting", "design")
LEVEL_NAMES = "assessment__cycle__framework__level_rules"


def render_award(*, award_id: int) -> bool:
    """Make the file of an award; return whether this call made it."""
    return render_awards(award_ids=[award_id]) == 1


def render_awards(*, award_ids: Sequence[int]) -> int:
    """Make the files of awards, finish their print runs; return how many files this call made."""
    made_count = rendered_rows.render_batch(
        Award.objects.select_related(*ASSESSMENT_RELATIONS, *DRAWING_RELATIONS)
        .prefetch_related(LEVEL_NAMES)
        .order_by("design_id", "pk"),
        award_ids,
        make=_files,
        name=lambda award, sha256: f"{award.year}/{_file_label(award)}-{sha256[:12]}.pdf",
        notify=_send_notice,
    )
    runs = PrintItem.objects.filter(award__in=award_ids, run__state=RunState.RUNNING)
    finish_runs(run_ids=set(runs.values_list("run", flat=True)))
    return made_count


def render_reprint(*, reprint_id: int) -> bool:
    """Make the file of a reprint; return whether this call made it."""
    related = [f"award__{name}" for name in (*ASSESSMENT_RELATIONS, *DRAWING_RELATIONS)]
    return rendered_rows.render(
        Reprint.objects.select_related(*related),
        reprint_id,
        make=_reprint_file,
        name=lambda reprint, sha256: f"{reprint.award.year}/{_file_label(reprint.award)}-{sha256[:12]}.pdf",
    )


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


def claim_due_awards(limit: int = 500) -> list[int]:
    """Return the ids of awards that no worker took up in time; mark them as queued now."""
    return rendered_rows.claim_due(Award.objects.all(), limit)


def claim_due_reprints(limit: int = 200) -> list[int]:
    """Return the ids of reprints that no worker took up in time; mark them as queued now."""
    return rendered_rows.claim_due(Reprint.objects.all(), limit)


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


def _file_label(award: Award) -> str:
    prefix = "" if award.kind == "certificate" else f"{award.kind}-"
    return f"{prefix}{award.running_number}"


def _send_notice(award: Award) -> None:
    """Send a notice about a certificate issued on its own; the page of a print run shows those of the run."""
    if award.assessment_id and not award.items.exists():
        notices.notify(f"certificate-{award.state}", award)
