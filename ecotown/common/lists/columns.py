"""Columns of a list, and rows in the order of one of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    `name` is the one by which the address sorts; a column without a name cannot be sorted by. `order` are the
    fields of a queryset; `key` sorts rows that are in memory and returns None for those that come last.
    """

    label: str | Promise
    name: str = ""
    order: tuple[str, ...] = ()
    key: Callable[[Any], Any] | None = None
    css_class: str = ""
    is_hidden: bool = False  # for screen readers only, as that of a button in each row


@dataclass(frozen=True, slots=True)
class Sorting:
    """The column by which a list is sorted, and whether in reverse."""

    column: Column
    is_reversed: bool = False

    @property
    def name(self) -> str:
        """Return the sorting as it stands in the address."""
        return f"-{self.column.name}" if self.is_reversed else self.column.name


def sorted_rows(rows: QuerySet | Iterable[Any], sorting: Sorting | None) -> QuerySet | list[Any]:
    """Return the rows in the order of a column, missing values last; equal ones keep the order they had."""
    if isinstance(rows, QuerySet):
        return rows.order_by(*_expressions(sorting), *rows.query.order_by) if sorting else rows
    if sorting is None:
        return list(rows)
    key = sorting.column.key or str
    rows = [(key(row), row) for row in rows]
    known = sorted(
        (pair for pair in rows if pair[0] is not None), key=lambda pair: pair[0], reverse=sorting.is_reversed
    )
    return [row for _key, row in known] + [row for value, row in rows if value is None]


def _expressions(sorting: Sorting) -> list[Any]:
    if sorting.is_reversed:
        return [F(field).desc(nulls_last=True) for field in sorting.column.order]
    return [F(field).asc(nulls_last=True) for field in sorting.column.order]
