"""SQL for guards: what a recipient keeps while it holds a valid award."""

# Fields of a recipient that are printed on its awards, each beside the column of the award.
_PRINTED = {
    "given_name": "c.honoured",
    "given_recognition": "c.recognition",
    "has_thai_digits": "c.has_thai_digits",
    "by_resolution": "(c.shared_resolution_id IS NOT NULL)",
}
_AREA_IS_CHANGED = "COALESCE(NEW.area_id, 0) <> COALESCE({row}, 0)"
IS_PRINTED_OTHERWISE = (
    "("
    + " OR ".join(
        [
            *(f"NEW.{column} <> OLD.{column}" for column in _PRINTED),
            _AREA_IS_CHANGED.format(row="OLD.area_id"),
        ]
    )
    + ") AND EXISTS (SELECT 1 FROM awards_award c WHERE c.recipient_id = OLD.id AND c.revoked_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM awards_award r WHERE r.replaces_id = c.id) AND ("
    + " OR ".join(
        [
            *(f"NEW.{column} <> {printed}" for column, printed in _PRINTED.items()),
            _AREA_IS_CHANGED.format(row="c.area_id"),
        ]
    )
    + "))"
)
