"""Command that opens a cycle with an assessment for every target area."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from areas.models import TargetArea
from assessments.cycles import actions as cycle_actions
from assessments.cycles.queries.cycles import areas_left_out
from assessments.workflow.domain import STAGE_DATES
from assessments.workflow.models import Cycle
from indicators.editions.models import Framework


class Command(BaseCommand):
    help = "Open a fiscal year (B.E.). Running again adds new areas and leaves the dates as they are."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help="fiscal year B.E., such as 2570")
        parser.add_argument("--edition", required=True, help="a published criteria edition")
        for name in STAGE_DATES:
            parser.add_argument(
                f"--{name.replace('_', '-')}", type=date.fromisoformat, help="YYYY-MM-DD, Common Era"
            )

    @transaction.atomic
    def handle(self, *, year, edition, **options):
        framework = Framework.objects.published().filter(edition=edition).first()
        if framework is None:
            raise CommandError(f"{edition} is no published edition", returncode=2)
        if framework.effective_from > year:
            raise CommandError(f"{edition} counts from {framework.effective_from} on", returncode=2)
        dates = cycle_actions.usual_dates(year) | {
            name: options[name] for name in STAGE_DATES if options.get(name)
        }
        if list(dates.values()) != sorted(dates.values()):
            raise CommandError("the dates are not in the order of the stages", returncode=2)
        cycle = Cycle.objects.filter(year=year).first()
        if cycle and (cycle.is_demonstration or cycle.framework != framework):
            raise CommandError(
                f"{year} is open already, as a demonstration or by another edition", returncode=2
            )
        if cycle is None:
            areas = TargetArea.objects.in_force_on(timezone.localdate())
            cycle = cycle_actions.open_cycle(
                year=year, framework=framework, dates=dates, areas=areas, by=None
            )
        elif new_areas := areas_left_out(cycle):
            cycle_actions.add_areas(cycle=cycle, areas=new_areas, by=None)
        self.stdout.write(f"{year}: {cycle.assessments.count()} assessments by edition {cycle.framework}")
