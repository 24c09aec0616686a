"""Command that loads provinces, areas, their groups, published totals and holidays from `fixtures/`."""

from django.core.management.base import BaseCommand

from areas import actions
from areas.actions.lists import portal_list


class Command(BaseCommand):
    help = (
        "Load the provinces, the target areas, their groups, the published totals and the public holidays. "
        "Running again changes nothing."
    )

    def handle(self, **options):
        loads = {
            "provinces": (actions.load_provinces, portal_list("provinces")),
            "target areas": (actions.load_target_areas, portal_list("target-areas")["areas"]),
            "groups of areas": (actions.load_area_groups, portal_list("area-groups")),
            "published totals": (actions.load_published_totals, portal_list("published-totals")),
            "public holidays": (actions.load_public_holidays, portal_list("public-holidays")),
        }
        for name, (load, rows) in loads.items():
            changed = load(rows, by=None)
            self.stdout.write(f"{name}: {len(rows)} read, {changed} new or changed")
