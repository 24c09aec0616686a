"""Officers saving over HTTP, each in a thread, and the durations of their requests."""

from __future__ import annotations

import http.client
import re
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from bench.autosave.scenario import Officer

TIMEOUT = 60  # seconds
BEFORE = re.compile(r'data-before="([^"]*)"')
KEEP_MINE = re.compile(r'data-keep-mine="([^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')
NOTHING = '{"value": null}'


@dataclass(frozen=True, slots=True)
class Save:
    """A value that the portal acknowledged as stored, as JSON text, and its officer."""

    assessment_id: int
    user_id: int
    code: str
    stored: str


@dataclass
class RequestLog:
    """The log of one or all officers: seconds of each request, acknowledged saves, conflicts, errors."""

    seconds: list[float] = field(default_factory=list)
    saves: list[Save] = field(default_factory=list)
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: RequestLog) -> RequestLog:
        return RequestLog(
            self.seconds + other.seconds,
            self.saves + other.saves,
            self.conflicts + other.conflicts,
            self.errors + other.errors,
        )

    def percentile(self, share: int) -> float:
        return statistics.quantiles(self.seconds, n=100)[share - 1]


def measure_bare(port: int, officers: list[Officer], seconds: float) -> RequestLog:
    """Measure the bare view with as many clients."""

    def request_page(officer: Officer, log: RequestLog) -> None:
        status, _ = _request(port, officer, "/bare/", log)
        if status != 200:
            log.errors.append(f"the bare view answered {status}")

    return _at_once(officers, seconds, request_page)


def measure_saving(port: int, officers: list[Officer], seconds: float) -> RequestLog:
    """Measure all officers saving; before, each opens a page for the CSRF token, as a browser does."""
    for officer in officers:
        status, page = _request(
            port, officer, f"/assessments/{officer.assessment_id}/aspects/EN1/", RequestLog()
        )
        if status != 200:
            raise SystemExit(f"the page of an aspect answered {status}")
        officer.token = TOKEN.search(page)[1]
    return _at_once(officers, seconds, lambda officer, log: _save(port, officer, log))


def _save(port: int, officer: Officer, log: RequestLog) -> None:
    """Save one value; in a conflict keep the officer's own, until no colleague is faster."""
    code, values = next(officer.saves)
    status = 409
    while status == 409:
        form_data = {f"{code}-{key}": value for key, value in values.items()}
        form_data |= {
            f"{code}-before": officer.shown_values.get(code, NOTHING),
            "csrfmiddlewaretoken": officer.token,
        }
        address = f"/assessments/{officer.assessment_id}/entries/{code}/"
        status, page = _request(port, officer, address, log, urlencode(form_data))
        if status == 409 and (their_value := KEEP_MINE.search(page)):
            officer.shown_values[code] = unescape(their_value[1])
            log.conflicts += 1
    if status != 200:
        log.errors.append(f"{code} answered {status}")
        return
    stored = unescape(BEFORE.search(page)[1])
    officer.shown_values[code] = stored
    log.saves.append(Save(officer.assessment_id, officer.user_id, code, stored))


def _request(port: int, officer: Officer, address: str, log: RequestLog, body: str | None = None):
    """Send a POST with a body, else a GET; return status and page, or the error in place of the status."""
    headers = {"Cookie": officer.cookies, "Content-Type": "application/x-www-form-urlencoded"}
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        connection.request("GET" if body is None else "POST", address, body, headers)
        response = connection.getresponse()
        page = response.read().decode()
    except (OSError, http.client.HTTPException) as error:
        return f"{type(error).__name__}: {error}", ""
    finally:
        connection.close()
    log.seconds.append(time.perf_counter() - begin)
    for cookie in response.headers.get_all("Set-Cookie") or []:
        if cookie.startswith("csrftoken="):
            officer.cookies += f"; {cookie.split(';')[0]}"
    return response.status, page


def _at_once(
    officers: list[Officer], seconds: float, work: Callable[[Officer, RequestLog], None]
) -> RequestLog:
    """Run `work` for all officers at once until the time is over; requests that began are finished."""
    logs = [RequestLog() for _ in officers]
    start = threading.Barrier(len(officers))

    def run(officer: Officer, log: RequestLog) -> None:
        start.wait()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and not log.errors:
            work(officer, log)

    threads = [
        threading.Thread(target=run, args=officer_and_log)
        for officer_and_log in zip(officers, logs, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(logs, RequestLog())


def faults_of(log: RequestLog) -> list[str]:
    return [f"{len(log.errors)} errors, the first: {log.errors[0]}"] if log.errors else []


def report(bare: RequestLog, saved: RequestLog, seconds: float) -> None:
    print(f"  bare view       {_line(bare)}")
    print(f"  saving a value  {_line(saved)}")
    rate = len(saved.saves) / seconds
    print(f"  {len(saved.saves):,} saves, {rate:.1f}/s; {saved.conflicts} conflicts, all resolved")
    ratios = [saved.percentile(share) / bare.percentile(share) for share in (50, 95)]
    print(f"  ratio p50 {ratios[0]:.1f}, p95 {ratios[1]:.1f} (saving / bare view, same clients, same run)")


def _line(log: RequestLog) -> str:
    p50, p95 = (1000 * log.percentile(share) for share in (50, 95))
    return f"{len(log.seconds):7,} requests, {len(log.errors)} errors, p50 {p50:7.1f} ms, p95 {p95:7.1f} ms"
