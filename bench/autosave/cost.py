"""What one save and one page cost without anybody else: statements and processor time, beside a bare view."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from bench.autosave.scenario import Officer

ROUNDS, REQUESTS = 5, 20
CODE, ASPECT = "EN4.3", "EN4"


@override_settings(ROOT_URLCONF="bench.autosave.urls")
def report(officer: Officer) -> None:
    """Print both costs of an officer who saves and opens a page; the values of the assessment change."""
    client = Client(headers={"host": "127.0.0.1"})
    client.cookies.load(officer.cookies)
    address, numbers = f"/assessments/{officer.assessment_id}", count(1)

    def save() -> HttpResponseBase:
        return client.post(f"{address}/entries/{CODE}/", {f"{CODE}-value": str(next(numbers))})

    bare = _processor_ms(lambda: client.get("/bare/"))
    requests = {"a save": save, "the page of an aspect": lambda: client.get(f"{address}/aspects/{ASPECT}/")}
    for name, request in requests.items():
        milliseconds = _processor_ms(request)
        with CaptureQueriesContext(connection) as captured:
            request()
        print(
            f"  {name} alone: {len(captured)} statements, {milliseconds:.1f} ms of processor time,"
            f" {milliseconds / bare:.0f} × a bare view"
        )


def _processor_ms(request: Callable[[], HttpResponseBase]) -> float:
    """Return the processor time of this process for one request, in ms: the least of several rounds."""
    if request().status_code != 200:
        raise SystemExit("a request that is to be measured was refused")
    rounds = []
    for _round in range(ROUNDS):
        begin = time.process_time()
        for _request in range(REQUESTS):
            request()
        rounds.append(1000 * (time.process_time() - begin) / REQUESTS)
    return min(rounds)
