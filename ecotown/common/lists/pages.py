"""One page of a list: its rows, headings and the addresses of the other pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise

from ecotown.common.lists.columns import Column, Sorting, sorted_rows
from ecotown.common.lists.forms import PAGE, ListForm
from ecotown.common.requests import parameters

ROWS = 50  # on a page


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column: where it leads, and as which way it is sorted now, in the words of ARIA."""

    column: Column
    url: str = ""
    aria_sort: str = ""

    @property
    def label(self) -> str | Promise:
        return self.column.label


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page of a list that the address asks for; the last one when there are fewer.

    `name` is that of its number in the address.
    """

    form: ListForm
    page: Page
    name: str = PAGE

    @property
    def rows(self) -> list[Any]:
        return self.page.object_list

    @property
    def count(self) -> int:
        """Return the number of rows on all pages."""
        return self.page.paginator.count

    @property
    def has_pages(self) -> bool:
        return self.page.paginator.num_pages > 1

    @property
    def asked(self) -> str:
        """Return the query string of the list without the number of the page."""
        return self.form.url().removeprefix("?").partition("#")[0]

    @property
    def headings(self) -> list[Heading]:
        """Return the headings: a column leads to its own order, the one sorted by to the reverse."""
        return [self._heading(column) for column in self.form.columns]

    def _heading(self, column: Column) -> Heading:
        if not column.name:
            return Heading(column)
        current = self.form.sorting
        is_current = current is not None and current.column is column
        following = Sorting(column, is_current and not current.is_reversed)
        way = "" if not is_current else "descending" if current.is_reversed else "ascending"
        return Heading(column, self.form.url(sort=following.name), way)


def list_page(rows: QuerySet | Iterable[Any], form: ListForm, *, name: str = PAGE) -> ListPage:
    """Return the rows that the address asks for; `rows` are those that the filters have left over.

    Of several lists on a page, which share the filters, each has its own `name`, and only the one called PAGE
    is sorted.
    """
    ordered = sorted_rows(rows, form.sorting if name == PAGE else None)
    number = parameters.number(form.asked, name) or 1
    # One row more than a page tells without counting whether there is another page.
    first = list(ordered[: ROWS + 1]) if number == 1 else None
    is_whole = first is not None and len(first) <= ROWS
    page = Paginator(first if is_whole else ordered, ROWS).get_page(number)
    page.object_list = list(page.object_list) if first is None else first[:ROWS]
    return ListPage(form, page, name)
