"""The migration that gives each design its purpose, with rows of every kind present."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from assessments.workflow.domain import Status
from awards.ceremonies.actions import ceremonies
from awards.ceremonies.domain.ceremonies import RecipientKind
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs.documents import stored_designs
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.purposes import Purpose
from awards.designs.models import Design
from awards.printing import queries
from awards.printing.actions import runs
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models import Award
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)
CERTIFIES = {
    "department": "กรมโรงงานอุตสาหกรรม",
    "granted": "ได้รับการรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "resolution": "ตามมติคณะกรรมการ",
}
PLAIN = {"department": "กรมโรงงานอุตสาหกรรม", "granted": "ได้รับการยกย่องเป็น", "resolution": ""}
RESOLVES = PLAIN | {"resolution": "ตามมติคณะกรรมการ"}
UNUSED = {"ก": CERTIFIES, "ข": RESOLVES, "ค": PLAIN}


@pytest.fixture(autouse=True)
def empty_tables(transactional_db):
    """Empty the tables at the end of the test; SQLite deletes row by row, which the triggers refuse."""
    yield
    if connection.vendor == "sqlite":
        connection.disable_constraint_checking()
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f"DELETE FROM {table}")
            for _name, sql in triggers:
                cursor.execute(sql)
        connection.enable_constraint_checking()


@pytest.fixture
def ceremony(at, administrator):
    """Return a ceremony with an area, a local government that shares its resolution, and a factory.

    A print run is started, but no file is made.
    """
    published = at(Status.PUBLISHED)
    ceremony = builders.ceremony(administrator, fiscal_year=published.cycle.year)
    ceremonies.add_areas(ceremony=ceremony, assessments=[published], with_plaque=True, by=administrator)
    for kind, shares in ((RecipientKind.LOCAL_GOVERNMENT, True), (RecipientKind.FACTORY, False)):
        builders.recipient(
            ceremony, administrator, kind=kind, area=published.area, by_resolution=shares, with_plaque=True
        )
    chosen = list(ceremony.recipients.values_list("pk", flat=True))
    runs.start_run(ceremony=ceremony, recipients=chosen, by=administrator)
    return ceremony


@contextmanager
def before_the_migration():
    """Migrate back, yield the former models with the existing rows; migrate forwards at the end."""
    executor = MigrationExecutor(connection)
    executor.migrate([("awards", "0002_issued_is_kept")])
    try:
        yield executor.loader.project_state([("awards", "0002_issued_is_kept")]).apps
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


def former_design(apps, name, texts, by, *, kind="certificate", is_published=True):
    layout = {"certificate": "certificate-landscape", "plaque": "plaque"}[kind]
    now = timezone.now()
    design = apps.get_model("awards", "Design").objects.create(
        name=name,
        layout=layout,
        kind=kind,
        width=200,
        height=250,
        texts=texts,
        drafted_by_id=by.pk,
        drafted_at=now,
    )
    design.signatories.create(order=1, name="ผู้ลงนาม")
    if is_published:
        design.published_by_id, design.published_at = by.pk, now
        design.save()
    return design


def print_with(apps, designs):
    """Set the designs of every ceremony and award, by kind, as before there were purposes."""
    for kind, design in designs.items():
        columns = {f"{kind}_design": design, f"named_{kind}_design": design}
        apps.get_model("awards", "Ceremony").objects.update(**columns)
        apps.get_model("awards", "Certificate").objects.filter(kind=kind).update(design=design)


def designs_of(ceremony, kind):
    """Return name, purpose and whether it is published, of the design of each purpose."""
    ceremony = Ceremony.objects.get(pk=ceremony.pk)
    designs = {purpose.value: ceremony.design_of(kind, purpose) for purpose in Purpose}
    return {
        purpose: design and (design.name, design.purpose, design.is_published)
        for purpose, design in designs.items()
    }


def printed_in(kind):
    return {award.purpose.value: award.design.name for award in Award.objects.filter(kind=kind)}


def test_each_design_gets_the_purpose_of_its_use_and_wording(ceremony, administrator):
    with before_the_migration() as apps:
        print_with(
            apps,
            {
                "certificate": former_design(apps, "รวม", PLAIN, administrator),
                "plaque": former_design(apps, "โล่", CERTIFIES, administrator, kind="plaque"),
            },
        )
        apps.get_model("awards", "Recipient").objects.filter(kind="factory").update(by_resolution=True)
        for name, texts in UNUSED.items():
            former_design(apps, name, texts, administrator, is_published=False)

    # The design is divided by purpose, each part published, so that the same is printed.
    names = {"area": "รวม", "partner": "รวม (ผู้ร่วมพื้นที่)", "named": "รวม (ยกย่องโดยชื่อ)"}
    assert designs_of(ceremony, "certificate") == {
        purpose: (name, purpose, True) for purpose, name in names.items()
    }
    assert printed_in("certificate") == names
    designs = Design.objects.filter(name__in=names.values())
    contents = {design.purpose: (design.texts, design.signatories.get().name) for design in designs}
    without = {name: text for name, text in PLAIN.items() if name != "resolution"}
    assert contents == {
        "area": (PLAIN, "ผู้ลงนาม"),
        "partner": (PLAIN, "ผู้ลงนาม"),
        "named": (without, "ผู้ลงนาม"),
    }
    # The wording certifies towns, so the purpose is areas, whatever was printed in it.
    assert designs_of(ceremony, "plaque") == {"area": ("โล่", "area", True), "partner": None, "named": None}
    assert printed_in("plaque") == {"area": "โล่", "partner": "โล่", "named": "โล่"}
    # Unused designs get the narrowest purpose that their wording allows.
    unused = dict(Design.objects.filter(name__in=UNUSED).values_list("name", "purpose"))
    assert unused == {"ก": "area", "ข": "partner", "ค": "named"}
    shares = dict(Recipient.objects.filter(assessment=None).values_list("kind", "by_resolution"))
    assert shares == {"factory": False, "local-government": True}
    assert_refused(Design.objects.exclude(name__in=UNUSED), purpose="named")
    assert_refused(Award.objects, honoured="อื่น")
    assert_refused(Recipient.objects, kind="network")


def assert_refused(rows, **change):
    """Assert that the database refuses a change."""
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)


def test_a_design_that_names_a_resolution_is_not_for_recognitions_by_name(ceremony, administrator):
    with before_the_migration() as apps:
        design = former_design(apps, "มติ", RESOLVES, administrator)
        apps.get_model("awards", "Ceremony").objects.update(named_certificate_design=design)

    designs = designs_of(ceremony, "certificate")
    assert (designs["partner"], designs["named"]) == (("มติ", "partner", True), None)


def test_an_award_in_a_design_for_another_purpose_is_replaced_and_not_reprinted(
    client, ceremony, administrator
):
    with before_the_migration() as apps:
        print_with(apps, {"plaque": former_design(apps, "โล่", CERTIFIES, administrator, kind="plaque")})
        factories = apps.get_model("awards", "Certificate").objects.filter(recipient__kind="factory")
        factories.filter(kind="plaque").update(state="ready", file="x.pdf", sha256="0" * 64)
        apps.get_model("awards", "Certificate").objects.filter(state="waiting").update(state="held")
        apps.get_model("awards", "PrintRun").objects.update(state="cancelled", finished_at=timezone.now())
    issued = Award.objects.get(kind="plaque", recipient__kind="factory")
    waiting = Award.objects.get(kind="plaque", recipient__kind="local-government")
    fitting = {
        purpose: builders.design(administrator, kind="plaque", purpose=purpose)
        for purpose in (Purpose.NAMED, Purpose.PARTNER)
    }

    client.force_login(administrator)
    page = client.get(issued.get_absolute_url())
    assert (page.context["may_reprint"], "แบบที่ใช้จัดทำไว้สำหรับผู้รับมอบประเภทอื่น" in page.text) == (False, True)
    assert queries.run_sheet_of(ceremony).ready_count == 0
    with pytest.raises(stored_designs.UnfitDesignError):
        award_documents.award_pdf(issued)
    refused("design-purpose", award_actions.reprint_award, award=issued, reason="x", by=administrator)
    replacing = {"certificate": issued, "reason": "อ้างเกิน", "by": administrator}
    refused("named-plaque-design-missing", award_actions.replace_award, **replacing)
    Ceremony.objects.update(
        named_plaque_design=fitting[Purpose.NAMED], partner_plaque_design=fitting[Purpose.PARTNER]
    )
    refused("design-purpose", award_actions.retry_award, award=waiting, by=administrator)
    run = ceremony.runs.get()
    refused("design-purpose", runs.retry_run, run=run, award=waiting, by=administrator)
    for award in (waiting, issued):
        chosen = {"ceremony": ceremony, "recipients": [award.recipient_id], "by": administrator}
        refused("design-purpose", runs.start_run, **chosen)
    new = award_actions.replace_award(**replacing)

    assert (issued.design.name, new.design) == ("โล่", fitting[Purpose.NAMED])


def refused(code, action, **values):
    with pytest.raises(AwardError, match=f"^{code}$"):
        action(**values)
