"""Goal: the diary is kept as its person wants it: what it is for, what it shows, what is her own, what she agreed to.

Method: a mode is refused and kept with its day; units and offered fields are changed; a symptom is added under a name
that is taken, then under its own, and hidden; a ring proposes its days and is renewed; an appointment is kept;
estimates are switched off; at both widths, with and without a script.
"""

import unittest
from datetime import date, timedelta

from selenium.webdriver.common.by import By

from browser import PHONE
from quicker import Quicker


class CycleSettings(Quicker):
    def test_settings(self):
        self.begin()
        self.go("/cycle")
        self.fill(self.form("/cycle/start"), diary=True, predictions=True)
        self.press_named("Begin")
        self.mode()
        self.reading()
        self.feelings()
        self.plans()
        self.consents()

    def pick(self, name, value):
        choice = self.one(f"[name='{name}'][value='{value}']")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", choice)
        choice.find_element(By.XPATH, "..").click()

    def mode(self):
        self.go("/cycle/settings")
        self.look("diary-settings")
        self.assertEqual(self.unlabelled_fields(), [], "settings")
        self.pick("mode", "pregnancy")
        form = self.form("/cycle/settings/mode")
        self.set_day(form, "from", date.today() - timedelta(days=30))
        self.set_day(form, "due", date.today() + timedelta(days=400))
        self.press_named("Save the mode")
        self.look("diary-settings-refused")
        self.assertIn("at most 300 days", self.text)
        form = self.form("/cycle/settings/mode")
        self.set_day(form, "due", date.today() + timedelta(days=200))
        self.press_named("Save the mode")
        self.assertTrue(self.one("[name='mode'][value='pregnancy']").is_selected())
        self.pick("mode", "avoiding")
        form = self.form("/cycle/settings/mode")
        self.set_day(form, "from", date.today())
        self.press_named("Save the mode")
        self.assertTrue(self.one("[name='mode'][value='avoiding']").is_selected())

    def reading(self):
        self.go("/cycle/settings")
        self.pick("field", "sleep")
        form = self.form("/cycle/settings")
        self.fill(form, sign="Cervix", temperature="°F")
        self.follow(form.find_element(By.CSS_SELECTOR, "button.btn--1"))
        self.look("diary-settings-saved")
        self.assertFalse(self.one("[name='field'][value='sleep']").is_selected())
        self.go("/cycle/day/" + date.today().isoformat())
        # What was hidden waits in a fold at the end, so that a day that has it can still be changed.
        self.one("details:not([open]) [name^='sleep']")
        self.assertIn("°F", self.text)

    def feelings(self):
        self.go("/cycle/settings/feelings")
        self.look("feelings")
        self.assertEqual(self.unlabelled_fields(), [], "feelings")
        form = self.form("/cycle/settings/feelings")
        self.fill(form, **{"name.mood": "Calm"})
        self.follow(form.find_element(By.CSS_SELECTOR, "button.btn--1"))
        self.look("feelings-refused")
        form = self.form("/cycle/settings/feelings")
        self.assertEqual(form.find_element(By.NAME, "name.mood").get_attribute("value"), "Calm")
        self.fill(form, **{"name.mood": "Homesick"})
        self.follow(form.find_element(By.CSS_SELECTOR, "button.btn--1"))
        self.assertIn("Homesick", self.text)
        opener = next(item for item in self.driver.find_elements(By.CSS_SELECTOR, ".feelrow summary")
                      if "Homesick" in item.text)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", opener)
        opener.click()
        self.press_named("Hide it")
        self.look("feelings-hidden")
        self.assertIn("hidden", self.text)

    def plans(self):
        self.go("/cycle/settings/plans")
        self.look("plans-empty")
        self.follow(self.driver.find_element(By.LINK_TEXT, "Ring"))
        self.look("plan-new")
        self.assertEqual(self.unlabelled_fields(), [], "plan")
        form = self.form("/cycle/settings/plans")
        self.fill(form, name="My ring", use="x")
        self.press_named("Save")
        self.look("plan-refused")
        form = self.form("/cycle/settings/plans")
        self.assertEqual(form.find_element(By.NAME, "name").get_attribute("value"), "My ring")
        self.fill(form, use="21")
        self.set_day(form, "from", date.today() - timedelta(days=40))
        self.press_named("Save")
        self.look("plans")
        self.assertIn("was due", self.text)
        renew = self.driver.find_element(By.CSS_SELECTOR, "form[action$='/renew'] button")
        self.follow(renew)
        self.assertNotIn("was due", self.text)
        self.follow(self.driver.find_element(By.LINK_TEXT, "Add an appointment"))
        form = self.form("/cycle/settings/plans")
        self.fill(form, name="Check-up", time="10:30")
        self.press_named("Save")
        self.assertIn("Check-up", self.text)

    def consents(self):
        self.go("/cycle/settings")
        self.assertIn("On since", self.text)
        form = self.form("/cycle/settings/consents")
        box = form.find_element(By.CSS_SELECTOR, "[value='cycle-prediction']")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
        box.click()
        self.follow(form.find_element(By.CSS_SELECTOR, "button.btn--1"))
        self.assertIn("Off since", self.text)


class CycleSettingsWideWithScript(CycleSettings, unittest.TestCase):
    pass


class CycleSettingsNarrowPlain(CycleSettings, unittest.TestCase):
    width = PHONE
    has_script = False
