"""What a person may ask for, everything in one file or that nothing is left; and the backups that respect it."""

import os
import shutil
import time

from .flowkeep import Client, Installation, Server
from .processes import Failure, Series, run
from .row import MEGABYTE, Row, megabytes, milliseconds

ARCHIVE = "/api/v1/privacy/archive"
ARCHIVE_SECONDS = 10
ARCHIVE_BYTES = 150 * MEGABYTE
DELETION_SECONDS = 0.2
BACKUP_BYTES = 200 * MEGABYTE
RECEIPT_BYTES = 200_000


def archive(plan):
    """Asked for and taken, sealed, while the app's memory is watched."""
    installation = plan.vault.copy(plan.folder / "archive")
    receipts = max(5, plan.transactions // 200)
    times, grown, size = [], [], 0
    with Server(installation) as server:
        client = Client(server)
        client.sign_in()
        _add_receipts(client, receipts)
        server.settle()
        for _ in range(plan.runs):
            before = server.memory("app")
            start = time.perf_counter()
            client.json("POST", ARCHIVE, {"sealed": True}, expected=(202,))
            while client.json("GET", ARCHIVE)["state"] == "making":
                time.sleep(0.05)
            size = _taken(client)
            times.append(time.perf_counter() - start)
            grown.append(server.memory("app", "VmHWM") - before)
            client.call("DELETE", ARCHIVE)
    installation.remove()
    times, grown = Series(times), Series(grown)
    yield Row(
        f"everything in one sealed file ({size / 1e6:.0f} MB), made and taken: {plan.transactions:,} entries in four "
        f"formats, {receipts} receipts", "≤ 10 s",
        times.text(lambda seconds: f"{seconds:.1f} s"), "limit 10 s",
        f"{times.median / ARCHIVE_SECONDS:.2f} of the limit", times.median <= ARCHIVE_SECONDS,
    )
    yield Row(
        "… what the app holds more at most meanwhile, its open vault included", "≤ 150 MB", grown.text(megabytes),
        "limit 150 MB", f"{grown.median / ARCHIVE_BYTES:.2f} of the limit", grown.median <= ARCHIVE_BYTES,
    )


def _taken(client):
    """How long the file is, read as it comes: what this program holds counts as the peak of programs it starts."""
    client.connection.request("GET", ARCHIVE + "/file", headers={"Authorization": f"Bearer {client.token}"})
    answer = client.connection.getresponse()
    if answer.status != 200:
        raise Failure(f"the archive was answered with {answer.status}")
    size = 0
    while part := answer.read(1 << 20):
        size += len(part)
    return size


def _add_receipts(client, count):
    entries = client.json("GET", "/api/v1/money/transactions?limit=100")["items"]
    for number in range(count):
        content = b"%PDF-1.7\n" + os.urandom(RECEIPT_BYTES) + b"\n%%EOF\n"
        path = f"/api/v1/money/transactions/{entries[number % len(entries)]['id']}/receipts?filename=bill.pdf"
        client.call("POST", path, content, content_type="application/octet-stream")


def deletion(plan):
    """The answer; what the job does after it is looked for in the tests."""
    times = []
    for number in range(plan.runs):
        installation = plan.vault.copy(plan.folder / f"deletion-{number}")
        with Server(installation) as server:
            client = Client(server)
            client.sign_in()
            client.report_bytes()
            server.settle()
            start = time.perf_counter()
            client.json("POST", "/api/v1/privacy/deletion", {"graceDays": 0})
            times.append(time.perf_counter() - start)
        installation.remove()
    times = Series(times)
    yield Row(
        f"deletion of an account with {plan.transactions:,} entries: asked, leaf and keys gone, answered", "< 200 ms",
        times.text(milliseconds), "limit 200 ms", f"{times.median / DELETION_SECONDS:.2f} of the limit",
        times.median < DELETION_SECONDS,
    )


def backups(plan):
    """Of the same stores, beside restic: what is told of each is bytes of the stores in a second."""
    installation = plan.vault.copy(plan.folder / "backups")
    with Server(installation) as server:
        client = Client(server)
        client.sign_in()
        _add_receipts(client, max(5, plan.transactions // 200))
    size = sum(file.stat().st_size for file in installation.data.rglob("*") if file.is_file())
    environment = os.environ | {"RESTIC_PASSWORD": "bench", "RESTIC_REPOSITORY": str(plan.folder / "restic")}
    made, restored = {"flowkeep": [], "restic": []}, {"flowkeep": [], "restic": []}
    for number in range(plan.runs):
        target, back = plan.folder / f"kept-{number}", plan.folder / f"back-{number}"
        target.mkdir(mode=0o700)
        made["flowkeep"].append(installation.command("backup", "run", "--to", target))
        folder = next(path for path in target.iterdir() if path.is_dir() and path.name[:2] == "20")
        restored["flowkeep"].append(_restore(installation, folder, back))
        shutil.rmtree(plan.folder / "restic", ignore_errors=True)
        run(["restic", "init", "--quiet"], environment=environment)
        made["restic"].append(run(["restic", "backup", "--quiet", installation.data], environment=environment))
        command = ["restic", "restore", "--quiet", "latest", "--target", plan.folder / f"there-{number}"]
        restored["restic"].append(run(command, environment=environment))
        for path in (target, back, plan.folder / f"there-{number}"):
            shutil.rmtree(path, ignore_errors=True)
    installation.remove()
    for name, runs in (("backup", made), ("restore", restored)):
        ours, theirs = (Series(usage.wall for usage in runs[who]) for who in ("flowkeep", "restic"))
        peak = Series(usage.peak_bytes for usage in runs["flowkeep"])
        ratio = theirs.median / ours.median
        yield Row(
            f"{name} of {size / 1e6:.0f} MB of stores, sealed, whole command", "≥ 2× restic",
            f"{size / 1e6 / ours.median:.0f} MB/s", f"restic {size / 1e6 / theirs.median:.0f} MB/s", f"{ratio:.1f}×",
            ratio >= 2,
        )
        yield Row(
            "… peak memory", "≤ 200 MB", peak.text(megabytes), "limit 200 MB",
            f"{peak.median / BACKUP_BYTES:.2f} of the limit", peak.median <= BACKUP_BYTES,
        )


def _restore(installation, folder, back):
    back.mkdir()
    usage = run([installation.binary, "backup", "restore", "--from", folder, "--data", back / "data"])
    if not any((back / "data").iterdir()):
        raise Failure("nothing was restored")
    return usage
