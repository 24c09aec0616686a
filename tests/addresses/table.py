"""All rows of the rights table, also by name and by name and method."""

from tests.addresses import areas, assessments, audits, awards, indicators, past_years, people, portal

ADDRESSES = [
    *portal.ADDRESSES,
    *areas.ADDRESSES,
    *people.ADDRESSES,
    *indicators.ADDRESSES,
    *assessments.ADDRESSES,
    *audits.ADDRESSES,
    *past_years.ADDRESSES,
    *awards.ADDRESSES,
]
BY_NAME = {address.name: address for address in ADDRESSES}
# (name, method) → the answers
TABLE = {
    (address.name, method): answers
    for address in ADDRESSES
    for method, answers in (("get", address.get), ("post", address.post))
    if answers is not None
}
# The language is chosen by a view of Django, which only redirects when it is opened by a link.
ACTIONS_ONLY = {address.name for address in ADDRESSES if address.get is None} - {"set_language"}


def url_of(name, assessment):
    """Return the path of a named address for the published `assessment` and what belongs to it."""
    return BY_NAME[name].url_for(assessment)
