"""What is typed about awards."""

from awards.forms.certificates import RevocationForm
from awards.forms.verification import CodeForm, FileForm

__all__ = ["CodeForm", "FileForm", "RevocationForm"]
