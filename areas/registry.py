"""Registry of the public pages of an area, filled at start-up by the upper room that shows them."""

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
