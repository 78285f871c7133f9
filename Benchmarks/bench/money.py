"""What a person does with 100,000 entries beside looking at pages: searching, taking back, carrying them in and out.

And whether everything still works with ten times as many.
"""

import time

from . import dataset
from .flowkeep import Client, Installation, Server, report_sums
from .household import bank
from .pages import Visit, fetch, form_token
from .processes import Failure, Series
from .row import MEGABYTE, Row, megabytes, milliseconds

SEARCH_SECONDS = 0.030
UNDO_SECONDS = 0.050
VAULT_BYTES = 150 * MEGABYTE
# A word in payees, one in notes with accents, one that nothing holds, two words, everything but one, operators.
SEARCHES = [
    "cafe", "gruss", "zzzz", "market 7", "-cafe", "gruß -market", ">500 category:transport", "from:2020 until:2022",
]
FORMATS = ["csv", "json", "ledger", "hledger", "beancount", "ofx", "qif"]


def typing(plan):
    """Each letter of a search is a request; the slowest kind of search counts."""
    slowest = None
    with Server(plan.vault) as server:
        client = Client(server)
        client.sign_in()
        token, connection = form_token(server, client), server.connect()
        for words in SEARCHES:
            times = []
            for number in range(10 * plan.runs):
                # Another first day each time: an answer to the same question would be kept.
                form = {"csrf": token, "q": words, "from": f"2015-{1 + number // 28:02d}-{1 + number % 28:02d}"}
                visit = Visit(words, "/money/search", form=form)
                start = time.perf_counter()
                fetch(server, visit, client.token, connection)
                times.append(time.perf_counter() - start)
            found = (Series(times), words)
            slowest = max(slowest or found, found, key=lambda item: item[0].percentile(0.99))
        connection.close()
    times, words = slowest
    slow = times.percentile(0.99)
    yield Row(
        f"searching all entries, the slowest of {len(SEARCHES)} kinds ({words}), page included",
        "99th percentile < 30 ms",
        f"{milliseconds(slow)}, median {milliseconds(times.median)}", "limit 30 ms",
        f"{slow / SEARCH_SECONDS:.2f} of the limit", slow < SEARCH_SECONDS,
    )


def undo(plan):
    """Of one entry, and of an import of a hundredth of the data with the categories it made."""
    single, whole = [], []
    rows = max(20, plan.transactions // 100)
    items = list(dataset.entries(rows))
    with Server(plan.vault) as server:
        client = Client(server)
        client.sign_in()
        account = bank(client)
        entry = client.json("GET", "/api/v1/money/transactions?limit=1")["items"][0]
        entry = {"date": entry["date"], "postings": [
            {name: posting[name] for name in ("account", "category", "amount") if posting.get(name)}
            for posting in entry["postings"]]}
        for number in range(4 * plan.runs):
            client.json("POST", "/api/v1/money/transactions", entry)
            single.append(_take_back(client))
            if number < plan.runs:
                path = plan.folder / f"undo-{number}.csv"
                dataset.write_csv(path, items, suffix=f" u{number}")
                preview = client.json(
                    "POST", f"/api/v1/money/imports?format=auto&filename=undo.csv&account={account}",
                    path.read_bytes(), content_type="text/csv")
                client.call("POST", f"/api/v1/money/imports/{preview['id']}/commit")
                whole.append(_take_back(client))
    single, whole = Series(single), Series(whole)
    slow = max(single.percentile(0.99), whole.percentile(0.99))
    yield Row(
        f"undo, durable: of one entry; of an import of {rows:,} rows", "99th percentile < 50 ms",
        f"{single.text(milliseconds)}; {whole.text(milliseconds)}", "limit 50 ms",
        f"{slow / UNDO_SECONDS:.2f} of the limit", slow < UNDO_SECONDS,
    )


def _take_back(client):
    change = client.json("GET", "/api/v1/money/undo")["items"][0]["change"]
    start = time.perf_counter()
    client.call("POST", "/api/v1/money/undo", {"change": change})
    return time.perf_counter() - start


def vault_memory(plan):
    """What the app holds more once a vault is open and every report was asked for."""
    grown = []
    for _ in range(plan.runs):
        with Server(plan.vault) as server:
            server.settle()
            before = server.memory("app")
            client = Client(server)
            client.sign_in()
            client.report_bytes()
            for path in ("/money/reports/income-statement", "/money/reports/net-worth?from=2016-01-01&to=2025-12-31"):
                fetch(server, Visit("", path), client.token)
            search = {"csrf": form_token(server, client), "q": "gruss"}
            fetch(server, Visit("", "/money/search", form=search), client.token)
            grown.append(server.memory("app") - before)
    grown = Series(grown)
    yield Row(
        f"memory of an open vault with {plan.transactions:,} entries", "≤ 150 MB", grown.text(megabytes),
        "limit 150 MB",
        f"{grown.median / VAULT_BYTES:.2f} of the limit", grown.median <= VAULT_BYTES,
    )


def carrying(plan):
    """Out in every format, and back in from ledger's into an account that is empty."""
    times, journal = {}, b""
    with Server(plan.vault) as server:
        client = Client(server)
        client.sign_in()
        for name in FORMATS:
            start = time.perf_counter()
            content = client.call("GET", f"/api/v1/money/export?format={name}")
            times[name] = time.perf_counter() - start
            if name == "ledger":
                journal = content
    yield Row(
        f"export of {plan.transactions:,} entries, in each of {len(FORMATS)} formats", "each ≤ 3 s",
        ", ".join(f"{name} {milliseconds(seconds)}" for name, seconds in times.items()), "limit 3 s",
        f"{max(times.values()) / 3:.2f} of the limit", max(times.values()) <= 3,
    )
    path = plan.folder / "carried.ledger"
    path.write_bytes(journal)
    empty = Installation(plan.binary, plan.folder / "carried")
    empty.create_account()
    usage = empty.import_file(path)
    if report_sums(empty.report().output) != report_sums(plan.vault.report().output):  # ids are another book's
        raise Failure("what came back from ledger's format is not what went out")
    empty.remove()
    yield Row(
        f"… and a ledger journal of {len(journal) / MEGABYTE:.0f} MB read back, whole command", "≤ 10 s",
        milliseconds(usage.wall), "limit 10 s", f"{usage.wall / 10:.2f} of the limit", usage.wall <= 10,
    )


def million(plan):
    """Ten times as much. There is no bar but that everything works; the figures are for knowing."""
    count = plan.transactions * 10
    vault = Installation(plan.binary, plan.folder / "million")
    vault.create_account()
    items = list(dataset.entries(count))
    started = time.perf_counter()
    for part in range(10):
        path = plan.folder / "part.qif"
        dataset.write_qif(path, items[part * plan.transactions:(part + 1) * plan.transactions])
        vault.import_file(path)
    imported = time.perf_counter() - started
    with Server(vault) as server:
        client = Client(server)
        client.sign_in()
        start = time.perf_counter()
        client.report_bytes()
        opened = time.perf_counter() - start
        listed = client.json("GET", "/api/v1/money/transactions?limit=1")
        if listed["count"] != count:
            raise Failure(f"{listed['count']} of {count} entries are there")
        figures = []
        search = {"csrf": form_token(server, client), "q": "gruss"}
        for visit in (Visit("month", "/money/month/2025-11"), Visit("search", "/money/search", form=search),
                      Visit("spending of ten years", "/money/reports/spending?from=2016-01-01&to=2025-12-31"),
                      Visit("forecast", "/money/forecast")):
            start = time.perf_counter()
            fetch(server, visit, client.token)
            figures.append(f"{visit.name} {milliseconds(time.perf_counter() - start)}")
        memory = server.memory("app", "VmHWM")
    vault.remove()
    yield Row(
        f"{count:,} entries", "everything works",
        f"ten imports {imported:.0f} s, opening and report {milliseconds(opened)}, {', '.join(figures)}; "
        f"app at most {megabytes(memory)}", "none", "–", True,
    )
