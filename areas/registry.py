"""Registry of what upper rooms know about an area, filled at start-up: its public pages, granted levels."""

from collections.abc import Callable

# URL names whose argument is the key of an area; the first is the public page.
AREA_PAGES: list[str] = []


def declare_area_page(url_name: str) -> None:
    """Register the page on which everyone can read about an area."""
    AREA_PAGES.append(url_name)


# URL names of the page that explains a published level, with the key of the area and the year as arguments.
EXPLANATION_PAGES: list[str] = []


def declare_explanation_page(url_name: str) -> None:
    """Register the page on which everyone can read why an area has its level."""
    EXPLANATION_PAGES.append(url_name)


# Functions that return whether a level of an area (its id) in a fiscal year was granted in this portal.
_GRANTS: list[Callable[[int, int], bool]] = []


def declare_grants(is_granted: Callable[[int, int], bool]) -> None:
    """Register the function that knows which levels were granted in this portal."""
    _GRANTS.append(is_granted)


def is_granted_in_portal(area_id: int, year: int) -> bool:
    """Return whether the level of an area in a fiscal year was granted in this portal."""
    return any(is_granted(area_id, year) for is_granted in _GRANTS)
