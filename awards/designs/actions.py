"""Actions of administrators on designs. A published design never changes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.designs import queries, words
from awards.designs.documents import placing, standard_design, stored_designs
from awards.designs.domain.arrangement import layout_for_purpose
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.layouts import LAYOUTS
from awards.designs.domain.purposes import Purpose, check_wording
from awards.designs.events import Event
from awards.designs.models import Design, DesignSignatory
from ecotown.accounts.models import User
from ecotown.common.files.pictures import CleanedPicture
from ecotown.common.history import recording
from ecotown.configuration.queries import current, emblem

# The dimensions of a design in millimetres, which may differ from the layout's own.
DIMENSIONS = ("width", "height", "bleed")


class SignatoryInput(NamedTuple):
    """A signatory to store; `picture` replaces the stored one; `keep_picture` keeps the one of this name."""

    name: str
    position: str
    picture: CleanedPicture | None = None
    keep_picture: bool = True


@transaction.atomic
def draft_design(*, name: str, layout: str, purpose: Purpose = Purpose.AREA, by: User) -> Design:
    """Create a draft from a layout with its usual wording for a purpose, which never changes.

    It begins with the emblem of the settings as its seal, and with the signatories of the settings.

    Raises AwardError: "layout-unknown", "design-name-taken".
    """
    if layout not in LAYOUTS:
        raise AwardError("layout-unknown")
    standard = standard_design.standard_design(layout, purpose=purpose)
    design = Design(
        name=name.strip(),
        layout=layout,
        kind=standard.kind,
        purpose=purpose.value,
        texts={slot.name: standard.texts[slot.name] for slot in layout_for_purpose(layout, purpose).fixed},
        drafted_by=by,
        drafted_at=timezone.now(),
        **{size: Decimal(str(getattr(standard, size))) for size in DIMENSIONS},
    )
    if picture := emblem():
        # A file of its own: the design keeps it when the settings change.
        design.seal.save(f"seal.{picture.suffix}", ContentFile(picture.content), save=False)
    _save(design)
    _store_signatories(
        design, [SignatoryInput(signatory.name, signatory.position) for signatory in current().signatories]
    )
    recording.record(design.history_subject, Event.DESIGN_DRAFTED, by=by, data=_in_history(design))
    return design


@transaction.atomic
def copy_design(*, design: Design, name: str, by: User) -> Design:
    """Create a draft as a copy of a design, published or not. Raises AwardError("design-name-taken")."""
    signatories = list(design.signatories.all())
    copied = Design.objects.get(pk=design.pk)
    copied.pk, copied.name, copied.copied_from = None, name.strip(), design
    copied._state.adding = True
    copied.published_by = copied.published_at = None
    copied.drafted_by, copied.drafted_at = by, timezone.now()
    _save(copied)
    DesignSignatory.objects.bulk_create(
        DesignSignatory(
            design=copied,
            order=signatory.order,
            name=signatory.name,
            position=signatory.position,
            image=signatory.image.name,
        )
        for signatory in signatories
    )
    event_facts = _in_history(copied) | {"copied_from": design.pk}
    recording.record(copied.history_subject, Event.DESIGN_DRAFTED, by=by, data=event_facts)
    return copied


@transaction.atomic
def change_design(
    *,
    design: Design,
    name: str,
    texts: Mapping[str, str],
    sizes: Mapping[str, Decimal],
    signatories: Sequence[SignatoryInput],
    seal: CleanedPicture | None = None,
    keep_seal: bool = True,
    by: User,
) -> Design:
    """Store a draft; without a new `seal` the stored one stays, unless `keep_seal` is False.

    Raises AwardError: "design-published", "design-name-taken", and what `check_wording` raises.
    """
    design = lock_draft(design)
    check_wording(Purpose(design.purpose), texts.values())
    before = _in_history(design)
    design.name = name.strip()
    fixed_slots = {slot.name for slot in layout_for_purpose(design.layout, Purpose(design.purpose)).fixed}
    design.texts = {slot: text.strip() for slot, text in texts.items() if slot in fixed_slots}
    for size in DIMENSIONS:
        setattr(design, size, sizes.get(size, getattr(design, size)))
    if seal:
        design.seal.save(f"seal.{seal.suffix}", ContentFile(seal.content), save=False)
    elif not keep_seal:
        design.seal = ""  # the file stays: copies share it
    _save(design)
    _store_signatories(design, signatories)
    event_facts = {"old": before, "new": _in_history(design), "seal": bool(seal)}
    recording.record(design.history_subject, Event.DESIGN_CHANGED, by=by, data=event_facts)
    return design


@transaction.atomic
def publish_design(*, design: Design, by: User) -> Design:
    """Publish a draft, so that ceremonies can print with it and it never changes again.

    Raises AwardError: "design-published", "signatory-missing", what `check_wording` raises, "text-overflows"
    with the boxes that are too small for the wording or for one of the trial names, "parts-collide" with the
    pairs of boxes that touch.
    """
    design = lock_draft(design)
    check_publishing(design)
    design.published_by, design.published_at = by, timezone.now()
    design.save(update_fields=["published_by", "published_at"])
    recording.record(design.history_subject, Event.DESIGN_PUBLISHED, by=by, data=_in_history(design))
    return design


@transaction.atomic
def discard_design(*, design: Design, by: User) -> None:
    """Delete a draft. Raises AwardError: "design-published", "design-copied"."""
    design = lock_draft(design)
    if design.copies.exists():
        raise AwardError("design-copied")
    recording.record(design.history_subject, Event.DESIGN_DISCARDED, by=by, data=_in_history(design))
    design.signatories.all().delete()
    design.delete()


def check_publishing(design: Design) -> None:
    """Raise what `publish_design` raises unless the draft is ready to be published."""
    if not design.signatories.exists():
        raise AwardError("signatory-missing")
    purpose = Purpose(design.purpose)
    check_wording(purpose, design.texts.values())
    spec = stored_designs.design_of_row(design)
    if collisions := placing.collisions(spec, queries.trial_address()):
        raise AwardError("parts-collide", words.collision_descriptions(collisions))
    trial_texts = [queries.trial_texts(trial, design.kind, purpose) for trial in queries.TRIALS]
    if overflows := placing.overflows(spec, trial_texts):
        raise AwardError("text-overflows", words.overflow_descriptions(overflows))


def lock_draft(design: Design) -> Design:
    """Return the stored draft, locked until the transaction ends. Raises AwardError("design-published")."""
    draft = Design.objects.select_for_update().get(pk=design.pk)
    if draft.is_published:
        raise AwardError("design-published")
    return draft


def _store_signatories(design: Design, signatories: Sequence[SignatoryInput]) -> None:
    pictures = {row.name: row.image.name for row in design.signatories.all() if row.image}
    design.signatories.all().delete()
    for order, signatory in enumerate(signatories, 1):
        row = DesignSignatory(design=design, order=order, name=signatory.name, position=signatory.position)
        row.image = pictures.get(signatory.name, "") if signatory.keep_picture else ""
        if signatory.picture:
            row.image.save(
                f"signature.{signatory.picture.suffix}", ContentFile(signatory.picture.content), save=False
            )
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
        "sizes": {size: str(getattr(design, size)) for size in DIMENSIONS},
        "signatories": [[row.name, row.position] for row in design.signatories.all()],
    }
