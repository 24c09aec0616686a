"""Lists that are searched, sorted and turned over by their address."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from ecotown.common.lists.columns import Column
from ecotown.common.lists.forms import ListForm
from ecotown.common.lists.pages import list_page

COLUMNS = (
    Column("Word", "word", key=lambda row: row[0]),
    Column("Number", "number", key=lambda row: row[1]),
    Column("Nothing"),
)
ROWS = [("b", 2), ("a", None), ("c", 1)]


class WordForm(ListForm):
    kept = frozenset({"whose"})

    q = forms.CharField(required=False, max_length=20, label="Name")
    colour = forms.ChoiceField(required=False, label="Colour", choices=[("", "All"), ("r", "Red")])
    late = forms.BooleanField(required=False, label="Late")
    level = forms.TypedChoiceField(
        required=False, label="Level", choices=[("", "All"), ("0", "None")], coerce=int, empty_value=None
    )
    whose = forms.ChoiceField(required=False, choices=[("mine", "Mine")], widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.read()


def form_of(address, **options):
    return WordForm(QueryDict(address), columns=COLUMNS, **options)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("address", "values"),
    [
        pytest.param("q=x&colour=r&late=on", {"q": "x", "colour": "r", "late": True}, id="what is known"),
        pytest.param("level=0", {"level": 0}, id="the lowest level"),
        pytest.param("colour=blue&late=&sort=word", {"sort": "word"}, id="not an unknown choice"),
        pytest.param("sort=-nothing&page=-3&other=1", {}, id="not an unknown order, page or name"),
        pytest.param("q=" + "x" * 21, {}, id="not what is too long"),
        pytest.param("q=a%00b", {}, id="not a NUL"),
        pytest.param("q=+", {}, id="not spaces"),
    ],
)
def test_what_the_address_is_understood_to_filter_by(address, values):
    assert form_of(address).values == values


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", ["b", "a", "c"]),
        ("sort=word", ["a", "b", "c"]),
        ("sort=-word", ["c", "b", "a"]),
        ("sort=number", ["c", "b", "a"]),
        ("sort=-number", ["b", "c", "a"]),
    ],
)
def test_rows_are_sorted_by_a_column_with_missing_values_last(address, words):
    assert [row[0] for row in list_page(ROWS, form_of(address)).rows] == words


def test_a_heading_sorts_and_the_one_sorted_by_reverses():
    headings = list_page(ROWS, form_of("q=x&sort=word&page=1", anchor="all")).headings

    assert [(heading.label, heading.url, heading.aria_sort) for heading in headings] == [
        ("Word", "?sort=-word&q=x#all", "ascending"),
        ("Number", "?sort=number&q=x#all", ""),
        ("Nothing", "", ""),
    ]


def test_each_filter_has_a_chip_that_leads_to_the_list_without_it():
    form = form_of("q=x&colour=r&late=on&whose=mine&sort=word&page=2")

    assert [(chip.label, chip.text, chip.url) for chip in form.chips] == [
        ("Search", "“x”", "?sort=word&colour=r&late=on&whose=mine"),
        ("Colour", "Red", "?sort=word&q=x&late=on&whose=mine"),
        ("Late", "", "?sort=word&q=x&colour=r&whose=mine"),
    ]
    assert form.clear_url == "?sort=word&whose=mine"


def test_of_several_lists_each_has_its_own_page():
    form = form_of("sort=-word&other=2")

    first, other = list_page(ROWS * 20, form), list_page(ROWS * 20, form, name="other")

    assert (first.page.number, other.page.number) == (1, 2)
    assert (first.rows[0], other.rows[0], other.asked) == (("c", 1), ROWS[50 % 3], "sort=-word")


@pytest.mark.parametrize(
    ("page", "first", "count"),
    [("1", 0, 50), ("2", 50, 50), ("3", 100, 1), ("9", 100, 1), ("x", 0, 50)],
)
def test_fifty_rows_stand_on_a_page_and_the_last_takes_the_rest(page, first, count):
    shown = list_page(list(range(101)), form_of(f"page={page}"))

    assert shown.rows == list(range(first, first + count))
    assert (shown.count, shown.has_pages) == (101, True)
