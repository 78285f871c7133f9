"""What a person waits for: every page of a vault with 100,000 transactions, one by one, at 200 requests/s.

The server has one core (taskset), the load another. What a page weighs is its body after gzip -9; it is sent as it is,
since a token and what somebody typed share the body (docs/spec/http-api.md §4), so this is for comparing.
"""

import gzip
import re
import time
from urllib.parse import urlencode

from . import peers
from .dataset import CURRENCY
from .flowkeep import Client, Server
from .household import bank, furnish
from .load import paced
from .processes import Failure, Series, free_port
from .row import Row, kilobytes, milliseconds, rate

PER_SECOND = 200
SLOWEST_SECONDS = 0.050
COMPRESSED_BYTES = 100_000
MONTH = "2025-11"  # the last whole month of the data but one
MONTH_PAGE = f"/money/month/{MONTH}"
TEN_YEARS = {"from": "2016-01-01", "to": "2025-12-31"}
SERVER_CORE = 0


class Visit:
    """One request as a browser sends it, and what it must answer."""

    def __init__(self, name, path, status=200, form=None, is_outside=False):
        self.name, self.path, self.status, self.form, self.is_outside = name, path, status, form, is_outside

    @property
    def method(self):
        return "POST" if self.form else "GET"

    @property
    def body(self):
        return urlencode(self.form).encode() if self.form else b""

    def fields(self, port, token):
        fields = {"Host": f"localhost:{port}"}
        if not self.is_outside:
            fields["Cookie"] = f"__Host-flowkeep={token}"
        if self.form:
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        return fields

    def request(self, port, token):
        lines = [f"{self.method} {self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in self.fields(port, token).items()]
        if self.form:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


def fetch(server, visit, token, kept=None):
    """The body, over a connection that is kept or one of its own."""
    connection = kept or server.connect()
    fields = visit.fields(server.port, token)
    connection.request(visit.method, visit.path, body=visit.body or None, headers=fields)
    answer = connection.getresponse()
    content = answer.read()
    if not kept:
        connection.close()
    if answer.status != visit.status:
        raise Failure(f"{visit.path} answered {answer.status}")
    return content


def form_token(server, client):
    """What every form of a session carries."""
    ledger = fetch(server, Visit("", f"/money?month={MONTH}"), client.token).decode()
    token = re.search(r'name="csrf" value="([^"]+)"', ledger)
    if not token:
        raise Failure("the list of transactions has no form")
    return token[1]


def visits(server, client):
    """Every page there is; what a person typed stands in `server`'s vault, so ids and tokens are asked for."""
    furnish(client)
    transaction = client.json("GET", "/api/v1/money/transactions?limit=1")["items"][0]["id"]
    account = bank(client)
    token = form_token(server, client)
    search = {"csrf": token, "q": "cafe", "account": "", "category": "", "from": "", "to": ""}
    explore = {"csrf": token, "measure": "spending", "down": "payee", "across": "month", "q": "", **TEN_YEARS}
    ten = urlencode(TEN_YEARS)
    doors = [("welcome", "/"), ("sign up", "/sign-up"), ("sign in", "/sign-in"), ("recover", "/recover")]
    pages = [
        ("today", "/today"), ("transactions of a month", f"/money?month={MONTH}"), ("month", MONTH_PAGE),
        ("add a transaction", "/money/transactions/new"), ("edit a transaction", f"/money/transactions/{transaction}"),
        ("accounts", "/money/accounts"), ("categories", "/money/categories"),
        ("everything by name", "/money/names"), ("budgets", "/money/budgets"), ("recurring", "/money/recurring"),
        ("forecast", "/money/forecast"), ("spending of ten years", f"/money/reports/spending?{ten}"),
        ("cash flow of ten years", f"/money/reports/cash-flow?{ten}"), ("balances", "/money/reports/balances"),
        ("net worth of ten years", f"/money/reports/net-worth?{ten}"),
        ("income statement of ten years", f"/money/reports/income-statement?{ten}"),
        ("calendar", "/money/reports/calendar"), ("trend of ten years", f"/money/reports/trend?{ten}"),
        ("currencies of ten years", f"/money/reports/currencies?{ten}"),
        ("balances in the base currency", "/money/reports/balances?in=base"),
        ("goals", "/money/goals"), ("people", "/money/people"), ("rates", f"/money/rates?pair=USD{CURRENCY}"),
        ("rules", "/money/rules"), ("add a rule", "/money/rules/new"),
        ("rules tried on everything", "/money/rules/run"),
        ("find transfers", "/money/matches"), ("reconcile", f"/money/accounts/{account}/reconcile"),
        ("kept views", "/money/views"), ("more", "/money/more"), ("import", "/money/import"),
        ("export", "/money/export"),
        ("access history", "/privacy/access"), ("sign-in and devices", "/privacy/security"),
    ]
    return [Visit(name, path, is_outside=True) for name, path in doors] + [Visit(*page) for page in pages] + [
        Visit("search in all transactions", "/money/search", form=search),
        Visit("explore: payees by months of ten years", "/money/reports/explore", form=explore),
        Visit("find transfers, wide", "/money/matches",
              form={"csrf": token, "do": "show", "days": "30", "all": "yes"}),
        Visit("reconcile with a statement", f"/money/accounts/{account}/reconcile",
              form={"csrf": token, "date": TEN_YEARS["to"], "balance": "1000.00"}),
        Visit("change several of them", "/money/change", form=search),
        Visit("a page that is not there", "/nowhere", status=404),
    ]


def every_page(plan):
    seconds = max(2, plan.load_seconds) if plan.runs > 1 else 1
    with Server(plan.vault, core=SERVER_CORE) as server:
        client = Client(server)
        client.sign_in()
        for visit in visits(server, client):
            content = fetch(server, visit, client.token)
            compressed = len(gzip.compress(content, 9))
            request = visit.request(server.port, client.token)
            paced(server.port, request, PER_SECOND, 0.25, (visit.status,))  # connections and caches, not measured
            result = paced(server.port, request, PER_SECOND, seconds, (visit.status,))
            if result.errors:
                raise Failure(f"{visit.path}: {result.errors} of {len(result.seconds)} answers were not the page")
            times = Series(result.seconds)
            slow = times.percentile(0.99)
            yield Row(
                f"page: {visit.name} ({kilobytes(len(content))}), {PER_SECOND} requests/s over TLS 1.3, one core",
                "99th percentile < 50 ms, < 100 kB compressed",
                f"{milliseconds(slow)}, median {milliseconds(times.median)}; {kilobytes(compressed)} compressed",
                "limits 50 ms and 100 kB",
                f"{slow / SLOWEST_SECONDS:.2f} and {compressed / COMPRESSED_BYTES:.2f} of the limits",
                slow < SLOWEST_SECONDS and compressed <= COMPRESSED_BYTES,
            )


def made_anew(plan):
    """Above, nothing changes between two requests, and most pages are kept. Here an entry is added before each."""
    slowest = None
    with Server(plan.vault, core=SERVER_CORE) as server:
        client = Client(server)
        client.sign_in()
        entry = client.json("GET", "/api/v1/money/transactions?limit=1")["items"][0]
        entry = {"date": entry["date"], "payee": entry.get("payee"), "postings": [
            {name: posting[name] for name in ("account", "category", "amount") if posting.get(name)}
            for posting in entry["postings"]]}
        pages = [visit for visit in visits(server, client) if not visit.is_outside and visit.status == 200]
        connection = server.connect()
        for visit in pages:
            times = []
            for _ in range(6 * plan.runs):
                client.json("POST", "/api/v1/money/transactions", entry)
                start = time.perf_counter()
                fetch(server, visit, client.token, connection)
                times.append(time.perf_counter() - start)
            found = (Series(times), visit.name)
            slowest = max(slowest or found, found, key=lambda item: item[0].median)
        connection.close()
    times, name = slowest
    slow, count = times.percentile(0.99), 6 * plan.runs
    yield Row(
        f"the slowest of {len(pages)} pages made anew, an entry added before each of {count} requests, one core",
        "99th percentile < 50 ms", f"{name}: {milliseconds(slow)}, median {milliseconds(times.median)}", "limit 50 ms",
        f"{slow / SLOWEST_SECONDS:.2f} of the limit", slow < SLOWEST_SECONDS,
    )


def beside_nginx(plan, server, path, content, cookie=""):
    """Answers a second from Flowkeep and from nginx with the same bytes, as fast as both can, in turn."""
    ours, theirs, errors = [], [], 0
    nginx = peers.Nginx(plan.folder / f"nginx-{free_port()}", free_port(), content)
    script = f'wrk.headers["Cookie"] = "{cookie}"\n' if cookie else ""
    try:
        time.sleep(0.5)
        nginx.process.check()
        for _ in range(plan.runs):
            url = f"https://127.0.0.1:{nginx.port}/report.json"
            theirs.append(peers.wrk(url, plan.load_seconds, 32, plan.folder).per_second)
            result = peers.wrk(f"https://127.0.0.1:{server.port}{path}", plan.load_seconds, 32, plan.folder, script)
            ours.append(result.per_second)
            errors += result.errors
    finally:
        nginx.stop()
    if errors:
        raise Failure(f"{errors} requests were not answered with the page")
    return Series(ours), Series(theirs)


def month_page(plan):
    with Server(plan.vault) as server:
        client = Client(server)
        client.sign_in()
        content = fetch(server, Visit("month", MONTH_PAGE), client.token)
        ours, theirs = beside_nginx(plan, server, MONTH_PAGE, content, f"__Host-flowkeep={client.token}")
    ratio = ours.median / theirs.median
    yield Row(
        f"month page ({kilobytes(len(content))}) over TLS 1.3, keep-alive, one load thread, 32 connections",
        "≥ 0.3× nginx with the same bytes", ours.text(rate), f"nginx {theirs.text(rate)}", f"{ratio:.2f}×",
        ratio >= 0.3,
    )
