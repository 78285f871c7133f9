"""What a person has beside entries: a currency with ten years of rates, budgets, plans, goals, people, a loan, rules.

It is in the vault whose pages are measured, so that no page is measured empty. Beside what was lent, nothing here adds
an entry.
"""

from datetime import date, timedelta

from .dataset import ACCOUNT, CURRENCY, DAYS, FIRST_DAY

GOALS = "/api/v1/money/goals"
PLANNED = 12
RULES = 20
LENT = "2025-06-01"


def bank(client):
    """The account of all the entries."""
    accounts = client.json("GET", "/api/v1/money/accounts")["items"]
    return next(account["id"] for account in accounts if account["name"] == ACCOUNT)


def furnish(client):
    """Once for a vault; asked again it does nothing."""
    if client.json("GET", GOALS)["items"]:
        return
    categories = [item["id"] for item in client.json("GET", "/api/v1/money/categories")["items"]
                  if item["kind"] == "expense"]
    account = bank(client)
    _currency(client)
    _plans(client, account, categories)
    _debts(client, account, categories[0])
    for number in range(RULES):
        client.json("POST", "/api/v1/money/rules", {
            "name": f"Rule {number + 1}", "conditions": [{"about": "payee-contains", "text": f"Shop {number + 1}"}],
            "actions": {"category": categories[number % len(categories)], "addTags": [f"tag{number + 1}"]}})
    view = {"name": "A year of cafes", "page": "trend", "query": "measure=spending"}
    client.json("POST", "/api/v1/money/views", view)


def _currency(client):
    client.json("POST", "/api/v1/money/accounts", {
        "name": "Dollars", "kind": "bank", "currency": "USD", "openingBalance": "1000.00"})
    days = [FIRST_DAY + timedelta(days=day) for day in range(DAYS)]
    lines = [f"{day},USD,{CURRENCY},{66 + number * 20 / DAYS:.4f}" for number, day in enumerate(days)]
    table = "\n".join(["date,from,to,rate", *lines]).encode()
    client.json("POST", "/api/v1/money/rates?commit=true", table, content_type="text/csv")


def _plans(client, account, categories):
    first = (date.today() + timedelta(days=1)).isoformat()  # nothing of it is due, so nothing is entered
    for number in range(PLANNED):
        client.json("POST", "/api/v1/money/recurring", {
            "schedule": {"every": 1, "unit": "month", "on": [str(number + 1)], "start": first},
            "payee": f"Bill {number + 1}",
            "postings": [{"account": account, "amount": "-250.00"},
                         {"category": categories[number % len(categories)], "amount": "250.00"}]})
    client.json("POST", "/api/v1/money/budgets", {
        "name": "Household", "style": "envelope", "currency": CURRENCY, "span": {"kind": "month"},
        "starts": date.today().replace(day=1).isoformat(), "opening": "90000.00",
        "lines": [{"category": category, "amount": "4000.00", "rollover": "both"} for category in categories[:12]]})


def _debts(client, account, interest):
    for number in range(3):
        goal = {"name": f"Goal {number + 1}", "currency": CURRENCY, "target": "60000.00", "due": "2030-05-20"}
        client.json("POST", GOALS, goal | ({} if number else {"accounts": [account]}))
    for number in range(6):
        client.json("POST", "/api/v1/money/people", {
            "move": "lent", "person": f"Friend {number + 1}", "account": account, "amount": "150.00", "date": LENT})
    debt = client.json("POST", "/api/v1/money/accounts", {
        "name": "Car loan", "kind": "loan", "currency": CURRENCY, "openingBalance": "-1000000.00"})
    client.json("POST", "/api/v1/money/loans", {
        "account": debt["id"], "principal": "-1000000.00", "annualRate": "9", "period": "month",
        "firstPayment": "2025-12-05", "payingAccount": account, "paymentCount": 60, "interestCategory": interest})
