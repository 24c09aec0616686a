"""The form of a crosswalk: the origin of each indicator of a draft in an earlier edition."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import CodeField
from indicators.criteria.domain.framework import Framework
from indicators.criteria.words import faults as words_faults
from indicators.crosswalks import words as crosswalks_words
from indicators.crosswalks.domain.origins import NONE, Origin
from indicators.pages.forms.fields import TEXT_ERRORS
from indicators.pages.forms.sealed import SealedForm
from indicators.publishing import words as publishing_words


class CrosswalkForm(SealedForm):
    """A relation and the earlier codes for each indicator of the draft."""

    def __init__(self, *args, old: Framework, new: Framework, origins: Mapping[str, Origin], **kwargs):
        super().__init__(*args, **kwargs)
        self.old, self.new = old, new
        for index, indicator in enumerate(new.indicators):
            origin = origins.get(indicator.code, Origin(NONE))
            self.fields[f"relation_{index}"] = forms.ChoiceField(
                label=_("%(code)s: relation") % {"code": indicator.code},
                choices=list(crosswalks_words.RELATIONS.items()),
                initial=origin.relation,
            )
            self.fields[f"codes_{index}"] = CodeField(
                label=_("%(code)s: earlier codes") % {"code": indicator.code},
                required=False,
                max_length=400,
                initial=", ".join(origin.codes),
                error_messages=TEXT_ERRORS,
            )

    @property
    def rows(self):
        """Each indicator with its two fields and the earlier indicators with the entered codes."""
        for index, indicator in enumerate(self.new.indicators):
            codes_field = self[f"codes_{index}"]
            entered_codes = [code for code in _codes(codes_field.value()) if code in self.old.by_code]
            earlier_indicators = [self.old.by_code[code] for code in entered_codes]
            yield indicator, self[f"relation_{index}"], codes_field, earlier_indicators

    @property
    def dropped(self):
        """The earlier indicators whose code is in no row."""
        entered_codes = {
            code
            for index in range(len(self.new.indicators))
            for code in _codes(self[f"codes_{index}"].value())
        }
        return [indicator for indicator in self.old.indicators if indicator.code not in entered_codes]

    @property
    def origins(self) -> dict[str, Origin]:
        """The entered origins by code; only after `is_valid()`."""
        return {
            indicator.code: Origin(
                self.cleaned_data[f"relation_{index}"], tuple(_codes(self.cleaned_data[f"codes_{index}"]))
            )
            for index, indicator in enumerate(self.new.indicators)
        }

    def add_faults(self, faults):
        """Add each fault as an error of the codes of its indicator."""
        indices = {indicator.code: index for index, indicator in enumerate(self.new.indicators)}
        for code, message in faults:
            self.add_error(f"codes_{indices[code]}", words_faults.fault_sentence(message))

    def add_overtaken_error(self, current):
        """Add the error that someone else has saved the crosswalk meanwhile."""
        self.add_error(None, publishing_words.refusal_sentence("changed-meanwhile"))


def _codes(typed):
    return list(dict.fromkeys(code.strip() for code in (typed or "").split(",") if code.strip()))
