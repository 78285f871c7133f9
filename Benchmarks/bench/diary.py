"""The diary from outside: every page over ten years of daily entries, and an export of Apple Health taken in."""

import http.client
import json
import random
import time
from datetime import date, timedelta

from .flowkeep import Client, Installation, Server, client_context
from .pages import SERVER_CORE, Visit, fetch
from .processes import Failure, Series
from .row import MEGABYTE, Row, megabytes, milliseconds

YEARS = 10
PAGE_SECONDS = 0.030
IMPORT_PER_SECOND = 50 * MEGABYTE
IMPORT_MEMORY = 150 * MEGABYTE
PURPOSES = ("cycle-diary", "cycle-prediction", "cycle-import")
FLOW = ("medium", "heavy", "medium", "light", "spotting")


def days(until):
    """Ten years with an entry on every day: flow, temperature, mucus, symptoms, mood, sleep."""
    draw = random.Random(7)
    start, first = until - timedelta(days=365 * YEARS), until - timedelta(days=365 * YEARS)
    length = 29
    day = first
    while day <= until:
        place = (day - start).days
        if place >= length:
            start, place, length = day, 0, draw.choice((27, 28, 28, 29, 29, 30, 31))
        rise = length - 13
        entry = {
            "date": day.isoformat(),
            "temperature": {"value": f"{(36.40 if place <= rise else 36.75) + draw.randint(-8, 8) / 100:.2f}",
                            "time": "06:40"},
            "mucus": {"texture": "egg-white" if 0 <= rise - place <= 2 else "nothing"},
            "symptoms": [{"id": "cramps" if place < 2 else draw.choice(("headache", "tired", "bloated")),
                          "intensity": draw.choice(("mild", "moderate", "strong"))}],
            "moods": [{"id": draw.choice(("calm", "good", "irritable", "low")), "intensity": "moderate"}],
            "sleep": {"minutes": draw.randint(360, 520)},
        }
        if place < len(FLOW):
            entry["bleeding"] = {"level": FLOW[place]}
        yield entry
        day += timedelta(days=1)


def started(server):
    """Somebody who keeps a diary."""
    client = Client(server)
    client.sign_in()
    for purpose in PURPOSES:
        client.call("PUT", f"/api/v1/privacy/consents/{purpose}", {"given": True})
    return client


def diary_pages(plan):
    today = date.today()
    installation = Installation(plan.binary, plan.folder / "diary")
    installation.create_account()
    with Server(installation, core=SERVER_CORE) as server:
        client = started(server)
        book = json.dumps({"format": "flowkeep-cycle", "version": 1, "days": list(days(today))}).encode()
        client.call("POST", "/api/v1/cycle/imports", book, content_type="application/octet-stream")
        visits = [Visit(name, path) for name, path in (
            ("overview", "/cycle"), ("day log", f"/cycle/day/{today}"), ("calendar", "/cycle/calendar"),
            ("history", "/cycle/history"), ("report", "/cycle/report"), ("settings", "/cycle/settings"),
            ("today", "/today"))]
        slowest = None
        connection = server.connect()
        for visit in visits:
            fetch(server, visit, client.token, connection)
            times = []
            for _ in range(40 * plan.runs):
                start = time.perf_counter()
                fetch(server, visit, client.token, connection)
                times.append(time.perf_counter() - start)
            found = (Series(times), visit.name)
            slowest = max(slowest or found, found, key=lambda item: item[0].percentile(0.99))
        connection.close()
    installation.remove()
    times, name = slowest
    slow = times.percentile(0.99)
    yield Row(
        f"the slowest of {len(visits)} pages over {YEARS} years of daily entries, none of them kept, one core",
        "99th percentile < 30 ms", f"{name}: {milliseconds(slow)}, median {milliseconds(times.median)}", "limit 30 ms",
        f"{slow / PAGE_SECONDS:.2f} of the limit", slow < PAGE_SECONDS,
    )


def write_health(path, byte_count):
    """An export.xml as a watch makes it: mostly heartbeats, and the body's records between them."""
    beat = ('<Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" unit="count/min" '
            'creationDate="2026-01-02 10:00:00 +0100" startDate="2026-01-02 09:59:00 +0100" '
            'endDate="2026-01-02 09:59:00 +0100" value="62"/>\n') * 200
    with path.open("w") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n'
                   '<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record*)>\n]>\n<HealthData locale="de_DE">\n')
        day, written = date(2016, 1, 1), 0
        while written < byte_count:
            written += file.write(beat)
            stamp = f"{day} 06:40:00 +0100"
            written += file.write(
                f'<Record type="HKQuantityTypeIdentifierBasalBodyTemperature" sourceName="Health" unit="degC" '
                f'startDate="{stamp}" endDate="{stamp}" value="36.5"/>\n')
            day = day + timedelta(days=1) if day < date(2026, 1, 1) else date(2016, 1, 1)
        file.write("</HealthData>\n")
    return path.stat().st_size


def health_import(plan):
    """Sent as a browser sends it: piece by piece over TLS, while the server reads."""
    path = plan.folder / "export.xml"
    size = write_health(path, (20 if plan.runs == 1 else 500) * 1_000_000)
    installation = Installation(plan.binary, plan.folder / "health")
    installation.create_account()
    with Server(installation) as server:
        client = started(server)
        connection = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=300, context=client_context())
        with path.open("rb") as file:
            start = time.perf_counter()
            connection.request("POST", "/api/v1/cycle/imports", body=file, headers={
                "Authorization": f"Bearer {client.token}", "Content-Type": "application/octet-stream",
                "Content-Length": str(size)})
            answer = connection.getresponse()
            content = answer.read()
            seconds = time.perf_counter() - start
        if answer.status != 201 or json.loads(content)["days"] < 10:
            raise Failure(f"the export of Apple Health was answered with {answer.status}")
        peak = server.memory("app", "VmHWM")
    installation.remove()
    path.unlink()
    speed = size / seconds
    yield Row(
        f"export.xml of Apple Health ({megabytes(size)}) taken in over TLS", "≥ 50 MB/s", f"{megabytes(speed)}/s",
        "limit 50 MB/s", f"{speed / IMPORT_PER_SECOND:.1f}×", speed >= IMPORT_PER_SECOND,
    )
    yield Row(
        "… peak memory of the app", "≤ 150 MB", megabytes(peak), "limit 150 MB",
        f"{peak / IMPORT_MEMORY:.2f} of the limit", peak <= IMPORT_MEMORY,
    )
