"""Forms of awards."""

from awards.forms.ceremonies import CeremonyForm, RecipientForm, SeatForm
from awards.forms.certificates import ReasonForm
from awards.forms.designs import CopyForm, DesignForm, NewDesignForm
from awards.forms.verification import CodeForm, FileForm

__all__ = [
    "CeremonyForm",
    "CodeForm",
    "CopyForm",
    "DesignForm",
    "FileForm",
    "NewDesignForm",
    "ReasonForm",
    "RecipientForm",
    "SeatForm",
]
