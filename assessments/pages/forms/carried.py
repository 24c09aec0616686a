"""The form that confirms values carried forward: the ticked codes, and the values that the officer saw."""

from collections.abc import Collection, Mapping

from django.http import QueryDict

from assessments.entry.domain.values import EntryValue
from assessments.pages.forms.entry import value_seen


class CarriedForm:
    """The ticked indicators of a dimension whose codes are `codes`; others are ignored."""

    def __init__(self, data: QueryDict, *, codes: Collection[str]) -> None:
        self.codes = [code for code in dict.fromkeys(data.getlist("code")) if code in codes]
        seen = {code: value_seen(data.get(f"{code}-before", "")) for code in self.codes}
        self.expected: Mapping[str, EntryValue] = {
            code: value for code, value in seen.items() if value is not None
        }
