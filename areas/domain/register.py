"""When an area may be named, renamed, ended and succeeded, and what may be published about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

# A new name is announced months ahead at most; a later day has a mistyped year.
MOST_DAYS_AHEAD = 2 * 366
# The criteria were first made in B.E. 2560; all areas shall reach the highest level by 2580.
FIRST_YEAR, LAST_YEAR = 2550, 2640
MOST_SUB_DISTRICTS = 200

SubDistrictName = tuple[str, str]  # the sub-district and its district


class AreaError(Exception):
    """A refused step in the register of areas; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_name(name_th: str) -> None:
    """Raise AreaError("no-name") for an empty Thai name."""
    if not name_th.strip():
        raise AreaError("no-name")


def check_renaming(
    names: tuple[str, str], current: tuple[str, str], *, since: date, last_since: date | None, today: date
) -> None:
    """Raise AreaError unless an area may bear `names` (Thai, English) from the day `since` on.

    `last_since` is the day from which its latest name counts. The codes: "no-name", "not-named" when it has
    no name yet, "same-name", "name-too-early" unless it is later than the latest name, "name-too-late".
    """
    check_name(names[0])
    if not current[0]:
        raise AreaError("not-named")
    if names == current:
        raise AreaError("same-name")
    if last_since is not None and since <= last_since:
        raise AreaError("name-too-early")
    if (since - today).days > MOST_DAYS_AHEAD:
        raise AreaError("name-too-late")


def check_withdrawing_name(*, since: date | None, is_latest: bool) -> None:
    """Raise AreaError("name-is-first") for the first name, "name-is-followed" for one with a later one."""
    if since is None:
        raise AreaError("name-is-first")
    if not is_latest:
        raise AreaError("name-is-followed")


def check_ending(
    ended_on: date,
    *,
    is_ended: bool,
    area: int,
    successors: Collection[int],
    ended_successors: Collection[int],
    today: date,
) -> None:
    """Raise AreaError unless an area may end on a day; `successors` are the keys of those that follow it.

    The codes: "ended", "end-too-late", "own-successor", "successor-ended" when a successor has an end itself.
    """
    if is_ended:
        raise AreaError("ended")
    if ended_on > today + timedelta(days=MOST_DAYS_AHEAD):
        raise AreaError("end-too-late")
    if area in successors:
        raise AreaError("own-successor")
    if ended_successors:
        raise AreaError("successor-ended")


def check_year(year: int) -> None:
    """Raise AreaError("year") for a fiscal year (B.E.) that nothing was published or is planned for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise AreaError("year")


def check_sub_districts(sub_districts: Sequence[SubDistrictName]) -> None:
    """Raise AreaError("sub-district-twice") or AreaError("too-many-sub-districts")."""
    if len(sub_districts) > MOST_SUB_DISTRICTS:
        raise AreaError("too-many-sub-districts")
    if len(set(sub_districts)) != len(sub_districts):
        raise AreaError("sub-district-twice")


def area_key(words: Sequence[str], taken: Collection[str]) -> str:
    """Return the key of a new area from the English words for it (a slug each), unlike all that are `taken`.

    The key stands in public addresses and never changes.
    """
    key = "-".join(word for word in words if word)[:70].strip("-") or "area"
    number = 2
    free = key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free
