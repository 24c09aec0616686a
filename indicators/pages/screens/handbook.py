"""The files of the handbook of an edition on its page."""

from dataclasses import dataclass

from django.conf import settings

from indicators.editions.models import Framework
from indicators.handbook.models import Handbook
from indicators.handbook.queries import handbooks_of


@dataclass(frozen=True, slots=True)
class HandbookFile:
    """A file that can be asked for; `handbook` is its row, None before anybody asked."""

    language: str
    name: str
    handbook: Handbook | None


def handbook_files(framework: Framework) -> list[HandbookFile]:
    """Return the file of each language; one query."""
    handbooks = handbooks_of(framework)
    return [HandbookFile(code, str(name), handbooks.get(code)) for code, name in settings.LANGUAGES]
