"""The most memory that a batch takes: `python -m bench.certificates.memory COUNT` prints two sizes in MB."""

import resource
import sys

import django

django.setup()

from awards import documents  # noqa: E402 the settings come first
from bench.certificates.cast import design, recipients  # noqa: E402


def most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


words = recipients(int(sys.argv[1]))
list(documents.render(design(), words[:1]))
before = most()
for content in documents.render(design(), words):
    if not content.endswith(b"%%EOF\n"):
        raise SystemExit("a broken file")
print(before, most())
