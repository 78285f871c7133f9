"""Goal: the staff's pages work in a real browser: a link, a passkey, somebody's look, and decisions of two.

Method: the server with a listener for the staff; Chromium's virtual authenticator with the pseudo-random function, one
browser for each officer; the command line looks at the first devices, as whoever runs the server does.
"""

import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from bench.flowkeep import Server
from bench.processes import free_port
from browser import DESK, PHONE, chromium
from looks import Looks
from person import Person


class StaffServer(Server):
    """`flowkeep serve` with pages for the staff on a port of their own."""

    staff_port = None

    def __init__(self, installation):
        self.staff_port = free_port()
        super().__init__(installation, more=["--staff-port", self.staff_port])


class Staff(Looks, Person):
    make_server = StaffServer

    def setUp(self):
        self.base = f"https://localhost:{self.server.staff_port}"

    def command(self, *arguments):
        return self.server.installation.command("staff", *arguments)

    def officer(self, driver, name):
        """Follows a link of the command line with a new passkey; the server's root looks at the device."""
        self.driver = driver
        self.add_authenticator()
        link = self.command("invite", "--first", "--name", name).output.decode().split()[0]
        self.assertIn("/staff/join#", link)
        driver.get(link)
        self.wait("[data-join]:not([hidden])")
        self.assertNotIn("#", driver.current_url, "the secret leaves the address at once")
        self.look(f"staff-join-{name.lower()}")
        self.fill(driver.find_element(By.CSS_SELECTOR, "main"), device=f"Laptop of {name}")
        driver.find_element(By.CSS_SELECTOR, "[data-join]").click()
        self.wait('[data-says="joined"]:not([hidden])')
        self.go("/staff/sign-in")
        self.press_passkey()
        self.wait('[data-says="waits"]:not([hidden])')
        self.look("staff-waits")
        self.make_fit(name)
        self.press_passkey()
        WebDriverWait(driver, 20).until(lambda _: self.path == "/staff")

    def make_fit(self, name):
        self.command("device", name, "--disk-encryption", "--screen-lock", "--remote-wipe", "--until", self.day(30))
        self.command("training", name, "--kind", "onboarding", "--day", self.day(0))
        self.command("duty", name, "--from", self.day(-1) + "T00:00:00Z", "--until", self.day(5) + "T00:00:00Z")

    def day(self, ahead):
        script = "return new Date(Date.now() + arguments[0] * 864e5).toISOString().slice(0, 10)"
        return self.driver.execute_script(script, ahead)

    def add_authenticator(self):
        self.driver.execute_cdp_cmd("WebAuthn.enable", {"enableUI": False})
        self.driver.execute_cdp_cmd("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
            "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True, "hasPrf": True,
        }})

    def press_passkey(self):
        self.wait("[data-sign-in]:not([hidden])").click()

    def wait(self, selector):
        return WebDriverWait(self.driver, 20).until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))

    def walk(self):
        first, second = self.driver, chromium(self.width)
        self.addCleanup(second.quit)
        self.officer(second, "Meera")
        self.officer(first, "Asha")
        self.look("staff-own")
        self.assertIn("Senior engineer", self.text)
        for path in ("console", "accounts", "members", "decisions", "history"):
            self.go(f"/staff/{path}")
            self.look(f"staff-{path}")
            self.assertEqual(self.unlabelled_fields(), [], path)
        self.go("/staff/members")
        self.follow(self.driver.find_element(By.LINK_TEXT, "Meera"))
        self.look("staff-member")
        self.assertEqual(self.unlabelled_fields(), [], "a member")
        self.go("/staff/decisions")
        form = self.form("/staff/decisions/invite")
        self.fill(form, name="Priya", role="Auditor")
        self.submit(form)
        self.assertIn("Another officer has to agree", self.text)
        self.driver = second
        self.go("/staff/decisions")
        self.press_named("Agree as the second officer")
        self.look("staff-link")
        self.assertIn("/staff/join#", self.text)
        # People's pages are not here, and the staff's are not there.
        self.go("/sign-up")
        self.look("staff-nothing")
        self.assertIn("There is no page here", self.text)
        self.go("/staff")
        self.follow(self.driver.find_element(By.CSS_SELECTOR, 'main form[action="/staff/sign-out"] button'))
        self.assertEqual(self.path, "/staff/sign-in")
        self.go("/staff/history")
        self.assertEqual(self.path, "/staff/sign-in")
        self.driver = first

    def unlabelled_fields(self):
        script = """return [...document.querySelectorAll('main input:not([type=hidden]), main select')]
            .filter((field) => !field.labels.length).map((field) => field.name)"""
        return self.driver.execute_script(script)


class StaffWide(Staff, unittest.TestCase):
    width = DESK

    def test_staff(self):
        self.walk()


class StaffNarrow(Staff, unittest.TestCase):
    width = PHONE

    def test_staff(self):
        self.walk()
