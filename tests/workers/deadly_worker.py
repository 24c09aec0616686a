"""The portal's worker, in which some work kills its process, as a fault of a library may do.

The claim of such work ends with it, as it would some time later.
"""

import os

import django

from ecotown.celery import app

DEADLY_NAME = "บริษัท ทดสอบ 5 จำกัด"
DEADLY_AREA = "area-1"


def die(*_arguments):
    os._exit(1)


def deadly_for(is_deadly, usual, die=die):
    def work(subject, *further):
        return die(subject) if is_deadly(subject) else usual(subject, *further)

    return work


def arm():
    """Make one award, one level and all previews deadly."""
    django.setup()
    from assessments.evidence import results as evidence_results
    from assessments.evidence.models import Evidence
    from assessments.explanation import results as level_results
    from awards.register.documents import awards
    from awards.register.models.awards import Award
    from tests.workers import claims

    def die_with_file(_file):
        claims.end(Evidence.objects.all())
        die()

    def die_with_batch(batch):
        claims.end(Award.objects.filter(pk__in=[award.pk for award in batch]))
        die()

    evidence_results.previews.of_pdf = die_with_file
    level_results._computed = deadly_for(
        lambda assessment: assessment.area.key == DEADLY_AREA, level_results._computed
    )
    awards.award_pdfs = deadly_for(
        lambda batch: any(award.honoured == DEADLY_NAME for award in batch), awards.award_pdfs, die_with_batch
    )


arm()
app.conf.worker_lost_wait = 0.1  # seconds
