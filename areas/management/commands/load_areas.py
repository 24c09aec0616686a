"""Command that loads provinces, areas, their groups, published totals and holidays from `fixtures/`."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from areas import actions


class Command(BaseCommand):
    help = (
        "Load the provinces, the target areas, their groups, the published totals and the public holidays. "
        "Running again changes nothing."
    )

    def handle(self, **options):
        loads = {
            "provinces": (actions.load_provinces, self._read("provinces")),
            "target areas": (actions.load_target_areas, self._read("target-areas")["areas"]),
            "groups of areas": (actions.load_area_groups, self._read("area-groups")),
            "published totals": (actions.load_published_totals, self._read("published-totals")),
            "public holidays": (actions.load_public_holidays, self._read("public-holidays")),
        }
        for name, (load, rows) in loads.items():
            changed = load(rows, by=None)
            self.stdout.write(f"{name}: {len(rows)} read, {changed} new or changed")

    def _read(self, name):
        return json.loads((settings.FIXTURES_DIR / f"{name}.json").read_text(encoding="utf-8"))
