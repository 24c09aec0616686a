"""Which indicators of an earlier edition an indicator comes from, and whether its values still compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.domain.faults import Place
from indicators.domain.fields import Fields
from indicators.domain.framework import Framework, Indicator

SAME = "same"  # one indicator under another code or name: its values go on
CHANGED = "changed"  # its meaning changed: the trend breaks here
PART = "part"  # split or merged: no value of the one is a value of the other
NONE = "none"  # nothing came before it
RELATIONS = (SAME, CHANGED, PART, NONE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an indicator comes from: the codes in the earlier edition, none for `NONE`."""

    relation: str
    codes: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The one indicator it comes from; None when there is none or more than one."""
        return self.codes[0] if len(self.codes) == 1 else None


def is_measured_alike(old: Indicator, new: Indicator) -> bool:
    """Whether what was typed for `old` can be taken for `new`: the same kind and formula."""
    return (old.kind, old.formula, old.base) == (new.kind, new.formula, new.base)


def is_carried(old: Indicator | None, new: Indicator) -> bool:
    """Whether a value of `old`, the same code in an earlier edition, means the same as one of `new`."""
    return old is not None and is_measured_alike(old, new) and old.unit_th == new.unit_th


def proposal(old: Framework, new: Framework) -> dict[str, Origin]:
    """Propose an origin for every indicator of `new` by its code: the same where it is defined equally."""
    return {code: _proposed(old.by_code.get(code), indicator) for code, indicator in new.by_code.items()}


def _proposed(old: Indicator | None, new: Indicator) -> Origin:
    if old is None:
        return Origin(NONE)
    return Origin(SAME if is_carried(old, new) else CHANGED, (new.code,))


def follow(first: Mapping[str, Origin], then: Mapping[str, Origin]) -> dict[str, Origin]:
    """Return the origins over two steps, from the newest edition (`first`) to the oldest (`then`).

    The weaker relation of the way wins; what has no origin on the way has none.
    """
    return {code: _followed(origin, then) for code, origin in first.items()}


def _followed(origin: Origin, then: Mapping[str, Origin]) -> Origin:
    behind = [then[code] for code in origin.codes if code in then]
    codes = tuple(dict.fromkeys(code for each in behind for code in each.codes))
    if not codes:
        return Origin(NONE)
    relations = {origin.relation, *(each.relation for each in behind if each.codes)}
    return Origin(max(relations, key=RELATIONS.index), codes)


def refuse_impossible(origins: Mapping[str, Origin], old: Framework, new: Framework, at: Place) -> None:
    """Record what cannot be: unknown codes, too few or too many of them, values that do not compare."""
    used = Counter(code for origin in origins.values() for code in origin.codes)
    for code, origin in origins.items():
        place = at.key(code)
        if code not in new.by_code:
            place.refuse("unknown code")
            continue
        unknown = [each for each in origin.codes if each not in old.by_code]
        for each in unknown:
            place.refuse(f"{each!a} is no code of the earlier edition")
        if not unknown:
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
    elif not is_measured_alike(old.by_code[origin.codes[0]], indicator):
        at.refuse("another kind or formula, so its meaning has changed")


def read_origins(value: object, at: Place) -> dict[str, Origin]:
    """Return the origins of `{code: {"relation": …, "from": [codes]}}`, recording what breaks that form."""
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
    """Return `origins` as `read_origins` reads them."""
    return {
        code: {"relation": origin.relation, "from": list(origin.codes)} for code, origin in origins.items()
    }
