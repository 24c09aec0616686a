"""What is entered in assessments, what was in earlier years, and how far the entering is."""

from assessments.entry.queries.earlier import (
    EarlierValues,
    earlier_quantities,
    earlier_values,
    earlier_years,
    same_quantities,
)
from assessments.entry.queries.entries import (
    CarriedValue,
    Entered,
    StoredEntries,
    StoredValue,
    entered,
    entered_quantities,
    entered_values,
    entered_values_in,
    quantity_entries,
    stored_entries,
    unconfirmed_quantities,
    values_before_not_applicable,
)
from assessments.entry.queries.progress import (
    Progress,
    missing_codes,
    progress_of,
    unconfirmed_codes,
)

__all__ = [
    "CarriedValue",
    "EarlierValues",
    "Entered",
    "Progress",
    "StoredEntries",
    "StoredValue",
    "earlier_quantities",
    "earlier_values",
    "earlier_years",
    "entered",
    "entered_quantities",
    "entered_values",
    "entered_values_in",
    "missing_codes",
    "progress_of",
    "quantity_entries",
    "same_quantities",
    "stored_entries",
    "unconfirmed_codes",
    "unconfirmed_quantities",
    "values_before_not_applicable",
]
