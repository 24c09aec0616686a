"""Print the level of one area as JSON, from two files and without a database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from indicators.domain.answers_reading import read_answers
from indicators.domain.exact_json import JSONError, parse_json
from indicators.domain.explanation import as_document
from indicators.domain.faults import InputError, on_one_line
from indicators.domain.framework_reading import read_framework
from indicators.domain.scoring import area_level

LONGEST_PATH = 4096
LARGEST_FILE = 20_000_000  # bytes; the working edition has 62,000


class Command(BaseCommand):
    help = "Compute the level of one area from a criteria edition and a file of answers."
    requires_system_checks = ()  # it works without a database

    def add_arguments(self, parser):
        parser.add_argument("--framework", required=True, metavar="FILE.json", help="the criteria edition")
        parser.add_argument("--answers", required=True, metavar="FILE.json", help="the answers of the area")

    def handle(self, *, framework, answers, **options):
        try:
            document = computed(framework, answers)
        except InputError as error:
            self.stderr.write("\n".join(error.faults), lambda line: line)
            sys.exit(2)
        self.stdout.write(json.dumps(document))


def computed(framework_path, answers_path):
    """Return the result with its explanation as a document. Raises `InputError` with one line per fault."""
    faults = []
    documents = [_document(path, faults) for path in (framework_path, answers_path)]
    if faults:
        raise InputError(faults)
    framework = read_framework(documents[0])
    return as_document(area_level(framework, read_answers(documents[1], framework)), framework)


def _document(path, faults):
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise JSONError([f"larger than {LARGEST_FILE} bytes"])
        return parse_json(content)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        is_input_error = isinstance(error, InputError)
        reasons = error.faults if is_input_error else [getattr(error, "strerror", None) or error]
        faults.extend(f"{on_one_line(str(path), longest=LONGEST_PATH)}: {reason}" for reason in reasons)
    return None
