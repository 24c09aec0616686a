"""The most memory that a package takes: `python -m bench.certificates.packages KIND COUNT`.

Prints three sizes in MB: before, the most meanwhile, and that of the package. The documents lie on the disk.
"""

import os
import resource
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import django
from django.conf import settings

django.setup()

from django.core.files.base import File  # noqa: E402 the settings come first
from django.core.files.storage import default_storage  # noqa: E402
from django.utils import timezone  # noqa: E402

from awards import documents  # noqa: E402
from awards.domain.ceremonies import PackageKind  # noqa: E402
from awards.models import Certificate  # noqa: E402
from awards.queries import Course, CourseLine  # noqa: E402
from bench.certificates.cast import design, recipients  # noqa: E402


def most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def course(count: int) -> Course:
    """A ceremony of so many certificates, which are made by a process that ends."""
    if not os.fork():
        for number, content in enumerate(documents.render(design(), recipients(count)), 1):
            Path(settings.MEDIA_ROOT, f"{number}.pdf").write_bytes(content)
        os._exit(0)
    if os.wait()[1]:
        raise SystemExit("the documents could not be made")
    lines = [
        CourseLine(
            number,
            SimpleNamespace(name=words.recipient),
            "",
            [
                Certificate(
                    kind="certificate",
                    year=2569,
                    running_number=number,
                    state=Certificate.State.READY,
                    issued_at=timezone.now(),
                    file=f"{number}.pdf",
                )
            ],
        )
        for number, words in enumerate(recipients(count), 1)
    ]
    return Course(SimpleNamespace(name="งานพิธี"), lines)


with tempfile.TemporaryDirectory() as folder:
    settings.MEDIA_ROOT = folder
    make, made = documents.PACKAGES[PackageKind(sys.argv[1])], course(int(sys.argv[2]))
    before = most()
    with File(make(made)) as content:
        size = content.seek(0, os.SEEK_END)
        default_storage.save("package", content)
    print(f"{before:.0f} {most():.0f} {size / (1 << 20):.1f}")
