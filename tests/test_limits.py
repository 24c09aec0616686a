"""All text of a request passes fields that have a limit and refuse what cannot be stored."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import CharField, Form
from django.http import QueryDict
from django.urls import get_resolver

from ecotown.common.requests import parameters

assert get_resolver().url_patterns  # with the addresses every form of the portal is loaded


def forms_of_the_portal(base=Form):
    for form in base.__subclasses__():
        if not form.__module__.startswith(("django.", "crispy_forms.", "allauth.")):
            yield form
        yield from forms_of_the_portal(form)


TEXTS = {
    f"{form.__name__}.{name}": field
    for form in forms_of_the_portal()
    for name, field in form.base_fields.items()
    if isinstance(field, CharField)
}


@pytest.mark.parametrize("field", TEXTS.values(), ids=TEXTS)
def test_every_text_of_a_form_has_a_limit(field):
    assert field.max_length

    with pytest.raises(ValidationError):
        field.clean("1" * (field.max_length + 1))


@pytest.mark.parametrize("field", TEXTS.values(), ids=TEXTS)
def test_every_text_of_a_form_refuses_nul(field):
    with pytest.raises(ValidationError):
        field.clean("1\0")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("x=3", 3, id="a number"),
        pytest.param("x=0", 0, id="nothing"),
        pytest.param("", None, id="absent"),
        pytest.param("x=", None, id="empty"),
        pytest.param("x=-1", None, id="a negative number"),
        pytest.param("x=1.0", None, id="a fraction"),
        pytest.param("x=%E0%B9%91", None, id="a Thai digit"),
        pytest.param("x=%C2%B2", None, id="a small two"),
        pytest.param("x=9223372036854775807", 2**63 - 1, id="the largest key"),
        pytest.param("x=9223372036854775808", None, id="beyond the largest key"),
        pytest.param(f"x={'9' * 5000}", None, id="5,000 digits"),
        pytest.param("x=1%00", None, id="a NUL"),
    ],
)
def test_a_number_of_a_request_is_a_key_or_nothing(query, expected):
    assert parameters.number(QueryDict(query), "x") == expected


def test_keys_come_once_each_in_their_order_without_what_is_none():
    values = QueryDict(f"x=2&x=1&x=a&x=2&x=&x={'9' * 5000}&x={2**63}")

    assert parameters.keys(values, "x") == [2, 1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("x=EN1.1", "EN1.1", id="a word"),
        pytest.param("", "", id="absent"),
        pytest.param("x=a%00b", "", id="a NUL"),
        pytest.param(f"x={'a' * 301}", "", id="too long"),
    ],
)
def test_a_word_of_a_request_is_short_and_can_be_stored(query, expected):
    assert parameters.word(QueryDict(query), "x") == expected
