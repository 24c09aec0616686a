"""Write docs/rights.md from the tables of rights that the tests compare with the portal."""

import os
import sys
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent


def main():
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecotown.settings")
    django.setup()
    from tests.addresses.rights_document import PLACE, rights_document  # noqa: PLC0415 models must be there

    (ROOT / PLACE).write_text(rights_document(), encoding="utf-8")
    print(f"{PLACE} written")


if __name__ == "__main__":
    main()
