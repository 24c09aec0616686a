"""The file of an edition: its criteria, worked examples and crosswalk."""

import json

from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.fields import Fields
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import origins_document
from indicators.editions.models import Framework, WorkedExample
from indicators.editions.queries import editions


def edition_file(framework: Framework) -> bytes:
    """Return the edition as UTF-8 JSON; loading it again changes nothing.

    Worked examples and the crosswalk have keys of their own, which the level rule does not read and which
    are left out when there are none. Numbers have at most 15 digits, so a JSON number is exact.
    """
    document = editions.document_of(framework)
    if examples := [_example(row) for row in framework.worked_examples.all()]:
        document["worked_examples"] = examples
    if crosswalk := queries.crosswalk_of(framework):
        document["crosswalk"] = {
            "earlier": crosswalk.earlier.edition,
            "indicators": origins_document(queries.origins_of(crosswalk)),
        }
    return f"{json.dumps(document, ensure_ascii=False, indent=1, default=float)}\n".encode()


def _example(row: WorkedExample) -> dict[str, object]:
    answers = Fields(parse_json(row.answers), Place([])).value("answers")
    return {"name": row.name, "expected_level": row.expected_level, "answers": answers}
