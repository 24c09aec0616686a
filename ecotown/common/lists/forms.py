"""The filters and the order of a list, read from the address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotown.common.lists.columns import Column, Sorting
from ecotown.common.requests import parameters

PAGE = "page"  # the number of the page in the address
CLASSES = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and the address of the list without it."""

    label: str
    text: str
    url: str


class ListForm(forms.Form):
    """The filters of a list. What the address holds and no field understands filters nothing.

    `kept` are the fields that choose between lists rather than narrow one: they get no chip and survive when
    the filters are cleared. The addresses of other pages of the list lead to `anchor`.
    """

    kept: frozenset[str] = frozenset()

    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, asked: QueryDict, *, columns: Sequence[Column] = (), anchor: str = ""):
        super().__init__(auto_id="id_filter_%s")
        self.columns, self.anchor = columns, anchor
        self.page_number = parameters.number(asked, PAGE) or 1
        self.order_fields(["sort", *(name for name in self.fields if name != "sort")])
        sortings = [Sorting(column, way) for column in columns if column.name for way in (False, True)]
        self.sortings = {sorting.name: sorting for sorting in sortings}
        self.fields["sort"].choices = [("", _("Usual order")), *_sorting_choices(sortings)]
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", CLASSES.get(type(field.widget), "form-control"))
        self.asked = asked

    def read(self):
        """Bind the form to those values of the address that its fields understand; returns the form."""
        self.data = QueryDict(mutable=True)
        for name, field in self.fields.items():
            text = field.widget.value_from_datadict(self.asked, {}, name)
            try:
                field.clean(text)
            except ValidationError:
                continue
            if text not in field.empty_values and text is not False:
                self.data[name] = "on" if text is True else text
        self.is_bound = True
        self.full_clean()
        return self

    @property
    def values(self) -> dict[str, object]:
        """Return what is filtered by, without the fields that are empty."""
        # Compared by identity, because 0 is a level and equals False.
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not None and value is not False and value != ""
        }

    @property
    def sorting(self) -> Sorting | None:
        """Return the column that the address sorts by; None for the own order of the list."""
        return self.sortings.get(self.cleaned_data["sort"])

    @property
    def is_narrowed(self) -> bool:
        """Return whether a filter is set."""
        return bool(self._narrowing())

    @property
    def is_asked(self) -> bool:
        """Return whether the address asks for more than the first page of the whole list."""
        return bool(self.data) or self.page_number > 1

    @property
    def chips(self) -> list[Chip]:
        """Return the filters that are set, each with the address without it."""
        return [
            Chip(self._label(name), self._words(name), self.url(without=[name])) for name in self._narrowing()
        ]

    @property
    def search(self) -> forms.BoundField:
        """Return the field of the search, which stands before the filters."""
        return self["q"]

    @property
    def choices(self) -> list[forms.BoundField]:
        """Return the fields that stand below the search, the order last."""
        shown = [field for field in self if not field.is_hidden and field.name not in {"q", "sort"}]
        return [*shown, self["sort"]] if self.sortings else shown

    @property
    def chosen_count(self) -> int:
        """Return how many of `choices` narrow the list."""
        return len([field for field in self.choices if field.name in self._narrowing()])

    @property
    def clear_url(self) -> str:
        """Return the address of the list without its filters, in the order it has."""
        return self.url(without=self._narrowing())

    def url(self, *, without: Iterable[str] = (), **changes: object) -> str:
        """Return the address of the list with these changes; on its first page unless they name one."""
        query = self.data.copy()
        for name in without:
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
            if value == "":
                del query[name]
        return f"?{query.urlencode()}{'#' if self.anchor else ''}{self.anchor}"

    def _narrowing(self) -> list[str]:
        return [name for name in self.values if name != "sort" and name not in self.kept]

    def _label(self, name: str) -> str:
        return gettext("Search") if name == "q" else str(self.fields[name].label)

    def _words(self, name: str) -> str:
        """Return the value of a filter as its field shows it; nothing for a box, whose label says it."""
        field, value = self.fields[name], self.data[name]
        if isinstance(field, forms.BooleanField):
            return ""
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])
        return f"“{value}”"


def _sorting_choices(sortings: Iterable[Sorting]) -> list[tuple[str, str]]:
    """Return the choices of an order; lazy labels are read when the form is made, in its language."""
    return [
        (
            sorting.name,
            gettext("%(column)s, reversed") % {"column": sorting.column.label}
            if sorting.is_reversed
            else str(sorting.column.label),
        )
        for sorting in sortings
    ]
