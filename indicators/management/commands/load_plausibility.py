"""Load the plausibility settings of an edition from a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.faults import InputError
from indicators.editions.actions import changes
from indicators.editions.models import Framework
from indicators.plausibility import actions


class Command(BaseCommand):
    help = (
        "Load the plausibility settings of a published edition. Running again with the same file changes "
        "nothing, so later changes by administrators are kept; another file replaces all settings."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the settings, JSON")

    def handle(self, *, file, **options):
        try:
            document = parse_json(file.read_bytes())
            edition = document.get("edition") if isinstance(document, dict) else None
            framework = Framework.objects.get(edition=edition)
            plausibility = actions.load_plausibility(framework=framework, document=document, by=None)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        except Framework.DoesNotExist as error:
            raise CommandError(f"{edition}: no such edition", returncode=2) from error
        except InputError as error:
            raise CommandError("\n".join(error.faults), returncode=2) from error
        except changes.EditionError as error:
            message = f"{framework.edition}: publish the edition first"
            raise CommandError(message, returncode=2) from error
        self.stdout.write(f"{plausibility}: {plausibility.limits.count()} limits")
