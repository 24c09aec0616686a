"""Making the handbooks that were asked for."""

from django.db import transaction
from django.utils import timezone

from ecotown.common.produced_files.making import FileMaker, unguessable_name
from indicators.editions.models import Framework
from indicators.editions.queries import editions
from indicators.handbook.documents.handbook import handbook_pdf
from indicators.handbook.models import Handbook


def _content(handbook: Handbook) -> bytes:
    """Return the PDF of the edition as it is now, which is locked while it is read."""
    with transaction.atomic():
        framework = Framework.objects.select_for_update().get(pk=handbook.framework_id)
        edition = editions.edition_of(framework)
    return handbook_pdf(
        edition,
        language=handbook.language,
        checksum=framework.checksum,
        made_at=timezone.now(),
        is_draft=not framework.is_published,
    )


HANDBOOKS: FileMaker[Handbook] = FileMaker(
    rows=Handbook.objects.all(),
    contents=lambda handbooks: map(_content, handbooks),
    name=lambda handbook, _sha256: f"{handbook.framework_id}/{unguessable_name('pdf')}",
)
