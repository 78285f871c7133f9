"""Goal: break-glass works in a real browser, from a person's consent to her history.

Method: the server with a listener for the staff; two officers and somebody of support, each with a browser and a
virtual authenticator of her own, and the person with another; a checkpoint every few seconds.
"""

import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from bench.processes import free_port
from bench.flowkeep import Server
from browser import DESK, PHONE, chromium
from person import PASSPHRASE
from staff import Staff


class QuickLogServer(Server):
    """`flowkeep serve` with pages for the staff and a checkpoint every few seconds."""

    staff_port = None

    def __init__(self, installation):
        self.staff_port = free_port()
        super().__init__(installation, more=["--staff-port", self.staff_port, "--log-interval", "5"])


class BreakGlass(Staff):
    make_server = QuickLogServer

    def new_browser(self):
        driver = chromium(self.width)
        self.addCleanup(driver.quit)
        return driver

    def member(self, driver, first, second, name, role):
        """Invites somebody by two officers, and has her follow the link."""
        self.driver = first
        self.go("/staff/decisions")
        form = self.form("/staff/decisions/invite")
        self.fill(form, name=name, role=role)
        self.submit(form)
        self.driver = second
        self.go("/staff/decisions")
        self.press_named("Agree as the second officer")
        link = self.driver.find_element(By.CSS_SELECTOR, "main code, main .wrap").text
        self.driver = driver
        self.add_authenticator()
        driver.get(link)
        self.wait("[data-join]:not([hidden])")
        self.fill(driver.find_element(By.CSS_SELECTOR, "main"), device=f"Laptop of {name}")
        driver.find_element(By.CSS_SELECTOR, "[data-join]").click()
        self.wait('[data-says="joined"]:not([hidden])')
        self.make_fit(name)
        self.go("/staff/sign-in")
        self.press_passkey()
        WebDriverWait(driver, 20).until(lambda _: self.path == "/staff")

    def agree(self, driver, path):
        self.driver = driver
        self.go(path)
        self.look("access-request")
        self.press_named("Agree with my passkey")
        self.assertIn("You agreed", self.text)

    def test_break_glass(self):
        person, asha, meera, priya = self.driver, self.new_browser(), self.new_browser(), self.new_browser()
        people, staff = f"https://localhost:{self.server.port}", self.base
        self.officer(meera, "Meera")
        self.officer(asha, "Asha")
        self.member(priya, asha, meera, "Priya", "Support")

        self.driver, self.base = person, people
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="leela", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        self.go("/today")
        self.enter("coffee 120 upi", "groceries 840")
        self.go("/privacy/support")
        self.look("support-off")
        form = self.form("/privacy/support")
        self.fill(form, **{"scope-money": True})
        self.submit(form)
        self.look("support-allowed")
        self.assertIn("Allowed:", self.text)

        self.driver, self.base = priya, staff
        self.go("/staff/access")
        form = self.form("/staff/access")
        self.fill(form, account="leela", reason="Her totals look wrong to her.", ticket="HELP-0412", minutes="10",
                  **{"scope-money": True})
        self.look("access-ask")
        self.submit(form)
        path = self.path
        self.agree(asha, path)
        self.agree(meera, path)

        self.driver = priya
        WebDriverWait(priya, 60, poll_frequency=2).until(lambda _: self.opened(path))
        self.look("access-open")
        self.press_named("Read the money entries")
        self.look("access-reading")
        self.assertIn("coffee", self.text.lower())
        self.assertIn("Priya · HELP-0412 · page 1", self.text)
        self.assertEqual(self.unlabelled_fields(), [])

        self.driver, self.base = person, people
        self.go("/today")
        self.look("today-told")
        self.assertIn("The staff opened a part of your data", self.text)
        self.go("/privacy/support")
        self.look("support-open")
        self.press_named("End it now")
        self.go("/privacy/access")
        self.look("access-history-of-it")
        for words in ("Support read page 1", "agreed to it with a passkey", "The key service compared"):
            self.assertIn(words, self.text)
        self.driver, self.base = priya, staff
        self.go(path + "/money")
        self.assertIn("It is not open", self.text)
        self.driver = person

    def opened(self, path):
        self.go(path)
        return "Read the money entries" in self.text


class BreakGlassWide(BreakGlass, unittest.TestCase):
    width = DESK


class BreakGlassNarrow(BreakGlass, unittest.TestCase):
    width = PHONE
