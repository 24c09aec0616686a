"""The guard of the parts of a published edition."""

from ecotown.common.database.guards import Guard

PUBLISHED = "a published criteria edition is never changed"
# SQL for the edition of a row whose indicator it names.
EDITION_OF_INDICATOR = (
    "(SELECT d.framework_id FROM indicators_indicator i JOIN indicators_aspect a ON a.id = i.aspect_id"
    " JOIN indicators_dimension d ON d.id = a.dimension_id WHERE i.id = {row}.indicator_id)"
)


def stays_once_published(part: str, edition: str = "{row}.framework_id") -> Guard:
    """Return the guard of a part: none is added to a published edition, changed, moved or deleted in it.

    `edition` is SQL for the id of the edition that `{row}` belongs to.
    """
    return Guard(
        name=f"{part}_stays_once_published",
        refuses=["insert", "update", "delete"],
        message=PUBLISHED,
        when=(
            f"EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {edition} AND f.status = 'published')"
        ),
    )
