"""Goal: a person can do everything that matters in a browser, at 360 and 1280 pixels, with and without a script.

Method: a headless Chromium walks through a real server over TLS: sign up, keep the kit, add, import, lock, unlock,
recover. After every step `look` says what must hold on any page (looks.py). Screenshots go to .build/browser-shots.
"""

import re
import unittest
from datetime import date, timedelta
from pathlib import Path

from selenium.webdriver.common.by import By

from browser import PHONE
from looks import Looks
from person import NEW_PASSPHRASE, PASSPHRASE, Person

PAYEE_WITH_MARKUP = "<b>Tea</b> & Co"
STATEMENT = """Date,Payee,Amount,Category
2026-03-02,Station Books,-450.00,Books
2026-03-03,Rail Office,-1240.50,Travel
not a day,Broken Line,-1.00,Books
2026-03-31,Employer,78400.00,Salary
"""


class Walk(Looks, Person):
    """The whole way; each combination of width and script is a subclass with a server and a browser of its own."""

    def test_walk(self):
        self.go("/")
        self.look("welcome")
        code = self.sign_up()
        self.look("today-empty")
        self.quick_add()
        self.import_statement()
        self.read_month()
        self.plan()
        self.read_reports()
        self.lock_and_unlock()
        self.recover(code)

    def sign_up(self):
        self.go("/sign-up")
        self.look("sign-up")
        self.assertEqual(self.unlabelled_fields(), [])
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase="password1", understood=True)
        self.submit(form)
        self.look("sign-up-refused")
        self.assertEqual(self.driver.find_element(By.NAME, "handle").get_attribute("value"), "asha")
        self.assertEqual(self.driver.find_element(By.NAME, "passphrase").get_attribute("value"), "")
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        return self.keep_kit("kit")

    def keep_kit(self, name):
        """Reads the recovery code from the page, types back the group that is asked for, and returns the code."""
        self.look(name)
        groups = self.kit_groups()
        form = self.form("/sign-up/kit")
        asked = form.find_elements(By.NAME, "group")
        if asked:
            number = int(form.find_element(By.NAME, "number").get_attribute("value"))
            self.fill(form, group=groups[number - 1])
        self.submit(form)
        self.assertEqual(self.path.split("?")[0], "/today")
        return "-".join(groups)

    def add(self, words, button="save"):
        self.go("/today")
        form = self.form("/today/add")
        self.fill(form, text=words)
        self.submit(form, button)

    def quick_add(self):
        self.add("coffee 120 yesterday upi", "check")
        self.look("today-checked")
        self.assertIn("120", self.text)
        self.add("coffee 120 yesterday upi")
        self.look("today-added")
        self.assertIn("120.00", self.text)
        self.add(f"{PAYEE_WITH_MARKUP} 80")
        self.look("today-markup")
        self.assertEqual(self.driver.find_elements(By.XPATH, "//main//b[text()='Tea']"), [], "markup was not escaped")
        self.add("no number here")
        self.look("today-refused")
        self.assertEqual(self.driver.find_element(By.NAME, "text").get_attribute("value"), "no number here")
        self.go("/money")
        self.look("transactions")

    def import_statement(self):
        statement = Path(self.folder.name) / "statement.csv"
        statement.write_text(STATEMENT, encoding="utf-8")
        self.go("/money/import")
        self.look("import")
        form = self.form("/money/import")
        self.fill(form, file=str(statement))
        self.submit(form)
        self.look("import-check")
        self.assertIn("Station Books", self.text)
        rejected = self.driver.find_elements(By.CSS_SELECTOR, ".flagrow--bad")
        self.assertEqual([row.text for row in rejected if "date" not in row.text], [])
        self.assertEqual(len(rejected), 1, "a row that cannot be read is shown with its reason")
        identifier = re.match(r"/money/import/([^/?]+)", self.path)
        self.assertIsNotNone(identifier, self.path)
        self.submit(self.form(f"/money/import/{identifier[1]}/commit"))
        self.look("import-done")
        self.go("/money?month=2026-03")
        self.look("transactions-imported")
        for payee in ("Station Books", "Rail Office", "Employer"):
            self.assertIn(payee, self.text)
        self.assertNotIn("Broken Line", self.text)

    def read_month(self):
        self.go("/money/month/2026-03")
        self.look("month")
        self.assertIn("March 2026", self.text)
        for part in ("In and out, twelve months", "Where it went", "Spending by day", "Net worth"):
            self.assertIn(part, self.text)
        for chart in ("flow", "days", "worth"):
            drawings = self.driver.find_elements(By.CSS_SELECTOR, f'svg[aria-labelledby^="{chart}-"]')
            self.assertEqual([drawing.is_displayed() for drawing in drawings].count(True), 1, f"widths of {chart}")
        for opener in self.driver.find_elements(By.CSS_SELECTOR, ".astable > summary"):
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", opener)
            opener.click()
        self.assertIn("1,690.50", self.text, "the table gives the sum of what was imported")
        self.look("month-tables")
        self.go("/money/month")
        self.look("month-running")
        self.go("/money/month/2026-13")
        self.look("month-none")
        self.assertEqual(self.driver.find_elements(By.CSS_SELECTOR, "svg.chart"), [])

    def plan(self):
        """A rule and what came of it, a budget, and what would be."""
        self.go("/money/recurring")
        self.look("recurring-empty")
        self.go("/money/recurring/new")
        self.look("recurring-new")
        self.assertEqual(self.unlabelled_fields(), [], "recurring entry")
        form = self.form("/money/recurring")
        begin = date.today() - timedelta(days=9)
        self.set_day(form, "date", begin)
        self.fill(form, payee="Power company", unit="weeks", every="0", variable=True, **{"amount.1": "1,750"})
        self.save(form)
        self.look("recurring-refused")
        form = self.form("/money/recurring")
        self.assertEqual(form.find_element(By.NAME, "date").get_attribute("value"), begin.isoformat())
        self.fill(form, every="1")
        self.save(form)
        self.look("recurring")
        self.assertEqual(len(self.pending()), 2, "two of its days have come")
        form = self.pending()[0]
        form.find_element(By.CSS_SELECTOR, "input.input").clear()
        form.find_element(By.CSS_SELECTOR, "input.input").send_keys("1,812.50")
        self.submit(form, "confirm")
        self.assertEqual(len(self.pending()), 1)
        self.submit(self.pending()[0], "skip")
        self.look("recurring-settled")
        self.assertEqual(self.pending(), [])
        self.go("/money/budgets/new")
        self.look("budget-new")
        self.assertEqual(self.unlabelled_fields(), [], "budget")
        form = self.form("/money/budgets")
        self.fill(form, name="Household", **{"category.1": "Groceries", "amount.1": "9,000"})
        self.save(form)
        self.look("budgets")
        self.assertIn("a day until", self.text)
        self.go("/money/forecast")
        self.look("forecast")
        form = self.form("/money/forecast")
        self.fill(form, **{"amount.1": "-90,000"})
        self.submit(form)
        self.look("forecast-what-if")
        self.assertIn("below zero", self.text)
        self.go("/money/forecast")
        self.assertNotIn("without “what if”", self.text)
        self.go("/today")
        self.look("today-planned")
        self.assertIn("Next two weeks", self.text)

    def save(self, form):
        """Presses the button at the foot: a long form has one at its head as well, for the enter key."""
        self.follow(form.find_element(By.CSS_SELECTOR, ".sheet__foot .btn--1"))

    def pending(self):
        return self.driver.find_elements(By.CSS_SELECTOR, "#pending form")

    def read_reports(self):
        for report in ("spending", "cash-flow", "balances", "net-worth"):
            self.go(f"/money/reports/{report}")
            self.look(f"report-{report}")
        for page in ("accounts", "categories"):
            self.go(f"/money/{page}")
            self.look(page)
            self.assertEqual(self.unlabelled_fields(), [], page)
        self.go("/privacy/security")
        self.look("security")
        self.go("/settings")
        self.look("settings")
        self.assertEqual(self.unlabelled_fields(), [], "settings")
        self.go("/nowhere")
        self.look("not-found")
        self.go("/trust")
        self.look("trust")
        marks = self.driver.find_elements(By.CSS_SELECTOR, ".wall a")
        self.assertGreater(len(marks), 60)
        kept = [mark.get_attribute("aria-label") for mark in marks if "w-kept" in mark.get_attribute("class")]
        self.assertTrue([label for label in kept if "TLS 1.3" in label], "the server's own connection was checked")
        self.go("/help")
        self.look("help")

    def lock_and_unlock(self):
        self.go("/today")
        self.leave("/lock")
        self.go("/money?month=2026-03")
        self.look("locked")
        self.assertTrue(self.path.startswith("/unlock"), self.path)
        self.assertNotIn("Station Books", self.driver.page_source)
        form = self.form("/unlock")
        self.fill(form, passphrase="not the passphrase at all")
        self.submit(form)
        self.look("unlock-refused")
        form = self.form("/unlock")
        self.fill(form, passphrase=PASSPHRASE)
        self.submit(form)
        self.go("/money?month=2026-03")
        self.look("unlocked")
        self.assertIn("Station Books", self.text)

    def recover(self, code):
        self.leave("/sign-out")
        self.go("/money")
        self.assertTrue(self.path.startswith("/sign-in"), self.path)
        self.go("/recover")
        self.look("recover")
        form = self.form("/recover")
        self.fill(form, handle="asha", code=code, passphrase=NEW_PASSPHRASE)
        self.submit(form)
        fresh = self.keep_kit("kit-again")
        self.assertNotEqual(fresh, code, "a recovery code is used once")
        self.leave("/sign-out")
        for passphrase, lands in ((PASSPHRASE, "/sign-in"), (NEW_PASSPHRASE, "/today")):
            self.go("/sign-in")
            form = self.form("/sign-in")
            self.fill(form, handle="asha", passphrase=passphrase)
            self.submit(form)
            self.assertEqual(self.path.split("?")[0], lands)
        self.go("/money?month=2026-03")
        self.assertIn("Station Books", self.text, "what was there before is there after recovery")


class NarrowWithScript(Walk, unittest.TestCase):
    width = PHONE


class NarrowPlain(Walk, unittest.TestCase):
    width = PHONE
    has_script = False


class WideWithScript(Walk, unittest.TestCase):
    pass


class WidePlain(Walk, unittest.TestCase):
    has_script = False

