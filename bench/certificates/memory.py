"""Peak memory of a batch: `python -m bench.certificates.memory COUNT` prints MB before and after."""

import sys

import django

django.setup()

from awards.designs.documents import fast_pdf  # noqa: E402
from bench.certificates.scenario import (  # noqa: E402
    award_texts,
    benchmark_design,
)
from bench.peak_memory import peak_memory  # noqa: E402

MEGABYTE = 1 << 20

texts_of_awards = award_texts(int(sys.argv[1]))
list(fast_pdf.render(benchmark_design(), texts_of_awards[:1]))
before = peak_memory()
for content in fast_pdf.render(benchmark_design(), texts_of_awards):
    if not content.endswith(b"%%EOF\n"):
        raise SystemExit("a broken file")
print(before / MEGABYTE, peak_memory() / MEGABYTE)
