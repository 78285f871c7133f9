"""Goal: entries are put in order as people do it: by a rule, as transfers, two made one, and a search that is kept.

Method: a rule is made and tried on what there is, its change is undone; two halves of a transfer are put together; an
entry that stands twice becomes one; a search is kept under a name, found again, renamed and forgotten.
"""

import unittest

from selenium.webdriver.common.by import By

from browser import PHONE
from quicker import Quicker


class Sorting(Quicker):
    def test_sorting(self):
        self.begin()
        self.rule()
        self.transfer()
        self.merge()
        self.kept_view()

    def rule(self):
        self.go("/money/rules")
        self.look("rules-empty")
        self.press_named("Rule")
        self.look("rule-new")
        self.assertEqual(self.unlabelled_fields(), [], "rule")
        self.fill(self.form("/money/rules"), name="Buses", **{"text.1": "bus"})
        self.press_named("Save")
        self.look("rule-refused")
        self.assertEqual(self.one("[name='text.1']").get_attribute("value"), "bus", "nothing typed is lost")
        self.fill(self.form("/money/rules"), **{"to-payee": "City bus", "add-tags": "commute"})
        self.press_named("Save")
        self.look("rules")
        self.assertIn("Buses", self.text)
        self.press_named("Try it")
        self.look("rule-run")
        self.assertIn("City bus", self.text)
        self.go("/money")
        self.assertNotIn("City bus", self.text, "trying changes nothing")
        self.go("/money/rules")
        self.press_named("Try it")
        self.press_named("Change 1 entry")
        self.look("rule-applied")
        self.go("/money")
        self.assertIn("City bus", self.found())
        self.go("/money/rules")
        self.press_named("Try it")
        self.assertIn("nothing would change", self.text)

    def transfer(self):
        self.enter("Machine 2000 upi", "+2000 Machine cash")
        self.go("/money/matches")
        self.look("matches")
        self.assertIn("1 pair looks like a transfer", self.text)
        self.press_named("Make those ticked transfers")
        self.look("matches-done")
        self.search_for("is:transfer")
        self.assertEqual(len(self.found()), 1)

    def merge(self):
        self.enter("Lunch 460 upi")
        self.search_for("payee:lunch")
        self.assertEqual(self.found(), ["Lunch", "Lunch"])
        self.press_named("Change several of them")
        self.look("change-several")
        self.assertEqual(self.unlabelled_fields(), [], "change several")
        self.press_named("Make two of them one")
        self.look("merge")
        self.press_named("Make them one")
        self.search_for("payee:lunch")
        self.assertEqual(self.found(), ["Lunch"])

    def kept_view(self):
        self.follow_keep("Lunches")
        self.assertIn("Lunches", self.text)
        self.go("/money/views")
        self.look("views")
        self.assertEqual(self.unlabelled_fields(), [], "views")
        self.follow(self.one("a[data-row]"))
        self.assertEqual(self.found(), ["Lunch"])
        self.look("view-opened")
        self.go("/money/views")
        field = self.one("li.rec [name^='name.']")
        field.clear()
        field.send_keys("Eating at noon")
        self.press_named("Rename")
        self.assertIn("Eating at noon", self.text)
        self.press_named("Forget it")
        self.assertIn("Nothing is kept yet", self.text)

    def follow_keep(self, name):
        opener = self.one("details.keep > summary")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", opener)
        opener.click()
        self.see("details.keep [name='name']").send_keys(name)
        self.press_named("Keep", "details.keep")


class SortingWideWithScript(Sorting, unittest.TestCase):
    pass


class SortingNarrowPlain(Sorting, unittest.TestCase):
    width = PHONE
    has_script = False
