"""What the promises cost: checking them all, showing them to anyone, and turning every key under load."""

import json
import time
from datetime import datetime

from . import peers
from .flowkeep import Client, Installation, Server, operate
from .load import paced
from .pages import PER_SECOND, Visit, beside_nginx, fetch
from .processes import Failure, Series
from .row import Row, kilobytes, milliseconds, rate

TRUST_PAGE = "/trust"
PASS_SECONDS_MAXIMUM = 120


def promises(plan):
    times, kept = [], 0
    with Server(plan.vault) as server:
        fetch(server, Visit("trust", TRUST_PAGE, is_outside=True), "")
        for _ in range(plan.runs):
            usage = plan.vault.command("promises", "--now", "--format", "json")
            times.append(usage.wall)
            verdicts = [promise["verdict"] for promise in json.loads(usage.output)["promises"]]
            kept = verdicts.count("kept")
            if not kept or "broken" in verdicts:
                raise Failure(f"{kept} promises are kept and {verdicts.count('broken')} are broken")
    times = Series(times)
    yield Row(
        f"all promises checked now, whole command ({kept} kept)", "≤ 10 s", times.text(milliseconds), "limit 10 s",
        f"{times.median / 10:.2f} of the limit", times.median <= 10,
    )


def trust_page(plan):
    with Server(plan.vault) as server:
        content = fetch(server, Visit("trust", TRUST_PAGE, is_outside=True), "")
        ours, theirs = beside_nginx(plan, server, TRUST_PAGE, content)
    ratio = ours.median / theirs.median
    yield Row(
        f"{TRUST_PAGE} ({kilobytes(len(content))}) over TLS 1.3, keep-alive, one load thread, 32 connections",
        "≥ 0.3× nginx with the same bytes", ours.text(rate), f"nginx {theirs.text(rate)}", f"{ratio:.2f}×",
        ratio >= 0.3,
    )


def under_rotation(plan):
    """A person's page at a constant rate, while nothing else happens and while every key turns."""
    people = 10 if plan.runs == 1 else 600
    crowd = Installation(plan.binary, plan.folder / "rotation")
    crowd.create_account()
    crowd.add_people(people)
    quiet, beside, rewrapped, seconds = [], [], 0, 0.0
    for number in range(plan.runs):
        installation = crowd.copy(plan.folder / f"rotation-{number}")
        with Server(installation) as server:
            client = Client(server)
            client.sign_in()
            page = Visit("today", "/today")
            fetch(server, page, client.token)
            request = page.request(server.port, client.token)
            paced(server.port, request, PER_SECOND, 0.25)
            rotation = Rotation(installation)
            before = paced(server.port, request, PER_SECOND, max(1, plan.load_seconds / 2))
            during = paced(server.port, request, PER_SECOND, PASS_SECONDS_MAXIMUM, during=rotation)
        if before.errors or during.errors:
            raise Failure(f"{before.errors + during.errors} requests were not answered with the page")
        quiet += before.seconds
        beside += during.seconds
        rewrapped += rotation.rewrapped
        seconds += rotation.seconds
        installation.remove()
    before, during = Series(quiet).percentile(0.99), Series(beside).percentile(0.99)
    ratio = during / before
    yield Row(
        f"a page at {PER_SECOND} requests/s while all keys turn and over {rewrapped:,} records are sealed anew "
        f"({seconds:.1f} s)", "99th percentile < 1.25× without", f"{milliseconds(during)} of {len(beside):,}",
        f"without {milliseconds(before)} of {len(quiet):,}", f"{ratio:.2f}×", ratio < 1.25,
    )


class Rotation:
    """Turns every key of a running server and waits until nothing is left under an old one."""

    def __init__(self, installation):
        self.installation, self.rewrapped, self.seconds = installation, 0, 0.0

    def __call__(self):
        started = time.perf_counter()
        operate(self.installation, "POST", "/operator/v1/keys/rotate")
        while time.perf_counter() - started < PASS_SECONDS_MAXIMUM:
            rewrap = operate(self.installation, "GET", "/operator/v1/keys").get("rewrap", {})
            self.rewrapped = max(self.rewrapped, rewrap.get("rewrapped", 0))
            # The pass ended, and the next waits until no other instance can seal under the old keys.
            if rewrap.get("state") == "waiting" and self._is_later(rewrap.get("due")):
                self.seconds = time.perf_counter() - started
                return
            time.sleep(0.02)
        raise Failure(f"no pass ended within {PASS_SECONDS_MAXIMUM} s")

    @staticmethod
    def _is_later(due):
        return due is not None and datetime.fromisoformat(due.replace("Z", "+00:00")).timestamp() > time.time() + 60
