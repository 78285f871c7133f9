"""Goal: accounts and categories change, what is saved for, lent and owed is kept as people do it, and so is what one
currency is worth in another.

Method: an account is renamed, archived and brought back, a category renamed; money is set aside for a goal; a friend is
lent money and pays a part back; a loan gets a plan, and its first payment is entered; a rate is typed, others come from
a file with a line that cannot be read, and a report shows them.
"""

import unittest
from datetime import date, timedelta
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from browser import PHONE
from quicker import Quicker

RATES = "date,from,to,rate\n2026-01-31,USD,INR,84.10\n2026-02-28,USD,INR,85\nlater,USD,INR,1\n"


class Debts(Quicker):
    def test_debts(self):
        self.begin()
        self.account()
        self.goal()
        self.person()
        self.loan()
        self.rates()

    def account(self):
        """Renamed, put away and brought back; a category is renamed."""
        self.go("/money/accounts")
        self.look("accounts")
        self.follow(self.driver.find_element(By.CSS_SELECTOR, "a[href^='/money/accounts/']:not([href$='reconcile'])"))
        self.look("account-change")
        self.assertEqual(self.unlabelled_fields(), [], "account")
        page = self.path
        form = self.form(page)
        self.fill(form, name="Purse", archived=True)
        self.press_named("Save")
        self.look("accounts-archived")
        self.assertIn("Purse", self.text)
        self.press_named("Bring back: Purse")
        self.assertIn("Purse", self.text)
        self.go("/money/categories")
        self.follow(self.driver.find_element(By.CSS_SELECTOR, "a[href^='/money/categories/']"))
        self.look("category-change")
        self.assertEqual(self.unlabelled_fields(), [], "category")
        self.fill(self.form(self.path), name="Rent and the like")
        self.press_named("Save")
        self.look("categories-changed")
        self.assertIn("Rent and the like", self.text)

    def goal(self):
        self.go("/money/goals")
        self.look("goals-empty")
        self.press_named("Goal")
        self.look("goal-new")
        self.assertEqual(self.unlabelled_fields(), [], "goal")
        form = self.form("/money/goals")
        self.fill(form, name="A journey", target="0")
        self.press_named("Save")
        self.look("goal-refused")
        form = self.form("/money/goals")
        self.assertEqual(form.find_element(By.NAME, "name").get_attribute("value"), "A journey")
        self.fill(form, target="60000")
        self.set_day(form, "due", date.today() + timedelta(days=300))
        self.press_named("Save")
        self.assertIn("A journey", self.text)
        opener = self.one("section details > summary")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", opener)
        opener.click()
        self.see("section details [name^='amount']").send_keys("15000")
        self.press_named("Set aside")
        self.look("goals")
        self.assertIn("15,000", self.text)
        self.assertIn("45,000", self.text, "what is missing")

    def person(self):
        self.go("/money/people")
        self.look("people-empty")
        self.assertEqual(self.unlabelled_fields(), [], "people")
        self.move("lent", "1200", name="Ravi")
        self.assertIn("Ravi owes you", self.text)
        self.move("paid-back", "500", person="Ravi")
        self.look("people")
        self.assertIn("700", self.text)
        self.follow(self.driver.find_element(By.LINK_TEXT, "Settle it"))
        self.assertEqual(self.one("#move [name='amount']").get_attribute("value").replace(".00", ""), "700")

    def move(self, move, amount, **fields):
        form = self.form("/money/people")
        choice = form.find_element(By.CSS_SELECTOR, f"[name='move'][value='{move}']")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", choice)
        choice.find_element(By.XPATH, "..").click()
        self.fill(form, amount=amount, **fields)
        self.press_named("Add it")

    def loan(self):
        self.go("/money/people")
        self.press_named("Loan")
        self.look("loan-new")
        self.assertEqual(self.unlabelled_fields(), [], "loan")
        form = self.form("/money/loans")
        self.set_day(form, "firstPayment", date.today() - timedelta(days=1))
        self.fill(form, name="Scooter", principal="60000", rate="9", count="12", category="Fees and interest")
        self.press_named("Save")
        self.follow(self.driver.find_element(By.LINK_TEXT, "Scooter"))
        self.look("loan")
        self.assertIn("0 of 12", self.text)
        self.press_named("Enter this payment")
        self.look("loan-paid")
        self.assertIn("1 of 12", self.text)
        self.assertIn("55,202.91", self.text, "what is left: 60,000 less a payment of which 450 is interest")

    def rates(self):
        self.go("/money/rates")
        self.look("rates-empty")
        self.assertEqual(self.unlabelled_fields(), [], "rates")
        form = self.form("/money/rates")
        for name, code in (("from", "USD"), ("to", "INR")):
            Select(form.find_element(By.NAME, name)).select_by_value(code)
        self.fill(form, rate="84,35")
        self.press_named("Save rate")
        self.assertIn("84.35", self.text)
        file = Path(self.folder.name) / "rates.csv"
        file.write_text(RATES, encoding="utf-8")
        self.fill(self.form("/money/rates/import"), file=str(file))
        self.press_named("Read the file")
        self.look("rates-check")
        self.assertIn("Lines that are left out", self.text)
        self.press_named("Save 2 rates")
        self.look("rates")
        self.assertIn("USD in INR", self.text)
        self.go("/money/reports/currencies")
        self.look("currencies")


class DebtsWideWithScript(Debts, unittest.TestCase):
    pass


class DebtsNarrowPlain(Debts, unittest.TestCase):
    width = PHONE
    has_script = False
