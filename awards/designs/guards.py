"""SQL for guards: for what a design may be used."""

UNFIT = "the design is made for something else"


def is_unfit(column: str, kind: str, purpose: str) -> str:
    """Return SQL: whether the design in `column` is a draft or not for `kind` and `purpose` (both SQL)."""
    return (
        f"(NEW.{column}_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d"
        f" WHERE d.id = NEW.{column}_id AND d.published_at IS NOT NULL"
        f" AND d.kind = {kind} AND d.purpose = {purpose}))"
    )
