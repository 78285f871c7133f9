"""Goal: what the diary says of days past is read, questioned and corrected: lengths, estimates that were right or not,
temperatures with the rule that reads them.

Method: periods are logged back in time and a rise in temperature with its mucus; a cycle is left out and counted
again, an answer about a missing period is given and taken back; an earlier cycle's chart is opened; figures are read as
tables; at both widths, with and without a script.
"""

import unittest
from datetime import date, timedelta

from selenium.webdriver.common.by import By

from browser import PHONE
from person import NextPage
from quicker import Quicker

STARTS = (12, 41, 69, 98, 127)
# Days of the running cycle: six low, three high, and what was felt.
TEMPERATURES = ("36.45", "36.40", "36.45", "36.40", "36.45", "36.40", "36.65", "36.70", "36.80")
EGG_WHITE, DRY = 6, (7, 8, 9)


class CycleHistory(Quicker):
    def test_history(self):
        self.begin()
        self.start()
        self.empty()
        self.log()
        self.read()
        self.correct()
        self.temperature()

    def start(self):
        self.go("/cycle")
        self.fill(self.form("/cycle/start"), diary=True, predictions=True)
        self.press_named("Begin")

    def empty(self):
        self.go("/cycle/history")
        self.look("history-empty")
        self.assertIn("No cycle yet", self.text)

    def day(self, back):
        return "/cycle/day/" + (date.today() - timedelta(days=back)).isoformat()

    def choose(self, name, value):
        choice = self.one(f"[name='{name}'][value='{value}']")
        for fold in self.driver.find_elements(By.CSS_SELECTOR, "details.lf--fold:not([open]) > summary"):
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", fold)
            fold.click()
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", choice)
        choice.find_element(By.XPATH, "..").click()

    def log(self):
        for back in STARTS:
            self.go(self.day(back))
            self.choose("flow", "3")
            self.press_named("Save day")
        for place, degrees in enumerate(TEMPERATURES):
            self.go(self.day(STARTS[0] - place))
            field = self.see("[name='temp']")
            field.clear()
            field.send_keys(degrees)
            if place + 1 == EGG_WHITE:
                self.choose("mucus.texture", "2")
            elif place + 1 in DRY:
                self.choose("mucus.feeling", "0")
            self.press_named("Save day")

    def open_tables(self):
        for summary in self.driver.find_elements(By.CSS_SELECTOR, "details.astable:not([open]) > summary"):
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", summary)
            summary.click()

    def read(self):
        self.go("/cycle/history")
        self.look("history")
        self.assertEqual(self.unlabelled_fields(), [], "history")
        self.assertIn("4 complete cycles", self.text)
        self.assertIn("8 in 10", self.text)
        self.assertIn("not contraception", self.text)
        self.assertIn("When to see a doctor", self.text)
        for word in ("safe day", "guaranteed"):
            self.assertNotIn(word, self.text.lower())
        self.open_tables()
        self.look("history-tables")
        self.assertIn("36.45", self.text)

    def correct(self):
        """Left out, and counted again; answered, and taken back."""
        self.go("/cycle/history")
        row = self.driver.find_elements(By.CSS_SELECTOR, ".cycrow")[2]
        opener = row.find_element(By.CSS_SELECTOR, "summary")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", opener)
        opener.click()
        self.look("history-change")
        self.press_named("Leave it out")
        self.assertIn("left out", self.text)
        self.see(".flash")
        with NextPage(self.driver):
            self.one(".flash button").click()
        self.go("/cycle/history")
        self.assertNotIn("by you", self.text)
        opener = self.driver.find_elements(By.CSS_SELECTOR, ".cycrow summary")[2]
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", opener)
        opener.click()
        self.press_named("A period is missing")
        self.assertIn("a period in it is not logged", self.text)

    def temperature(self):
        self.go("/cycle/history#temperature")
        self.assertIn("Shift found on day 7.", self.text)
        self.assertIn("Six lower readings", self.text)
        self.assertIn("The highest of the six", self.text)
        self.follow(self.one("#temperature .pager a"))
        self.look("history-earlier")
        self.assertIn("an earlier cycle", self.text)


class CycleHistoryWideWithScript(CycleHistory, unittest.TestCase):
    pass


class CycleHistoryNarrowPlain(CycleHistory, unittest.TestCase):
    width = PHONE
    has_script = False
