"""The ceremony of the demonstration, for the areas of the year before, printed by a worker."""

from datetime import timedelta

from django.utils import timezone

from assessments.workflow.models import Assessment
from awards.ceremonies.actions import ceremonies
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.ceremonies.models import Ceremony
from awards.designs import actions
from awards.designs.actions import SignatoryInput
from awards.designs.domain.purposes import DESIGN_FIELDS
from awards.designs.models import Design
from awards.printing.actions import packages as package_actions
from awards.printing.actions import runs
from awards.printing.domain import PackageKind
from awards.printing.models import Package, PrintRun
from ecotown.accounts.models import User
from ecotown.demonstration import scenario
from ecotown.demonstration.steps import ScenarioError, wait_until


def hold_ceremony(year: int, *, by: User) -> PrintRun:
    """Return the finished print run of a fiscal year's ceremony; create both if missing, retry failed items.

    Raises ScenarioError when a document could not be made, or the worker does not finish in time.
    """
    ceremony = Ceremony.objects.filter(fiscal_year=year).first() or _plan(year, by=by)
    run = ceremony.runs.first() or runs.start_run(
        ceremony=ceremony, recipients=list(ceremony.recipients.values_list("pk", flat=True)), by=by
    )

    if not run.is_running and run.items.exclude(award__state="ready").exists():
        run = runs.retry_run(run=run, by=by)

    def finished_run():
        run.refresh_from_db()
        return None if run.is_running else run

    wait_until(finished_run, "the print run of the ceremony")
    if failed_item := run.items.exclude(award__state="ready").first():
        raise ScenarioError(f"a document of the ceremony could not be made: {failed_item.award.error}")
    return run


def merged_package(run: PrintRun, *, by: User) -> Package:
    """Return the package with the documents of a run in call order, requested when there is none."""
    packages = run.ceremony.packages.filter(kind=PackageKind.MERGED, owner=by)
    package = next((row for row in packages if row.is_open or row.is_waiting), None)
    package = package or package_actions.request_package(
        ceremony=run.ceremony, kind=PackageKind.MERGED, by=by
    )

    def finished_package():
        package.refresh_from_db()
        return None if package.is_waiting else package

    wait_until(finished_package, "the merged print file")
    if package.error:
        raise ScenarioError(f"the merged print file could not be made: {package.error}")
    return package


def _plan(year, *, by):
    designs = {
        column: name_and_layout and _design(column, *name_and_layout, by=by)
        for column, name_and_layout in scenario.DESIGNS.items()
    }
    ceremony = ceremonies.plan_ceremony(
        date=timezone.localdate() + timedelta(days=30),
        fiscal_year=year,
        **scenario.CEREMONY_FACTS,
        **designs,
        by=by,
    )
    published = Assessment.objects.filter(cycle__year=year, resolution__granted_level__gt=0)
    by_level = published.order_by("-resolution__granted_level", "area__sort_key")
    recipient_actions.add_areas(ceremony=ceremony, assessments=by_level, with_plaque=True, by=by)
    _add_partner(ceremony, by=by)
    for name, recognition in scenario.NAMED_RECIPIENTS:
        recipient_actions.add_recipient(
            ceremony=ceremony,
            kind=RecipientKind.FACTORY,
            given_name=name,
            given_recognition=recognition,
            with_certificate=True,
            with_plaque=False,
            by=by,
        )
    return ceremony


def _add_partner(ceremony, *, by):
    """Add a local government of the first area as a recipient by the area's resolution."""
    first = ceremony.recipients.select_related("assessment__area", "assessment__resolution").first()
    recipient_actions.add_recipient(
        ceremony=ceremony,
        kind=RecipientKind.LOCAL_GOVERNMENT,
        given_name=scenario.LOCAL_GOVERNMENT,
        given_recognition=scenario.PARTNER_RECOGNITION.format(level=first.level),
        area=first.target_area,
        by_resolution=True,
        with_certificate=True,
        with_plaque=False,
        by=by,
    )


def _design(column, name, layout, *, by):
    """Return the published design of this name, created if missing; the signatory is invented."""
    kind, purpose = DESIGN_FIELDS[column]
    if published := Design.objects.published(kind, purpose).filter(name=name).first():
        return published
    design = actions.draft_design(name=name, layout=layout, purpose=purpose, by=by)
    design = actions.change_design(
        design=design,
        name=name,
        texts=design.texts,
        sizes={},
        signatories=[SignatoryInput(scenario.SIGNATORY, scenario.SIGNATORY_POSITION)],
        by=by,
    )
    return actions.publish_design(design=design, by=by)
