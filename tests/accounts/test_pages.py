"""The page to return to after signing in."""

import pytest
from django.test import RequestFactory

from ecotown.accounts.pages import page_at


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("/assessments/7/", "/assessments/7/", id="a page"),
        pytest.param("/assessments/?a=1&b=%2F", "/assessments/?a=1&b=%2F", id="a page with its query"),
        pytest.param("http://testserver/notices/", "/notices/", id="a page of this host with its host"),
        pytest.param("/", "/", id="the first page"),
        pytest.param("/assessments/7/submit/withdraw/", "/assessments/7/submit/", id="an unknown address"),
        pytest.param(
            "/assessments/7/entries/EN9.1/", "/assessments/7/", id="an address that only takes POST"
        ),
        pytest.param(
            "/assessments/7/audit/EN1.1/verdict/", "/assessments/7/audit/EN1.1/", id="the nearest page above"
        ),
        pytest.param(f"/assessments/{'9' * 5000}/", "", id="an address that is too long"),
        pytest.param("/sign-out/", "", id="signing out"),
        pytest.param("/nothing/", "", id="an unknown address with no page above"),
        pytest.param("https://evil.example/assessments/", "", id="another host"),
        pytest.param("//evil.example/assessments/", "", id="another host without a scheme"),
        pytest.param("http://testserver//evil.example/", "", id="another host in the path"),
        pytest.param(r"/\evil.example/", "", id="another host behind a backslash"),
        pytest.param("javascript:alert(1)", "", id="a script"),
        pytest.param("http://[/", "", id="no address at all"),
        pytest.param("", "", id="nothing"),
        pytest.param(None, "", id="no header"),
    ],
)
def test_the_page_of_an_address_is_a_page_of_the_portal(address, expected):
    assert page_at(address, RequestFactory().get("/")) == expected
