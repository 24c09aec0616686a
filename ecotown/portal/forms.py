"""The filters of the public list of areas."""

from django import forms

from areas.forms import AreaListForm


class AreaSearchForm(AreaListForm):
    """The filters of the public list of areas: the text is typed at the top of the page, levels are links."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("q", "level"):
            self.fields[name].widget = forms.HiddenInput()
