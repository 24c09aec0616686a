"""Registry of the pages of upper rooms about an edition, filled at start-up."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class EditionPage:
    """A page about an edition: its URL name, whose argument is the edition, and the title of links to it."""

    url_name: str
    title: str | Promise


EDITION_PAGES: list[EditionPage] = []


def declare_edition_page(page: EditionPage) -> None:
    """Register a page, so that the page of every edition links to it."""
    EDITION_PAGES.append(page)
