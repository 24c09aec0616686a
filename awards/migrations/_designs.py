"""SQL about designs that guards share. Migrations refer to it, so it never changes: a new rule has a new name."""

UNFIT = "the design is made for something else"


def is_fitting_design(column, kind, purpose):
    """Return SQL: whether the design in `column` is published, and made for `kind` and `purpose` (both SQL)."""
    return (
        f"EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.{column}_id AND d.published_at IS NOT NULL"
        f" AND d.kind = {kind} AND d.purpose = {purpose})"
    )
