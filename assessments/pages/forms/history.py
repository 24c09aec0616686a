"""The filter form of the history."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.history.words import EVENT_KINDS, event_kind
from ecotown.common.forms.dates import DateField, Period
from ecotown.common.thai.ordering import sort_key
from indicators.criteria.domain.framework import Framework


class HistoryFilterForm(forms.Form):
    """The filters of the history, all optional; `keeps` applies them to an event."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    by = forms.ChoiceField(label=_("Person"), required=False)
    since = DateField(label=_("From"), required=False, period=Period.UNTIL_TODAY)
    until = DateField(label=_("To"), required=False, period=Period.UNTIL_TODAY)

    def __init__(self, data, *, edition: Framework, events):
        super().__init__(data)
        codes = [(indicator.code, indicator.code) for indicator in edition.indicators]
        people = sorted({event.by for event in events if event.by}, key=sort_key)
        self.fields["indicator"].choices = [("", _("All indicators")), *codes]
        self.fields["kind"].choices = [("", _("Everything")), *EVENT_KINDS.items()]
        self.fields["by"].choices = [("", _("Everyone")), *((name, name) for name in people)]
        self.helper = FormHelper(self)
        self.helper.form_method = "get"
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Div(*self.fields, css_class="filter-fields"),
            Submit("", _("Search"), css_class="btn btn-secondary"),
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("since") and cleaned.get("until") and cleaned["since"] > cleaned["until"]:
            self.add_error("until", _("This date lies before the other one."))
        return cleaned

    def keeps(self, event) -> bool:
        """Return whether the event passes the filters; an empty or invalid field filters nothing."""
        filters = getattr(self, "cleaned_data", {})
        day = timezone.localdate(event.at)
        return (
            (not filters.get("indicator") or filters["indicator"] in event.codes)
            and (not filters.get("kind") or filters["kind"] == event_kind(event.name))
            and (not filters.get("by") or filters["by"] == event.by)
            and (not filters.get("since") or filters["since"] <= day)
            and (not filters.get("until") or filters["until"] >= day)
        )
