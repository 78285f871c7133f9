"""Goal: a person asks for something about her rights, somebody of the staff answers without knowing who she is, and a
breach reaches her; all of it in a real browser.

Method: the server with a listener for the staff; the person in one browser, two officers in others with virtual
authenticators; `look` checks every page with axe at its width.
"""

import time
import unittest

from selenium.webdriver.common.by import By

from browser import DESK, PHONE, chromium
from person import PASSPHRASE
from staff import Staff


class Rights(Staff):
    def test_rights(self):
        person, asha, meera = self.driver, chromium(self.width), chromium(self.width)
        self.addCleanup(asha.quit)
        self.addCleanup(meera.quit)
        people, staff = f"https://localhost:{self.server.port}", self.base
        self.officer(meera, "Meera")
        self.officer(asha, "Asha")

        self.driver, self.base = person, people
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="leela", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        self.go("/privacy/requests")
        self.look("requests-none")
        self.follow(person.find_element(By.LINK_TEXT, "Correct something"))
        self.look("request-new")
        self.assertEqual(self.unlabelled_fields(), [])
        form = self.form("/privacy/requests/new/correction")
        self.submit(form)
        self.assertIn("Nothing is written yet.", self.text)
        self.look("request-refused")
        form = self.form("/privacy/requests/new/correction")
        self.fill(form, words="The name at my payment provider is wrong.")
        self.submit(form)
        self.look("request-filed")
        self.assertIn("Answer due by", self.text)
        path = self.path
        self.go("/privacy/requests/new/objection")
        self.look("request-objection")
        self.go("/privacy/requests/new/do-not-sell")
        self.submit(self.form("/privacy/requests/new/do-not-sell"))
        self.look("request-at-once")
        self.assertIn("is not sold", self.text)

        self.driver, self.base = asha, staff
        self.go("/staff/requests")
        self.look("staff-requests")
        self.assertNotIn("leela", self.text)
        self.follow(asha.find_element(By.LINK_TEXT, "Correct something"))
        self.look("staff-request")
        self.assertEqual(self.unlabelled_fields(), [])
        self.press_named("I look at it")
        form = asha.find_element(By.CSS_SELECTOR, 'form[action$="/answer"]')
        self.fill(form, answer="The provider has it now.")
        self.submit(form)
        self.look("staff-request-answered")

        self.driver, self.base = person, people
        self.go("/privacy/consents")
        self.assertIn("There is news of a request of yours.", self.text)
        self.go("/privacy/requests")
        self.look("requests")
        self.go(path)
        self.look("request-answered")
        self.assertIn("The provider has it now.", self.text)
        self.press_named("I have read it")
        self.assertNotIn("There is news", self.text)

        self.breach(person, people, asha, staff)

    def breach(self, person, people, asha, staff):
        self.driver, self.base = asha, staff
        self.go("/staff/breaches")
        self.look("staff-breaches")
        self.assertEqual(self.unlabelled_fields(), [])
        form = self.form("/staff/breaches")
        self.fill(form, what="A disk was lost.", consequences="None that we know of.", measures="Keys were replaced.",
                  **{"data-money": True})
        self.submit(form)
        path = self.path
        for _ in range(30):
            self.go(path)
            if "1 person" in self.text:
                break
            time.sleep(1)
        self.assertIn("1 person", self.text)
        self.look("staff-breach")
        self.press_named("Show it to them now")
        self.look("staff-breach-told")
        self.driver, self.base = person, people
        self.go("/today")
        self.assertIn("Something happened to data of yours.", self.text)
        self.look("breach-everywhere")
        self.go("/privacy/breaches")
        self.look("breaches")
        self.press_named("I have read it")
        self.go("/today")
        self.assertNotIn("Something happened to data of yours.", self.text)


class RightsWide(Rights, unittest.TestCase):
    width = DESK


class RightsNarrow(Rights, unittest.TestCase):
    width = PHONE
