"""Rendering certificates and plaques exactly once, whatever happens to the workers."""

from collections.abc import Collection, Iterator, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from awards import documents, notices, signing
from awards.domain.ceremonies import RunState
from awards.models import Certificate, PrintItem, PrintRun, Reprint
from ecotown.common import rendering

TOLD = ("assessment__area__province", "assessment__cycle__framework", "assessment__resolution")
DRAWN = ("area__province", "shared_resolution__meeting", "design")
LEVEL_NAMES = "assessment__cycle__framework__level_rules"


def render_certificate(*, certificate_id: int) -> bool:
    """Make the file of a certificate; True when this call made it."""
    return render_certificates(certificate_ids=[certificate_id]) == 1


def render_certificates(*, certificate_ids: Sequence[int]) -> int:
    """Make the files of certificates and plaques; how many this call made. Print runs may end with it."""
    made = rendering.render_batch(
        Certificate.objects.select_related(*TOLD, *DRAWN)
        .prefetch_related(LEVEL_NAMES)
        .order_by("design_id", "pk"),
        certificate_ids,
        make=_files,
        name=lambda one, sha256: f"{one.year}/{_label(one)}-{sha256[:12]}.pdf",
        tell=_tell,
    )
    runs = PrintItem.objects.filter(certificate__in=certificate_ids, run__state=RunState.RUNNING)
    finish_runs(run_ids=set(runs.values_list("run", flat=True)))
    return made


def render_reprint(*, reprint_id: int) -> bool:
    """Make the file of a reprint; True when this call made it."""
    told = [f"certificate__{name}" for name in (*TOLD, *DRAWN)]
    return rendering.render(
        Reprint.objects.select_related(*told),
        reprint_id,
        make=_reprint,
        name=lambda one, sha256: f"{one.certificate.year}/{_label(one.certificate)}-{sha256[:12]}.pdf",
    )


def finish_runs(*, run_ids: Collection[int] | None = None) -> None:
    """End the print runs, of these ids or of all, of which no document waits any more."""
    running = PrintRun.objects.filter(state=RunState.RUNNING)
    if run_ids is not None:
        running = running.filter(pk__in=run_ids)
    with transaction.atomic():
        # Locked before they are looked at: of two workers that end together, the later one sees both.
        locked = list(running.select_for_update().values_list("pk", flat=True))
        waiting = PrintItem.objects.filter(run=OuterRef("pk"), certificate__state=Certificate.State.WAITING)
        ended = PrintRun.objects.filter(~Exists(waiting), pk__in=locked)
        ended.update(state=RunState.FINISHED, finished_at=timezone.now())


def claim_due_certificates(limit: int = 500) -> list[int]:
    """Ids of certificates whose rendering was asked for in vain, marked as asked for now."""
    return rendering.claim_due(Certificate.objects.all(), limit)


def claim_due_reprints(limit: int = 200) -> list[int]:
    """Ids of reprints whose rendering was asked for in vain, marked as asked for now."""
    return rendering.claim_due(Reprint.objects.all(), limit)


def _files(certificates: Sequence[Certificate]) -> Iterator[bytes]:
    # Asked first: where nobody can sign, nothing is drawn in vain.
    signers = [signing.signer_of(one) for one in certificates]
    drawn = documents.certificate_pdfs(certificates)
    for certificate, signer, made in zip(certificates, signers, drawn, strict=True):
        yield signing.signed(made, signer, number=certificate.number)


def _reprint(reprint):
    certificate = reprint.certificate
    signer = signing.signer_of(certificate)
    made = documents.certificate_pdf(certificate, is_reprint=True)
    return signing.signed(made, signer, number=certificate.number)


def _label(certificate):
    prefix = "" if certificate.kind == "certificate" else f"{certificate.kind}-"
    return f"{prefix}{certificate.running_number}"


def _tell(certificate):
    """Those of a print run are told of on its page."""
    if certificate.assessment_id and not certificate.items.exists():
        notices.tell(f"certificate-{certificate.state}", certificate)
