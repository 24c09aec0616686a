"""Warnings as plain JSON values with exact numbers, as stored with their answers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from assessments.warnings.domain.peer_range import NormalBand, PublishedRange
from assessments.warnings.domain.warnings import Figure, RaisedWarning, WarningKind
from indicators.plausibility.domain import Spot


def plain_warning(warning: RaisedWarning) -> dict[str, object]:
    """Return the warning as plain JSON values."""
    band, published = warning.band, warning.published
    return {
        "code": warning.code,
        "kind": warning.kind.value,
        "rule": warning.rule,
        "figures": [_plain_figure(figure) for figure in warning.figures],
        "against": [_plain_figure(figure) for figure in warning.against],
        "band": band and [str(band.low), str(band.high)],
        "published": published and _plain_published(published),
    }


def warning_from_plain(content: Mapping[str, object]) -> RaisedWarning:
    """Return the warning that `plain_warning` wrote as `content`."""
    return RaisedWarning(
        code=str(content["code"]),
        kind=WarningKind(str(content["kind"])),
        rule=str(content["rule"]),
        figures=_figures(content["figures"]),
        against=_figures(content["against"]),
        # Warnings of the first release have the band under the key "usual", with more values after it.
        band=_band(content.get("band") or content.get("usual")),
        published=_published(content.get("published")),
    )


def _plain_published(published: PublishedRange) -> list[str | int]:
    """Return the range; the number of loaded years among the areas stands last, where there are any."""
    numbers: list[str | int] = [
        str(published.lowest),
        str(published.highest),
        str(published.median),
        published.areas,
    ]
    return [*numbers, *([published.loaded] if published.loaded else [])]


def _plain_figure(figure: Figure) -> list[str]:
    return [figure.spot.code, figure.spot.key, str(figure.number)]


def _figures(content: object) -> tuple[Figure, ...]:
    rows = content if isinstance(content, list) else []
    return tuple(Figure(Spot(code, key), Fraction(number)) for code, key, number in rows)


def _band(content: object) -> NormalBand | None:
    if not isinstance(content, list):
        return None
    low, high, *_before = content
    return NormalBand(Fraction(low), Fraction(high))


def _published(content: object) -> PublishedRange | None:
    if not isinstance(content, list):
        return None
    lowest, highest, middle, *counts = content
    return PublishedRange(Fraction(lowest), Fraction(highest), Fraction(middle), *map(int, counts))
