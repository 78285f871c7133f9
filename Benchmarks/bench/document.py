"""docs/benchmarks.md: written by the run, read by people."""

import json
import os
import platform
import re
import subprocess
from datetime import date
from pathlib import Path

HEAD = """# Benchmarks

Written by `make bench`; do not edit. Each row was measured beside its peer or limit in the same run, on the same
machine and disk. Figures are medians of {runs} runs with the smallest and largest in brackets; ratios travel to other
machines, absolute figures do not. A bar that is missed stands here with the reason, kept in `Benchmarks/reasons.json`.

Data: {transactions:,} transactions, {postings:,} postings, made from a seed; ledger and hledger read them as plain
text, Flowkeep from a sealed vault, and the three answers were equal to the last minor unit.

| What | Bar | Flowkeep | Peer or limit | Ratio | Met |
| --- | --- | --- | --- | --- | --- |
"""


def machine():
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {int(memory[1]) // 1_000_000} GB"


def versions():
    def first(*command):
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        words = re.search(r"\d+(\.\d+)+", answer.stdout + answer.stderr)
        return words[0] if words else "?"

    return ", ".join([
        f"Swift {first('swift', '--version')}", f"ledger {first('ledger', '--version')}",
        f"hledger {first('hledger', '--version')}", f"nginx {first('nginx', '-v')}", f"wrk {first('wrk', '-v')}",
        f"OpenSSL {first('openssl', 'version')}", f"Linux {platform.release().split('-')[0]}",
    ])


def reasons(folder):
    return json.loads((folder / "reasons.json").read_text(encoding="utf-8"))


def line(row):
    met = "yes" if row.is_met else f"**no**: {row.reason or 'reason not known yet'}"
    return f"| {row.what} | {row.bar} | {row.flowkeep} | {row.peer} | {row.ratio} | {met} |"


def write(path, plan, rows):
    text = HEAD.format(runs=plan.runs, transactions=plan.transactions, postings=plan.postings)
    text += "\n".join(line(row) for row in rows)
    text += f"\n\nMeasured on {date.today():%Y-%m-%d}: {machine()}. {versions()}.\n"
    Path(path).write_text(text, encoding="utf-8")
