"""The portal's worker, in which some work kills its process, as a fault of a library may do."""

import os

import django

from ecotown.celery import app

DEADLY_NAME = "บริษัท ทดสอบ 5 จำกัด"
DEADLY_AREA = "area-1"


def die(*_arguments):
    os._exit(1)


def deadly_for(is_deadly, usual):
    def work(subject, *further):
        return die() if is_deadly(subject) else usual(subject, *further)

    return work


def arm():
    """Make one award, one level and all previews deadly."""
    django.setup()
    from assessments.evidence import results as evidence_results
    from assessments.explanation import results as level_results
    from awards.register.documents import awards

    evidence_results.previews.of_pdf = die
    level_results._computed = deadly_for(
        lambda assessment: assessment.area.key == DEADLY_AREA, level_results._computed
    )
    awards.award_pdfs = deadly_for(
        lambda batch: any(award.honoured == DEADLY_NAME for award in batch), awards.award_pdfs
    )


arm()
app.conf.worker_lost_wait = 0.1  # seconds
