"""Beside the programs people serve their plain-text accounts with: fava and hledger-web, on the same data.

What is asked of each is its income statement: of fava the answer its page is filled with, of hledger-web, which has
none, the balances of all accounts as JSON, which is less. Flowkeep answers with the whole page, over TLS. Peers serve
plain HTTP, so the comparison favours them.
"""

import http.client
import time
from pathlib import Path

from . import dataset, peers
from .flowkeep import Client, Server
from .pages import TEN_YEARS, Visit, fetch
from .processes import Background, Failure, Series, free_port
from .row import Row, milliseconds, rate

FAVA = Path(__file__).resolve().parents[2] / ".build" / "bench-venv" / "bin" / "fava"
PAGE = f"/money/reports/income-statement?from={TEN_YEARS['from']}&to={TEN_YEARS['to']}"
TIMES = 100  # that much more, and that much sooner


class Peer:
    """A server of a text file: start it, ask it, add an entry to its file and ask again."""

    def __init__(self, name, plan, file, path, arguments):
        self.name, self.file, self.path, self.port = name, file, path, free_port()
        self.content, self.folder = b"", plan.folder
        words = [word.format(port=self.port, file=file) for word in arguments]
        self.process = Background(words, plan.folder / f"{name}.log")

    def ask(self, timeout=300):
        """How long the answer took."""
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.request("GET", self.path)
        answer = connection.getresponse()
        self.content = answer.read()
        connection.close()
        if answer.status != 200 or len(self.content) < 200:
            raise Failure(f"{self.name} answered {answer.status}")
        return time.perf_counter() - start

    def wait(self, timeout=240):
        while time.perf_counter() - self.process.started < timeout:
            self.process.check()
            try:
                return self.ask()
            except OSError:
                time.sleep(0.2)
        raise Failure(f"{self.name} did not answer within {timeout} s")

    def after_an_entry(self, text):
        """Until an answer shows it."""
        before = self.content
        start = time.perf_counter()
        with open(self.file, "a", encoding="utf-8") as file:
            file.write(text)
        while time.perf_counter() - start < 120:
            self.ask()
            if self.content != before:
                return time.perf_counter() - start
        raise Failure(f"{self.name} does not show what was added to its file")

    def per_second(self, seconds):
        return peers.wrk(f"http://127.0.0.1:{self.port}{self.path}", seconds, 4, self.folder).per_second


def _peers(plan):
    fava, hledger = plan.folder / "served.beancount", plan.folder / "served.journal"
    dataset.write_beancount(fava, plan.items)
    dataset.write_journal(hledger, plan.items)
    day = dataset.FIRST_DAY.replace(year=dataset.FIRST_DAY.year + 9)
    yield ("fava", f'\n{day} * "Cafe 1" ""\n  Expenses:Groceries  1.00 INR\n  Assets:Bank  -1.00 INR\n',
           lambda: Peer("fava", plan, fava, "/beancount/api/income_statement", [str(FAVA), "-p", "{port}", "{file}"]))
    yield ("hledger-web", f"\n{day} Cafe 1\n    Expenses:Groceries  1.00 INR\n    Assets:Bank  -1.00 INR\n",
           lambda: Peer("hledger-web", plan, hledger, "/accounts", [
               "hledger-web", "--serve", "--port", "{port}", "--base-url", "http://127.0.0.1:{port}", "-f", "{file}"]))


def _ours(plan):
    """Requests a second, and seconds from sending an entry to reading the page that shows it."""
    many, fresh = [], []
    with Server(plan.vault) as server:
        client = Client(server)
        client.sign_in()
        account = client.json("GET", "/api/v1/money/accounts")["items"][0]["id"]
        category = next(item["id"] for item in client.json("GET", "/api/v1/money/categories")["items"]
                        if item["kind"] == "expense" and not item["builtIn"])
        entry = {"date": "2025-01-01", "payee": "Cafe 1", "postings": [
            {"category": category, "amount": "1.00"}, {"account": account, "amount": "-1.00"}]}
        connection = server.connect()
        for _ in range(2 * plan.runs):
            start = time.perf_counter()
            client.json("POST", "/api/v1/money/transactions", entry)
            fetch(server, Visit("", PAGE), client.token, connection)
            fresh.append(time.perf_counter() - start)
        connection.close()
        script = f'wrk.headers["Cookie"] = "__Host-flowkeep={client.token}"\n'
        for _ in range(plan.runs):
            url = f"https://127.0.0.1:{server.port}{PAGE}"
            result = peers.wrk(url, plan.load_seconds, 32, plan.folder, script)
            if result.errors:
                raise Failure(f"{result.errors} requests were not answered with the page")
            many.append(result.per_second)
    return Series(many), Series(fresh)


def beside_servers(plan):
    many, fresh = _ours(plan)
    for name, entry, start in _peers(plan):
        peer = start()
        try:
            peer.wait()
            theirs = peer.per_second(2 * plan.load_seconds)
            waits = Series(peer.after_an_entry(entry) for _ in range(min(3, plan.runs)))
        finally:
            peer.process.stop()
        if theirs <= 0:
            raise Failure(f"{name} answered nothing in {2 * plan.load_seconds} s")
        yield Row(
            f"income statement of ten years as a page over TLS, beside {name}'s figures alone",
            f"≥ {TIMES}× its requests/s",
            many.text(rate), f"{name} {theirs:.1f}/s", f"{many.median / theirs:,.0f}×", many.median >= TIMES * theirs,
        )
        yield Row(
            f"… the first one after an added entry, beside {name}", f"{TIMES}× sooner", fresh.text(milliseconds),
            f"{name} {waits.text(milliseconds)}", f"{waits.median / fresh.median:,.0f}×",
            waits.median >= TIMES * fresh.median,
        )
