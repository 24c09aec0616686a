"""The check before submitting: what stands in the way, what is advised, and what is fine already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments import labels
from assessments.models import Evidence
from assessments.queries.evidence import Proof, UnsettledFiles
from assessments.queries.workspace import places_of
from indicators.domain.framework import Aspect, Framework, Indicator


@dataclass(frozen=True, slots=True)
class Finding:
    """Indicators or files of which the same is to be said, the former each with a remark."""

    code: str
    sentence: str
    places: tuple[tuple[Aspect, Indicator, str], ...]
    files: tuple[Evidence, ...] = ()


def check_of(
    frame: Mapping[str, object], edition: Framework, proofs: Mapping[str, Proof], unsettled: UnsettledFiles
) -> dict[str, object]:
    """What the page of the check shows, out of `workspace()`, the evidence of every indicator and the files
    that stand in the way.
    """
    given = frame["given"]
    exempt = {code: one.reason for code, one in given.items() if one.not_applicable}
    asked = {code: proof for code, proof in proofs.items() if code not in exempt}
    absent = {
        code: "; ".join(item for item, is_given in proof.expected if not is_given)
        for code, proof in asked.items()
        if proof.citations and proof.given_count < len(proof.expected)
    }
    # One line for each kind, in the order of `workflow.check_submission`, whose codes these are.
    obstacles = {
        "incomplete": edition.by_code.keys() - frame["answered"],
        "unconfirmed": frame["unconfirmed"],
        "unanswered-warnings": [indicator.code for _aspect, indicator in frame["warned"]],
    }
    advice = {
        "without-evidence": {code for code, proof in asked.items() if not proof.citations},
        "evidence-absent": absent,
        "not-applicable": exempt,
        "warnings-answered": frame["remarks"].reasons,
    }
    return {
        "obstacles": _findings(obstacles, edition) + files_in_the_way(unsettled),
        "advice": _findings(advice, edition),
        "confirmed_count": len(frame["answered"] - frame["unconfirmed"]),
        "proved_count": sum(bool(proof.citations) for proof in asked.values()),
        "asked_count": len(asked),
    }


def files_in_the_way(unsettled: UnsettledFiles) -> list[Finding]:
    """The files that stand in the way of handing in, in the order of `workflow.check_evidence`."""
    kinds = {"evidence-unexamined": unsettled.unexamined, "refused-cited": unsettled.refused_cited}
    return [
        Finding(code, labels.finding(code, len(files)), places=(), files=files)
        for code, files in kinds.items()
        if files
    ]


def _findings(kinds: Mapping[str, Collection[str]], edition: Framework) -> list[Finding]:
    return [
        Finding(
            code,
            labels.finding(code, len(about)),
            tuple(
                (aspect, one, about[one.code] if isinstance(about, Mapping) else "")
                for aspect, one in places_of(edition, about)
            ),
        )
        for code, about in kinds.items()
        if about
    ]
