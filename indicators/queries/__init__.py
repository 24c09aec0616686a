"""Reading the criteria: an edition as rows and as data, its faults, where its indicators come from."""

from indicators.queries.checks import Checks, Fault, check, faults_of, is_storable, parts_of, row_faults
from indicators.queries.crosswalks import (
    crosswalk_of,
    crosswalk_values,
    earlier_edition,
    origins_between,
    origins_of,
)
from indicators.queries.editions import (
    Run,
    checksum_of,
    dimensions_of,
    document_of,
    edition_as_stored,
    edition_of,
    framework_named,
    red_examples,
    run_examples,
)
from indicators.queries.lists import deeds_of, on_list
from indicators.queries.parts import (
    INPUT,
    RULE,
    edition_of_part,
    inputs_in_order,
    plain,
    rule_values_of,
    seal_of,
    values_of,
)

__all__ = [
    "INPUT",
    "RULE",
    "Checks",
    "Fault",
    "Run",
    "check",
    "checksum_of",
    "crosswalk_of",
    "crosswalk_values",
    "deeds_of",
    "dimensions_of",
    "document_of",
    "earlier_edition",
    "edition_as_stored",
    "edition_of",
    "edition_of_part",
    "faults_of",
    "framework_named",
    "inputs_in_order",
    "is_storable",
    "on_list",
    "origins_between",
    "origins_of",
    "parts_of",
    "plain",
    "red_examples",
    "row_faults",
    "rule_values_of",
    "run_examples",
    "seal_of",
    "values_of",
]
