"""What administrators do to designs: drafting, wording, publishing. A published one never changes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards import documents, labels, queries
from awards.domain.awards import AwardError
from awards.domain.layouts import LAYOUTS, layout_for
from awards.domain.purposes import Purpose, check_wording
from awards.models import Design, DesignSignatory
from ecotown.accounts.models import User
from ecotown.common import history

# Millimetres of another size than the layout's own.
SIZES = ("width", "height", "bleed")


class Picture(NamedTuple):
    """A cleaned picture: its content and the ending of its name, png or svg."""

    content: bytes
    suffix: str


class Signing(NamedTuple):
    """Who signs; `picture` replaces the one that is there. without one it may stay for the same name."""

    name: str
    position: str
    picture: Picture | None = None
    keeps_picture: bool = True


@transaction.atomic
def draft_design(*, name: str, layout: str, purpose: Purpose = Purpose.AREA, by: User) -> Design:
    """Begin a design from a layout of the product, with its usual wording for a purpose, which stays.

    Raises AwardError: "layout-unknown", "design-name-taken".
    """
    if layout not in LAYOUTS:
        raise AwardError("layout-unknown")
    found = documents.standard_design(layout, purpose=purpose)
    design = Design(
        name=name.strip(),
        layout=layout,
        kind=found.kind,
        purpose=purpose.value,
        texts={slot.name: found.texts[slot.name] for slot in layout_for(layout, purpose).fixed},
        drafted_by=by,
        drafted_at=timezone.now(),
        **{size: Decimal(str(getattr(found, size))) for size in SIZES},
    )
    _save(design)
    history.record(design.history_subject, "design-drafted", by=by, data=_in_history(design))
    return design


@transaction.atomic
def copy_design(*, design: Design, name: str, by: User) -> Design:
    """Begin a design from another one, published or not. Raises AwardError("design-name-taken")."""
    signatories = list(design.signatories.all())
    copied = Design.objects.get(pk=design.pk)
    copied.pk, copied.name, copied.copied_from = None, name.strip(), design
    copied._state.adding = True
    copied.published_by = copied.published_at = None
    copied.drafted_by, copied.drafted_at = by, timezone.now()
    _save(copied)
    DesignSignatory.objects.bulk_create(
        DesignSignatory(
            design=copied, order=one.order, name=one.name, position=one.position, image=one.image.name
        )
        for one in signatories
    )
    about = _in_history(copied) | {"copied_from": design.pk}
    history.record(copied.history_subject, "design-drafted", by=by, data=about)
    return copied


@transaction.atomic
def change_design(
    *,
    design: Design,
    name: str,
    texts: Mapping[str, str],
    sizes: Mapping[str, Decimal],
    signatories: Sequence[Signing],
    seal: Picture | None = None,
    keeps_seal: bool = True,
    by: User,
) -> Design:
    """Write a draft; without a new `seal` the one that is there stays, unless told not to.

    Raises AwardError: "design-published", "design-name-taken", and what `check_wording` raises.
    """
    design = lock_draft(design)
    check_wording(Purpose(design.purpose), texts.values())
    before = _in_history(design)
    design.name = name.strip()
    known = {slot.name for slot in layout_for(design.layout, Purpose(design.purpose)).fixed}
    design.texts = {slot: text.strip() for slot, text in texts.items() if slot in known}
    for size in SIZES:
        setattr(design, size, sizes.get(size, getattr(design, size)))
    if seal:
        design.seal.save(f"seal.{seal.suffix}", ContentFile(seal.content), save=False)
    elif not keeps_seal:
        design.seal = ""  # the file stays: copies share it
    _save(design)
    _sign(design, signatories)
    about = {"old": before, "new": _in_history(design), "seal": bool(seal)}
    history.record(design.history_subject, "design-changed", by=by, data=about)
    return design


@transaction.atomic
def publish_design(*, design: Design, by: User) -> Design:
    """Let ceremonies print with a design; from now on nothing of it changes.

    Raises AwardError: "design-published", "signatory-missing", what `check_wording` raises, "text-overflows"
    with the boxes that are too small for the wording, or for one of the names that a design is tried with.
    """
    design = lock_draft(design)
    check_publishing(design)
    design.published_by, design.published_at = by, timezone.now()
    design.save(update_fields=["published_by", "published_at"])
    history.record(design.history_subject, "design-published", by=by, data=_in_history(design))
    return design


@transaction.atomic
def discard_design(*, design: Design, by: User) -> None:
    """Delete a draft that nobody needs. Raises AwardError: "design-published", "design-copied"."""
    design = lock_draft(design)
    if design.copies.exists():
        raise AwardError("design-copied")
    history.record(design.history_subject, "design-discarded", by=by, data=_in_history(design))
    design.signatories.all().delete()
    design.delete()


def check_publishing(design: Design) -> None:
    """Raises what `publish_design` raises of a draft that is not ready."""
    if not design.signatories.exists():
        raise AwardError("signatory-missing")
    purpose = Purpose(design.purpose)
    check_wording(purpose, design.texts.values())
    tried = [queries.trial_words(which, design.kind, purpose) for which in queries.TRIALS]
    if found := documents.overflows(documents.design_of(design), tried):
        raise AwardError("text-overflows", labels.overflows(found))


def lock_draft(design: Design) -> Design:
    """The design as it is stored now. Raises AwardError("design-published")."""
    found = Design.objects.select_for_update().get(pk=design.pk)
    if found.is_published:
        raise AwardError("design-published")
    return found


def _sign(design, signatories):
    pictures = {one.name: one.image.name for one in design.signatories.all() if one.image}
    design.signatories.all().delete()
    for order, one in enumerate(signatories, 1):
        row = DesignSignatory(design=design, order=order, name=one.name, position=one.position)
        row.image = pictures.get(one.name, "") if one.keeps_picture else ""
        if one.picture:
            row.image.save(f"signature.{one.picture.suffix}", ContentFile(one.picture.content), save=False)
        row.save()


def _save(design: Design) -> None:
    try:
        with transaction.atomic():
            design.save()
    except IntegrityError as error:
        if Design.objects.filter(name=design.name).exclude(pk=design.pk).exists():
            raise AwardError("design-name-taken") from error
        raise


def _in_history(design: Design) -> dict[str, object]:
    return {
        "name": design.name,
        "layout": design.layout,
        "purpose": design.purpose,
        "texts": dict(design.texts),
        "sizes": {size: str(getattr(design, size)) for size in SIZES},
        "signatories": [[one.name, one.position] for one in design.signatories.all()],
    }
