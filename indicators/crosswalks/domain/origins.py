"""Origins of indicators in an earlier edition, and whether their values can still be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.framework import Framework, Indicator

SAME = "same"  # the same indicator, perhaps under another code or name: its values continue
CHANGED = "changed"  # its meaning changed: the trend breaks here
PART = "part"  # split or merged: values of the two editions cannot be compared
NONE = "none"  # new in this edition
RELATIONS = (SAME, CHANGED, PART, NONE)


@dataclass(frozen=True, slots=True)
class Origin:
    """The relation of an indicator to the earlier edition, and its codes there (empty for `NONE`)."""

    relation: str
    codes: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The code of its only origin; None when it has no origin or several."""
        return self.codes[0] if len(self.codes) == 1 else None


def has_same_measure(old: Indicator, new: Indicator) -> bool:
    """Return whether values entered for `old` are valid for `new`: same kind, formula and base."""
    return (old.kind, old.formula, old.base) == (new.kind, new.formula, new.base)


def has_same_meaning(old: Indicator | None, new: Indicator) -> bool:
    """Return whether values of `old`, the same code in an earlier edition, mean the same for `new`.

    A step whose sentence is another one means something else; an edition without sentences says nothing.
    """
    return (
        old is not None
        and has_same_measure(old, new)
        and old.unit_th == new.unit_th
        and (not old.steps or not new.steps or _sentences(old) == _sentences(new))
    )


def _sentences(indicator: Indicator) -> dict[int, str]:
    return {step.step: step.text_th for step in indicator.steps}


def proposed_origins(old: Framework, new: Framework) -> dict[str, Origin]:
    """Return a proposed origin for every indicator of `new`: its own code in `old`, if `old` has it.

    The relation is `SAME` where the definition is equal (`has_same_meaning`), else `CHANGED`.
    """
    return {code: _proposed(old.by_code.get(code), indicator) for code, indicator in new.by_code.items()}


def _proposed(old: Indicator | None, new: Indicator) -> Origin:
    if old is None:
        return Origin(NONE)
    return Origin(SAME if has_same_meaning(old, new) else CHANGED, (new.code,))


def combined_origins(first: Mapping[str, Origin], then: Mapping[str, Origin]) -> dict[str, Origin]:
    """Return the origins across two crosswalks, from the newest edition (`first`) to the oldest (`then`).

    Of the relations on the path the weakest applies; an indicator without an origin in the middle edition
    has none in the oldest.
    """
    return {code: _followed(origin, then) for code, origin in first.items()}


def _followed(origin: Origin, then: Mapping[str, Origin]) -> Origin:
    earlier_origins = [then[code] for code in origin.codes if code in then]
    codes = tuple(dict.fromkeys(code for earlier in earlier_origins for code in earlier.codes))
    if not codes:
        return Origin(NONE)
    relations = {origin.relation, *(earlier.relation for earlier in earlier_origins if earlier.codes)}
    return Origin(max(relations, key=RELATIONS.index), codes)


def record_origin_faults(origins: Mapping[str, Origin], old: Framework, new: Framework, at: Place) -> None:
    """Record impossible origins: unknown codes, too few or too many codes, a changed kind or formula."""
    used = Counter(code for origin in origins.values() for code in origin.codes)
    for code, origin in origins.items():
        place = at.key(code)
        if code not in new.by_code:
            place.refuse("unknown code")
            continue
        unknown_codes = [old_code for old_code in origin.codes if old_code not in old.by_code]
        for old_code in unknown_codes:
            place.refuse(f"{old_code!a} is no code of the earlier edition")
        if not unknown_codes:
            _refuse_relation(origin, used, place, old, new.by_code[code])


def _refuse_relation(
    origin: Origin, used: Counter[str], at: Place, old: Framework, indicator: Indicator
) -> None:
    count = len(origin.codes)
    if origin.relation == NONE and count:
        at.refuse("what comes from nothing has no code")
    if origin.relation in (SAME, CHANGED) and count != 1:
        at.refuse("exactly one code is expected")
    if origin.relation == PART and not count:
        at.refuse("at least one code is expected")
    if origin.relation != SAME or count != 1:
        return
    if used[origin.codes[0]] > 1:
        at.refuse(f"{origin.codes[0]!a} is the origin of several indicators, so it was split")
    elif not has_same_measure(old.by_code[origin.codes[0]], indicator):
        at.refuse("another kind or formula, so its meaning has changed")


def read_origins(value: object, at: Place) -> dict[str, Origin]:
    """Return the origins in `{code: {"relation": …, "from": [codes]}}`; faults are recorded at `at`."""
    return {code: _origin(item, at.key(code)) for code, item in Fields(value, at).entries()}


def _origin(value: object, at: Place) -> Origin:
    fields = Fields(value, at)
    fields.allow_only(("relation", "from"), "key of an origin")
    relation = fields.one_of("relation", RELATIONS)
    codes = []
    for item, place in fields.items("from"):
        if isinstance(item, str):
            codes.append(item)
        else:
            place.refuse("text is expected")
    return Origin(relation, tuple(dict.fromkeys(codes)))


def origins_document(origins: Mapping[str, Origin]) -> dict[str, object]:
    """Return `origins` as the JSON object that `read_origins` reads."""
    return {
        code: {"relation": origin.relation, "from": list(origin.codes)} for code, origin in origins.items()
    }
