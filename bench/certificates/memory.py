"""Peak memory of a batch: `python -m bench.certificates.memory COUNT` prints MB before and after."""

import sys

import django

django.setup()

from awards import documents  # noqa: E402 after django.setup()
from bench.certificates.cast import design, recipients  # noqa: E402
from bench.peaks import own_peak  # noqa: E402

MEGABYTE = 1 << 20

words = recipients(int(sys.argv[1]))
list(documents.render(design(), words[:1]))
before = own_peak()
for content in documents.render(design(), words):
    if not content.endswith(b"%%EOF\n"):
        raise SystemExit("a broken file")
print(before / MEGABYTE, own_peak() / MEGABYTE)
