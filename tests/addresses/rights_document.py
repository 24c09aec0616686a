"""The rights of every role as a Markdown document, made of the tables that tests compare with the portal."""

from itertools import groupby

from django.urls import URLPattern, URLResolver, get_resolver

from assessments.workflow.domain import Status
from tests.addresses import by_state
from tests.addresses.table import ADDRESSES
from tests.assessments.workflow.progress import FRESH, POSSIBLE, STEPS

PLACE = "docs/rights.md"
INTRODUCTION = """# Rights: who may open and do what

Written by `make docs` from the tables of rights in `tests/addresses/` and
`tests/assessments/workflow/progress.py`; a test compares this document with them, and other tests ask the
portal every line: each address × method × role, those of an assessment in each of its states, too, and each
step × status × role. What is not said to be
possible is tried, too, and must change nothing.

## How to read it

The officer is one of the province to which the object belongs, the other officer one of another province.
An assessment and all that belongs to it is *not there* for an officer of another province, also for one
whose term in the province has ended.

| word | answer |
| --- | --- |
| opens | the page, the file or the data (200) |
| goes on | the action is taken or refused with a sentence, or another page follows (302) |
| sign-in | leads to the page of signing in, and nothing is shown (302) |
| asks | may act; the form comes back, since the test leaves out what is required (422, of a script 400) |
| not now | may act, but not in the state in which the object is (409) |
| forbidden | is there, but not for this role (403) |
| not there | is not there for this person (404) |
| no | the address does not know the method (405) |
"""
STATES = """## Steps of an assessment by its state

Every other pair of a step and a person changes nothing in that state. *Internal* and *external* are the
assessors who have the audit in hand or may take it. Apart from roles, these people are kept apart,
whatever their role has become since: who entered values or gave evidence for the province neither audits
the assessment nor publishes or corrects its result; the two audits are done by two assessors; who
recommended records no resolution; who proposed a correction does not decide on it. Internal notes are
written while the assessment is audited or corrected, and read by those assigned and by administrators.
"""
BY_STATE = """## Addresses of an assessment by its state

What is left out here is answered alike in every state, as in the tables above. *Internal* and *external* are
the assessors of the two audits; in the state of an audit its assessor has it in hand. A page with a form may
open where its action is refused with a sentence: which steps a state allows stands in the table below.
"""
ANSWERS = {
    200: "opens",
    302: "goes on",
    400: "asks",
    403: "forbidden",
    404: "not there",
    405: "no",
    409: "not now",
    422: "asks",
}
HEADINGS = ("visitor", "officer", "other officer", "assessor", "administrator")


def rights_document():
    """Return the document."""
    return "\n".join(
        [INTRODUCTION, *_address_lines(), BY_STATE, *_by_state_lines(), STATES, *_state_lines(), ""]
    )


def _address_lines():
    routes = dict(_routes())
    ordered = sorted(ADDRESSES, key=lambda address: (_room(address), routes[address.name], address.name))
    for room, addresses in groupby(ordered, key=_room):
        yield f"## Addresses of {room}\n"
        yield f"| address | method | {' | '.join(HEADINGS)} |"
        yield f"| --- | --- |{' --- |' * len(HEADINGS)}"
        for address in addresses:
            for method, answers in (("GET", address.get), ("POST", address.post)):
                if answers is not None:
                    words = " | ".join(_words(answers))
                    yield f"| `{routes[address.name]}` | {method} | {words} |"
        yield ""


def _words(answers):
    """Yield the answer to each role; only a visitor whom others surpass is led to the page of signing in."""
    for heading, status in zip(HEADINGS, answers, strict=True):
        is_led = heading == "visitor" and status == 302 and set(answers) != {302}
        yield "sign-in" if is_led else ANSWERS[status]


def _room(address):
    return address.name.partition(":")[0] if ":" in address.name else "the portal"


def _routes(patterns=None, place="/", namespace=""):
    """Yield the name and the path of each address."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        route = place + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _routes(pattern.url_patterns, route, namespace + inner)
        elif isinstance(pattern, URLPattern):
            yield namespace + pattern.name, route


def _by_state_lines():
    routes = dict(_routes())
    yield f"| address | method | role | {' | '.join(Status)} |"
    yield f"| --- | --- | --- |{' --- |' * len(Status)}"
    for (name, method, role), answers in by_state.read().items():
        words = [ANSWERS[answers[status]] for status in Status]
        if len(set(words)) > 1:
            yield f"| `{routes[name]}` | {method.upper()} | {role} | {' | '.join(words)} |"
    yield ""


def _state_lines():
    yield f"| step | {' | '.join(Status)} |"
    yield f"| --- |{' --- |' * len(Status)}"
    for step in STEPS:
        people = [_people(step, status) for status in Status]
        if any(people):
            yield f"| {step.partition(':')[2]} | {' | '.join(cell or '–' for cell in people)} |"


def _people(step, status):
    """Return who takes a step in a status, and how far the audit must have come, if that matters."""
    possible = sorted(
        (role, progress) for name, at, progress, role in POSSIBLE if (name, at) == (step, status)
    )
    by_role = groupby(possible, key=lambda pair: pair[0])
    return ", ".join(_person(role, {progress for _role, progress in pairs}) for role, pairs in by_role)


def _person(role, progress):
    limits = {"accepted": "when all is accepted", "returning": "when something is to be returned"}
    return role if len(progress) > 1 or progress == {FRESH} else f"{role} ({limits[progress.pop()]})"
