"""Goal: an account is compared with a statement as people do it, with a script (sums follow each tick) and without.

Method: two entries of an account, a statement that has one of them; the sums are read after a tick, the
reconciliation is kept, and the mark is looked for in the list.
"""

import datetime
import unittest

from selenium.webdriver.common.by import By

from browser import PHONE
from quicker import Quicker


class Reconcile(Quicker):
    def test_reconcile(self):
        self.begin()
        self.go("/money/accounts")
        account = next(row for row in self.driver.find_elements(By.CSS_SELECTOR, ".acct") if "UPI" in row.text)
        link = account.find_element(By.CSS_SELECTOR, "a[href$='/reconcile']")
        self.follow(link)
        self.set_day(self.one("#reconcile"), "date", datetime.date.today())
        self.one("[name='balance']").send_keys("-460")
        self.press_button("show")
        self.assertEqual(self.unlabelled_fields(), [])
        boxes = {box.find_element(By.XPATH, "..").text.split("\n")[0]: box
                 for box in self.driver.find_elements(By.CSS_SELECTOR, "[name='on']")}
        self.assertEqual(len(boxes), 2)
        self.look("reconcile")
        self.assertFalse(self.driver.find_elements(By.CSS_SELECTOR, "button[value='save']"))
        other = next(box for name, box in boxes.items() if "Lunch" not in name)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", other)
        other.click()
        if not self.has_script:
            self.press_button("work")
        self.see("#standing .badge--pass")
        self.look("reconcile-agrees")
        self.press_button("save")
        self.assertEqual(self.path, "/money/accounts")
        self.assertIn("Reconciled to", self.text)
        self.go("/money")
        self.assertEqual(len(self.driver.find_elements(By.CSS_SELECTOR, ".txr__r")), 1)

    def press_button(self, value):
        button = [item for item in self.driver.find_elements(By.CSS_SELECTOR, f"#reconcile button[value='{value}']")
                  if "vh" not in item.get_attribute("class")][-1]
        self.follow(button)


class ReconcileWideWithScript(Reconcile, unittest.TestCase):
    pass


class ReconcileNarrowPlain(Reconcile, unittest.TestCase):
    width = PHONE
    has_script = False
