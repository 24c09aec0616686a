"""The design of a stored row, as the drawing takes it."""

from django.db.models.fields.files import FieldFile

from awards.designs.documents.standard_design import standard_design
from awards.designs.domain.designs import DesignSpec, Signatory
from awards.designs.domain.kinds import AwardKind
from awards.designs.domain.layouts import DEMONSTRATION_SLOTS
from awards.designs.domain.purposes import Purpose
from awards.designs.models import Design as DesignRow


class UnfitDesignError(ValueError):
    """An award has a design that is made for another purpose."""

    error_code = "design-purpose"  # stored in the row as its error


def design_of_row(row: DesignRow, *, is_demonstration: bool = False) -> DesignSpec:
    """Return the design to draw from its row; the marks of a demonstration are always the standard ones."""
    standard = standard_design(row.layout, purpose=Purpose(row.purpose))
    return DesignSpec(
        layout=row.layout,
        kind="plaque" if row.kind == AwardKind.PLAQUE else "certificate",
        width=float(row.width),
        height=float(row.height),
        bleed=float(row.bleed),
        texts=row.texts | {name: standard.texts[name] for name in DEMONSTRATION_SLOTS},
        signatories=tuple(
            Signatory(signatory.name, signatory.position, _content(signatory.image))
            for signatory in row.signatories.all()
        ),
        seal=_content(row.seal),
        is_demonstration=is_demonstration,
        purpose=Purpose(row.purpose),
    )


def _content(file: FieldFile) -> bytes | None:
    if not file:
        return None
    with file.open() as content_file:
        return content_file.read()
