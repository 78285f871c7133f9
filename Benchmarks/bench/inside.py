"""What flowkeep-bench measures inside the modules, where a whole program would hide it."""

import json
import os
import subprocess

from . import peers
from .processes import Failure, Series
from .row import Row, microseconds, rate


def probe(plan, *arguments):
    """flowkeep-bench's answer. Its files go beside the other data, on a real disk."""
    environment = {**os.environ, "TMPDIR": str(plan.folder)}
    try:
        answer = subprocess.run(
            [plan.probe, *arguments], check=True, capture_output=True, text=True, timeout=600, env=environment,
        )
    except subprocess.SubprocessError as error:
        raise Failure(f"flowkeep-bench {arguments[0]} did not end well ({type(error).__name__})") from None
    return json.loads(answer.stdout)


def several(plan, *arguments):
    """One series for each figure that flowkeep-bench prints."""
    answers = [probe(plan, *arguments) for _ in range(plan.runs)]
    return {name: Series(answer[name] for answer in answers) for name in answers[0]}


def sealing(plan):
    seconds = 1 if plan.runs == 1 else 2
    ours, theirs = {}, {}
    for _ in range(plan.runs):
        for entry in probe(plan, "sealing", str(seconds * 500)):
            size = entry["bytes"]
            ours.setdefault(size, []).append(entry["seal"])
            theirs.setdefault(size, []).append(peers.openssl_bytes_per_second(size, seconds))
    for size in ours:
        mine, peer = Series(ours[size]), Series(theirs[size])
        ratio = mine.median / peer.median
        speed = "{:.2f} GB/s".format
        yield Row(
            f"sealing {size // 1024} KiB, key derivation and commitment included",
            "≥ 0.8× openssl speed aes-256-gcm",
            Series(value / 1e9 for value in ours[size]).text(speed),
            f"openssl {Series(value / 1e9 for value in theirs[size]).text(speed)}", f"{ratio:.2f}×", ratio >= 0.8,
        )


def log(plan):
    found = several(plan, "log")
    appends, proof, check = (
        found[name] for name in ("appends_per_second", "inclusion_proof_microseconds", "verification_microseconds"))
    yield Row(
        "transparency log: appends in memory, to 1,000,000 leaves", "≥ 100,000/s", appends.text(rate),
        "limit 100,000/s", f"{appends.median / 100_000:.1f}× the limit", appends.median >= 100_000,
    )
    yield Row(
        "… an inclusion proof there", "≤ 200 µs", proof.text(microseconds), "limit 200 µs",
        f"{proof.median / 200:.2f} of the limit", proof.median <= 200,
    )
    yield Row(
        "… checking one", "≤ 10 µs", check.text(microseconds), "limit 10 µs", f"{check.median / 10:.2f} of the limit",
        check.median <= 10,
    )


def trail(plan):
    found = several(plan, "trail")
    records = found["records_per_second"]
    for what, name in (
        ("transparency log: durable appends by 256 tasks, each with what opens it", "appends_per_second"),
        ("… whole acts: next of their subject, made, sealed, appended", "acts_per_second"),
    ):
        ratio = found[name].median / records.median
        yield Row(
            what, "≥ 0.5× small records by as many tasks, which share their syncs", found[name].text(rate),
            f"records {records.text(rate)}", f"{ratio:.2f}×", ratio >= 0.5,
        )
    act, sync = found["act_p99_microseconds"], found["fdatasync_p99_microseconds"]
    ratio = act.median / sync.median
    yield Row(
        "what a sign-in waits longer for the log: one act, alone, 99th percentile", "≤ 2 fdatasync",
        f"{act.text(microseconds)}, median {found['act_median_microseconds'].text(microseconds)}",
        f"fdatasync of 4 KiB: {sync.text(microseconds)}, median "
        f"{found['fdatasync_median_microseconds'].text(microseconds)}", f"{ratio:.2f}×", ratio <= 2,
    )


def permissions(plan):
    found = several(plan, "permissions")["check_nanoseconds"]
    yield Row(
        "whether a member of the staff may do something, worked out of the longest record anew", "≤ 1 µs",
        found.text("{:.0f} ns".format), "limit 1 µs", f"{found.median / 1000:.2f} of the limit", found.median <= 1000,
    )


def retention(plan):
    """The end of a week of which every account's part is opened, summed and deleted."""
    answer = probe(plan, "retention", str(plan.transactions))
    seconds, accounts = answer["run_milliseconds"] / 1000, answer["accounts"]
    yield Row(
        f"the longest retention run of {accounts:,} accounts: a week's figures summed and deleted", "≤ 60 s",
        f"{seconds:.1f} s", "limit 60 s", f"{seconds / 60:.2f} of the limit", seconds <= 60,
    )
    quiet, during = answer["read_p99_microseconds"], answer["read_p99_microseconds_during_run"]
    yield Row(
        "… 99th percentile of reads beside it", "≤ 1.25× quiet", microseconds(during), f"quiet {microseconds(quiet)}",
        f"{during / quiet:.2f}×", during <= 1.25 * quiet,
    )


def rewrap(plan):
    found = several(plan, "rotation")["slots_per_second"]
    yield Row(
        "rotation: key slots sealed anew, durable, reads beside it", "≥ 5,000/s", found.text(rate), "limit 5,000/s",
        f"{found.median / 5_000:.2f}× the limit", found.median >= 5_000,
    )
