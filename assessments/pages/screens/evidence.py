"""The library of evidence: which files are shown, and how many there are of each state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.evidence.models import Evidence
from ecotown.common.thai.ordering import search_key, search_words

PAGE_SIZE = 50

# The states that can be chosen, by their word in the address.
STATES: Mapping[str, tuple[Promise, Callable[[Evidence], bool]]] = {
    "": (_("All"), lambda evidence: True),
    "uncited": (_("Not cited yet"), lambda evidence: evidence.is_uncited),
    "unscanned": (_("Not scanned for viruses"), lambda evidence: evidence.is_unscanned),
    "refused": (_("Not kept, or with a virus"), lambda evidence: evidence.is_worthless),
}
# Those that are offered only while a file is in them.
RARE = {"refused"}


@dataclass(frozen=True, slots=True)
class StateCount:
    """A state of files in the address, with the number of the files that fit the other filters."""

    key: str
    name: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Library:
    """The files of an assessment that fit the filters, newest first; `total` counts all."""

    page: Page
    states: Sequence[StateCount]
    state: str
    removed: Sequence[Evidence]
    total: int
    is_filtered: bool


def library_of(
    files: Sequence[Evidence],
    *,
    words: str,
    code: str,
    state: str,
    number: int | None,
    shown: int | None = None,
) -> Library:
    """Return the page `number` of the files that fit, or the one with the file whose id is `shown`."""
    present = [evidence for evidence in files if not evidence.is_removed]
    fitting = [evidence for evidence in present if _fits(evidence, search_words(words), code)]
    state = state if state in STATES else ""
    chosen = [evidence for evidence in fitting if STATES[state][1](evidence)]
    place = next((place for place, evidence in enumerate(chosen) if evidence.pk == shown), None)
    page_number = number if place is None else 1 + place // PAGE_SIZE
    is_filtered = bool(words or code or state)
    return Library(
        page=Paginator(chosen, PAGE_SIZE).get_page(page_number),
        states=[
            StateCount(key, str(name), count, is_current=key == state)
            for key, (name, is_in_state) in STATES.items()
            if (count := sum(map(is_in_state, fitting))) or key not in RARE or key == state
        ],
        state=state,
        removed=[] if is_filtered else [evidence for evidence in files if evidence.is_removed],
        total=len(present),
        is_filtered=is_filtered,
    )


def _fits(evidence: Evidence, words: Sequence[str], code: str) -> bool:
    name = search_key(evidence.name)
    return all(word in name for word in words) and (not code or code in evidence.cited_codes)
