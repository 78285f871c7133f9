"""The same made-up transactions for everybody: QIF and CSV for Flowkeep, a journal for ledger and hledger.

Deterministic: one seed, no clock. 88 % have two postings, 12 % are split into two categories and have three, so 100,000
transactions are 212,000 postings. Payees, amounts and the weight of categories are shaped like a household's: a few
payees make most entries, most amounts are small.
"""

import random
from collections import defaultdict
from datetime import date, timedelta

SEED = 20_260_801
FIRST_DAY = date(2016, 1, 1)
DAYS = 3_650
SPLIT_EVERY = 25  # three of every 25 transactions: 12 %
SPLITS_PER_GROUP = 3

CATEGORIES = [
    "Groceries", "Rent", "Dine Out", "Transport:Fuel", "Transport:Taxi", "Transport:Train", "Home:Electricity",
    "Home:Water", "Home:Repairs", "Phone", "Internet", "Health:Pharmacy", "Health:Doctor", "Clothes", "Books",
    "Gifts", "Travel:Hotels", "Travel:Flights", "Children:School", "Children:Toys", "Insurance", "Subscriptions",
    "Sports", "Garden",
]
NOTES = ["für Oma, Gruß an alle", "receipt in the blue folder", "दूध और सब्ज़ियाँ", "à rembourser par Zoé", "see order"]
INCOME = "Salary"
ACCOUNT = "Bank"
CURRENCY = "INR"


class Entry:
    """One transaction: a day, a payee, and parts as (category, minor units); positive parts are spent."""

    __slots__ = ("day", "payee", "parts", "note")

    def __init__(self, day, payee, parts, note=""):
        self.day, self.payee, self.parts, self.note = day, payee, parts, note

    @property
    def total(self):
        return sum(amount for _, amount in self.parts)


def entries(count):
    generator = random.Random(SEED)
    payees = [f"{word} {number}" for word in ("Cafe", "Market", "Shop", "Store", "Works") for number in range(1, 81)]
    weights = [1 / (rank + 1) for rank in range(len(payees))]
    category_weights = [1 / (rank + 2) for rank in range(len(CATEGORIES))]
    days = sorted(generator.randrange(DAYS) for _ in range(count))
    for number, offset in enumerate(days):
        day = FIRST_DAY + timedelta(days=offset)
        is_split = number % SPLIT_EVERY < SPLITS_PER_GROUP
        if number % 97 == 96 and not is_split:
            yield Entry(day, "Employer", [(INCOME, -generator.randrange(4_000_000, 9_000_000))])
            continue
        payee = generator.choices(payees, weights)[0]
        part_count = 2 if is_split else 1
        chosen = []
        while len(chosen) < part_count:
            category = generator.choices(CATEGORIES, category_weights)[0]
            if category not in chosen:
                chosen.append(category)
        amounts = [(name, int(generator.lognormvariate(10, 1.1)) + 100) for name in chosen]
        yield Entry(day, payee, amounts, note(number))


def note(number):
    """Every other entry has one, most with letters beyond ASCII: that is what a search has to read."""
    if number % 2:
        return ""
    kind = NOTES[number // 2 % len(NOTES)]
    return f"{kind} {number}"


def decimal(minor_units):
    sign = "-" if minor_units < 0 else ""
    return f"{sign}{abs(minor_units) // 100}.{abs(minor_units) % 100:02d}"


def write_journal(path, items):
    """ledger's and hledger's own plain text."""
    with open(path, "w", encoding="utf-8") as file:
        for entry in items:
            file.write(f"{entry.day:%Y/%m/%d} {entry.payee}\n")
            for name, amount in entry.parts:
                root = "Income" if name == INCOME else "Expenses"
                file.write(f"    {root}:{name}  {decimal(amount)} {CURRENCY}\n")
            file.write(f"    Assets:{ACCOUNT}  {decimal(-entry.total)} {CURRENCY}\n\n")


def write_qif(path, items):
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"!Account\nN{ACCOUNT}\nTBank\n^\n!Type:Bank\n")
        for entry in items:
            file.write(f"D{entry.day:%Y-%m-%d}\nT{decimal(-entry.total)}\nP{entry.payee}\n")
            if entry.note:
                file.write(f"M{entry.note}\n")
            if len(entry.parts) == 1:
                file.write(f"L{entry.parts[0][0]}\n")
            else:
                file.write(f"L{entry.parts[0][0]}\n")
                for name, amount in entry.parts:
                    file.write(f"S{name}\n${decimal(-amount)}\n")
            file.write("^\n")


def write_beancount(path, items):
    """beancount's own plain text, for fava."""
    def account(name):
        return f"{'Income' if name == INCOME else 'Expenses'}:{name.replace(' ', '-')}"

    names = {account(name) for entry in items for name, _ in entry.parts} | {f"Assets:{ACCOUNT}"}
    with open(path, "w", encoding="utf-8") as file:
        for name in sorted(names):
            file.write(f"{FIRST_DAY} open {name} {CURRENCY}\n")
        for entry in items:
            file.write(f'{entry.day} * "{entry.payee}" ""\n')
            for name, amount in entry.parts:
                file.write(f"  {account(name)}  {decimal(amount)} {CURRENCY}\n")
            file.write(f"  Assets:{ACCOUNT}  {decimal(-entry.total)} {CURRENCY}\n\n")


def write_csv(path, items, suffix=""):
    """One row per transaction; a split one keeps its first category, as a bank's export would.

    `suffix` makes other payees and categories of them.
    """
    with open(path, "w", encoding="utf-8") as file:
        file.write("Date,Payee,Amount,Category\n")
        for entry in items:
            name = entry.parts[0][0] + suffix
            file.write(f"{entry.day:%Y-%m-%d},{entry.payee}{suffix},{decimal(-entry.total)},{name}\n")


def spending(items):
    """What the report must say: minor units by (month, category), for checking every program's answer."""
    sums = defaultdict(int)
    for entry in items:
        for name, amount in entry.parts:
            if name != INCOME:
                sums[f"{entry.day:%Y-%m}", name] += amount
    return dict(sums)
