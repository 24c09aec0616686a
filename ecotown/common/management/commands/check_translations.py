"""Command that checks that every translatable text of the portal has a Thai translation."""

import ast
import re
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test.utils import override_settings

CATALOGUE = Path("locale/th/LC_MESSAGES/django.po")
LEFT_OUT = frozenset({"locale", "var"})
CALLS = frozenset({"_", "gettext", "pgettext"})


class Command(BaseCommand):
    help = "Fail when a text has no Thai translation, a fuzzy one, or is missing from the catalogue."

    def handle(self, **options):
        catalogue = settings.BASE_DIR / CATALOGUE
        faults = [
            *self._select(catalogue, "--untranslated", "without translation"),
            *self._select(catalogue, "--only-fuzzy", "with a fuzzy translation"),
            *self._missing(catalogue),
        ]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)

    def _missing(self, catalogue):
        """Return the texts of the code that the catalogue lacks, found by extracting into a copy.

        `makemessages` always writes into the catalogue beside the sources that it reads, so it reads them
        through symbolic links beside the copy.
        """
        with TemporaryDirectory() as folder, chdir(folder), override_settings(LOCALE_PATHS=[]):
            for source in settings.BASE_DIR.iterdir():
                if source.name not in LEFT_OUT and not source.name.startswith("."):
                    Path(source.name).symlink_to(source)
            CATALOGUE.parent.mkdir(parents=True)
            shutil.copy(catalogue, CATALOGUE)
            call_command("makemessages", locale=["th"], symlinks=True, no_obsolete=True, verbosity=0)
            texts = self._texts(CATALOGUE)
        texts |= {text for path in self._modules() for text in texts_in_f_strings(path.read_text())}
        return [f"not in {CATALOGUE}: {text}" for text in sorted(texts - self._texts(catalogue))]

    def _modules(self):
        """Return the Python files of the rooms; hidden folders and data are left out."""
        for source in settings.BASE_DIR.iterdir():
            if source.is_dir() and source.name not in LEFT_OUT and not source.name.startswith("."):
                yield from source.rglob("*.py")

    def _select(self, catalogue, option, fault):
        return [f"{fault}: {text}" for text in sorted(self._texts(catalogue, option))]

    def _texts(self, catalogue, *options):
        command = ["msgattrib", "--no-obsolete", "--no-wrap", *options, str(catalogue)]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        entries = re.findall(
            r'^(?:msgctxt "(.*)"\n)?msgid "((?:[^"\\]|\\.)*)"((?:\n"(?:[^"\\]|\\.)*")*)', output, re.MULTILINE
        )
        texts = {
            (context, "".join([first, *re.findall(r'"(.*)"', lines)])) for context, first, lines in entries
        }
        return {f"{text} ({context})" if context else text for context, text in texts} - {""}


def texts_in_f_strings(source: str) -> set[str]:
    """Return the texts that are translated within f-strings, into which `makemessages` does not look."""
    calls = (
        call
        for string in ast.walk(ast.parse(source))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in CALLS
    )
    texts = set()
    for call in calls:
        *context, text = (part.value for part in call.args if isinstance(part, ast.Constant))
        texts.add(f"{text} ({context[0]})" if context else text)
    return texts
