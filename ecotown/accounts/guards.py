"""SQL for guards: what an erasure leaves of an account, which then stays as it is."""

# What an erasure empties, as `_erase` of `ecotown/personal_data/actions.py` does.
TEXTS = ("first_name", "last_name", "position", "email", "language")
TIMES = ("last_login", "email_confirmed_at")


def is_not_erased(row: str) -> str:
    """Return SQL: an account is open, or still has a way in, or something that an erasure removes.

    Its name is not looked at: a sentence with its number takes the place of it.
    """
    return " OR ".join(
        [
            f"{row}.is_active",
            f"substr({row}.password, 1, 1) <> '!'",  # Django's mark of a password that nobody has
            f"{row}.username <> 'erased-' || {row}.id",
            *(f"{row}.{column} <> ''" for column in TEXTS),
            *(f"{row}.{column} IS NOT NULL" for column in TIMES),
        ]
    )


# The table stands in a room above, which knows whose data were erased. A name is changed with its seal only.
COMES_BACK = (
    "EXISTS (SELECT 1 FROM personal_data_erasure e WHERE e.person_id = OLD.id AND e.state = 'erased')"
    " AND (NEW.role <> OLD.role OR COALESCE(NEW.name_seal_id, '') <> COALESCE(OLD.name_seal_id, '')"
    f" OR {is_not_erased('NEW')})"
)
