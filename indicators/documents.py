"""An edition as a file: its criteria, and what the portal keeps beside them."""

import json

from indicators import queries
from indicators.domain.crosswalk import origins_document
from indicators.domain.exact_json import parse_json
from indicators.models import Framework


def edition_file(framework: Framework) -> bytes:
    """The edition as UTF-8 JSON; loading it again changes nothing.

    Worked examples and the crosswalk stand under keys of their own, which the level rule does not read;
    an edition without them has no such keys. Numbers have at most 15 digits, so that they are exact.
    """
    document = queries.document_of(framework)
    if examples := [_example(row) for row in framework.worked_examples.all()]:
        document["worked_examples"] = examples
    if crosswalk := queries.crosswalk_of(framework):
        document["crosswalk"] = {
            "earlier": crosswalk.earlier.edition,
            "indicators": origins_document(queries.origins_of(crosswalk)),
        }
    return f"{json.dumps(document, ensure_ascii=False, indent=1, default=float)}\n".encode()


def _example(row):
    answers = parse_json(row.answers)["answers"]
    return {"name": row.name, "expected_level": row.expected_level, "answers": answers}
