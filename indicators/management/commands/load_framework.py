"""Load an edition of the criteria from a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.faults import InputError
from indicators.editions.actions import changes
from indicators.publishing import actions


class Command(BaseCommand):
    help = (
        "Load an edition of the criteria as a draft. Running again with the same file changes nothing; "
        "a changed file replaces a draft and is refused for a published edition."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the edition, JSON")
        parser.add_argument("--examples", type=Path, help="worked examples with their expected levels, JSON")
        parser.add_argument(
            "--publish", action="store_true", help="publish the edition when its worked examples are green"
        )

    def handle(self, *, file, examples, publish, **options):
        try:
            framework = actions.load_framework(
                document=self._read(file), examples=self._read(examples) if examples else None, by=None
            )
            if publish:
                framework = actions.publish_framework(framework=framework, by=None)
        except InputError as error:
            raise CommandError("\n".join(error.faults), returncode=2) from error
        except changes.EditionError as error:
            raise CommandError(REFUSALS[error.code].format("; ".join(error.details)), returncode=2) from error
        self.stdout.write(f"{framework.edition}: {framework.status}")

    def _read(self, path):
        try:
            return parse_json(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error


REFUSALS = {
    "published": "{}: this edition is published and the file differs; load it under a new edition name",
    "examples": "not published, worked examples are red: {}",
}
