"""Registry of the public page of an area, filled at start-up by the upper room that shows it."""

# URL names whose argument is the key of an area; the first is the public page.
AREA_PAGES: list[str] = []


def declare_area_page(url_name: str) -> None:
    """Register the page on which everyone can read about an area."""
    AREA_PAGES.append(url_name)
