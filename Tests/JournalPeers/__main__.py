"""Checks journals with the tools they are for, and compares every balance those tools find with the book's own.

    python Tests/JournalPeers FOLDER    N.ledger, N.hledger, N.beancount, each with its N.….balances

A balances file has a line for each account and currency: name, code, amount, tabs between them.
"""

import csv
import io
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

# Both read account names as UTF-8 only where the locale says so.
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LEDGER_FILE": "", "HOME": "/nonexistent"}


def run(*command):
    result = subprocess.run(command, capture_output=True, env=ENVIRONMENT, timeout=300)
    if result.returncode != 0 or result.stderr.strip():
        # The journal is generated: nothing in it is anybody's.
        raise AssertionError(f"{command[0]} refused {command[-1]}: {result.stderr.decode()[:2000]}")
    return result.stdout.decode()


def expected(path):
    balances = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            name, currency, amount = line.split("\t")
            balances[name, currency] = Decimal(amount)
    return balances


def ledger(path):
    run("ledger", "--args-only", "--strict", "-f", str(path), "source", str(path))
    # `amount` is the account's own; a total has those below it, even in a flat list.
    text = run("ledger", "--args-only", "-f", str(path), "balance", "--flat", "--no-total",
               "--balance-format", "\x01%(account)\n%(scrub(amount))\n")
    balances = {}
    name = None
    for line in text.split("\n"):
        if line.startswith("\x01"):
            name = line[1:]
        elif line.strip() and line.strip() != "0":
            amount, currency = line.split()
            balances[name, currency] = Decimal(amount)
    return balances


def hledger(path):
    run("hledger", "check", "--strict", "ordereddates", "-f", str(path))
    text = run("hledger", "balance", "--flat", "--no-total", "--layout=bare", "-O", "csv", "-f", str(path))
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return {(name, currency): Decimal(amount) for name, currency, amount in rows if Decimal(amount) != 0}


def beancount(path):
    run(str(Path(sys.executable).parent / "bean-check"), str(path))
    from beancount import loader
    from beancount.core import data

    entries, errors, _ = loader.load_file(str(path))
    assert not errors, errors[:3]
    balances = {}
    for entry in entries:
        if isinstance(entry, data.Transaction):
            for posting in entry.postings:
                key = posting.account, posting.units.currency
                balances[key] = balances.get(key, 0) + posting.units.number
    return {key: amount for key, amount in balances.items() if amount != 0}


def main():
    folder = Path(sys.argv[1])
    failures = 0
    books = sorted({path.name.split(".")[0] for path in folder.glob("*.balances")})
    if len(books) < 3:
        print(f"journals: {len(books)} books in {folder}, not three", file=sys.stderr)
        return 1
    for book in books:
        for tool in (ledger, hledger, beancount):
            path = folder / f"{book}.{tool.__name__}"
            wanted = expected(Path(f"{path}.balances"))
            try:
                found = tool(path)
            except AssertionError as error:
                print(f"journals: {error}", file=sys.stderr)
                failures += 1
                continue
            # Openings and exchanges stand against equity, which a book does not have.
            equity = {key: amount for key, amount in found.items() if key[0].startswith("Equity:")}
            own = {key: amount for key, amount in found.items() if key not in equity}
            for key in sorted(wanted.keys() | own.keys()):
                if wanted.get(key) != own.get(key):
                    print(f"journals: book {book}, {tool.__name__}: {key[0]} {key[1]}: "
                          f"{own.get(key)} and not {wanted.get(key)}", file=sys.stderr)
                    failures += 1
            print(f"journals: book {book}, {tool.__name__}: {len(wanted)} balances, {len(equity)} of equity")
    print("journals: " + ("every balance agrees" if failures == 0 else f"{failures} differences"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
