"""Print the level of one area as JSON, from two files and without a database."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from indicators.criteria.domain.answers_reading import read_answers
from indicators.criteria.domain.exact_json import JSONError, parse_json
from indicators.criteria.domain.faults import InputError, on_one_line
from indicators.criteria.domain.framework_reading import read_framework
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level

MAX_PATH_LENGTH = 4096
MAX_FILE_BYTES = 20_000_000  # bytes; the working edition has 62,000


class Command(BaseCommand):
    help = "Compute the level of one area from a criteria edition and a file of answers."
    requires_system_checks = ()  # it works without a database

    def add_arguments(self, parser):
        parser.add_argument("--framework", required=True, metavar="FILE.json", help="the criteria edition")
        parser.add_argument("--answers", required=True, metavar="FILE.json", help="the answers of the area")

    def handle(self, *, framework, answers, **options):
        try:
            document = computed_document(framework, answers)
        except InputError as error:
            self.stderr.write("\n".join(error.faults), lambda line: line)
            sys.exit(2)
        self.stdout.write(json.dumps(document))


def computed_document(framework_path, answers_path):
    """Return the result with its explanation as a document. Raises `InputError` with one line per fault."""
    faults = []
    documents = [_document(path, faults) for path in (framework_path, answers_path)]
    if faults:
        raise InputError(faults)
    framework = read_framework(documents[0])
    return result_document(area_level(framework, read_answers(documents[1], framework)), framework)


def _document(path, faults):
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise JSONError([f"larger than {MAX_FILE_BYTES} bytes"])
        return parse_json(content)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        is_input_error = isinstance(error, InputError)
        reasons = error.faults if is_input_error else [getattr(error, "strerror", None) or error]
        faults.extend(f"{on_one_line(str(path), longest=MAX_PATH_LENGTH)}: {reason}" for reason in reasons)
    return None
