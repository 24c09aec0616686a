"""Command that writes the documents generated from the code."""

from django.conf import settings
from django.core.management.base import BaseCommand

from assessments.workflow import documents


class Command(BaseCommand):
    help = "Write docs/workflow.md from the workflow table."

    def handle(self, **options):
        path = settings.BASE_DIR / "docs" / "workflow.md"
        path.write_text(documents.workflow_document(), encoding="utf-8")
        self.stdout.write(f"{path.relative_to(settings.BASE_DIR)} written")
