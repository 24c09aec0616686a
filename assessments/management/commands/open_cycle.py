"""Command that opens a cycle with an assessment for every target area."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from areas.models import TargetArea
from assessments.entry.actions import entries as entry_actions
from assessments.workflow import actions as workflow_actions
from assessments.workflow.models import Cycle
from indicators.editions.models import Framework

DATES = ("opens_on", "submit_by", "internal_audit_by", "external_audit_by", "committee_by")


class Command(BaseCommand):
    help = "Open a fiscal year (B.E.). Running again adds new areas and leaves the dates as they are."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help="fiscal year B.E., such as 2570")
        parser.add_argument("--edition", required=True, help="a published criteria edition")
        for name in DATES:
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
        dates = workflow_actions.usual_dates(year) | {
            name: options[name] for name in DATES if options.get(name)
        }
        if list(dates.values()) != sorted(dates.values()):
            raise CommandError("the dates are not in the order of the stages", returncode=2)
        cycle = Cycle.objects.filter(year=year).first()
        if cycle and (cycle.is_demonstration or cycle.framework != framework):
            raise CommandError(
                f"{year} is open already, as a demonstration or by another edition", returncode=2
            )
        if cycle is None:
            cycle = workflow_actions.open_cycle(year=year, framework=framework, dates=dates, by=None)
        for area in TargetArea.objects.all():
            entry_actions.open_assessment(area=area, cycle=cycle, by=None)
        self.stdout.write(f"{year}: {cycle.assessments.count()} assessments by edition {cycle.framework}")
