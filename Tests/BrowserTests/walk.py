"""Goal: a person can do everything that matters in a browser, at 360 and 1280 pixels, with and without a script.

Method: a headless Chromium walks through a real server over TLS: sign up, keep the kit, add, import, lock, unlock,
recover. After every step the page must fit its width, the browser must have nothing to complain about (the content
security policy reports there), and nothing personal may stand in the address. Screenshots go to .build/browser-shots.
"""

import os
import re
import sys
import tempfile
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

from bench.flowkeep import Installation, Server  # noqa: E402

SHOTS = ROOT / ".build" / "browser-shots"
PASSPHRASE = "seven lanterns drift past quiet harbours"
NEW_PASSPHRASE = "eleven kettles whistle above frozen lakes"
# A refused form answers with its status, which the browser reports; and a permissions policy also names features that
# other browsers know and this one does not.
EXPECTED_COMPLAINTS = r"status of (401|403|404|422|429)"
PAYEE_WITH_MARKUP = "<b>Tea</b> & Co"
STATEMENT = f"""Date,Payee,Amount,Category
2026-03-02,Station Books,-450.00,Books
2026-03-03,Rail Office,-1240.50,Travel
not a day,Broken Line,-1.00,Books
2026-03-31,Employer,78400.00,Salary
"""


def chromium(width, has_script):
    options = webdriver.ChromeOptions()
    options.add_argument("--headless=new")
    options.add_argument("--disable-dev-shm-usage")
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium refuses its sandbox to root
    options.set_capability("acceptInsecureCerts", True)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options)
    driver.set_page_load_timeout(60)
    # A window cannot be 360 wide; an emulated screen can.
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 700}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    if not has_script:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return driver


class Walk:
    """One walk; each combination of width and script is a subclass with a server and a browser of its own."""

    width = 1280
    has_script = True

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="browser-", dir=ROOT / ".build")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.server = Server(Installation(ROOT / ".build" / "debug" / "flowkeep", Path(cls.folder.name)))
        cls.addClassCleanup(cls.server.stop)
        cls.driver = chromium(cls.width, cls.has_script)
        cls.addClassCleanup(cls.driver.quit)
        cls.base = f"https://localhost:{cls.server.port}"
        SHOTS.mkdir(parents=True, exist_ok=True)

    # What a person does

    def go(self, path):
        self.driver.get(self.base + path)

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.base)

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def form(self, action):
        forms = self.driver.find_elements(By.CSS_SELECTOR, f'form[action="{action}"]')
        self.assertTrue(forms, f"no form for {action} on {self.path}: {self.text[:300]}")
        return forms[-1]

    def fill(self, form, **fields):
        for name, value in fields.items():
            element = form.find_element(By.CSS_SELECTOR, f'[name="{name}"]:not([type="hidden"])')
            kind = element.get_attribute("type")
            if element.tag_name == "select":
                Select(element).select_by_visible_text(value)
            elif kind == "checkbox":
                if element.is_selected() != value:
                    element.click()
            elif kind == "file":
                element.send_keys(value)
            else:
                element.clear()
                element.send_keys(value)

    def submit(self, form, button=None):
        """Presses a button as a person would and waits for the next page."""
        selector = f'button[name="do"][value="{button}"]' if button else 'button:not([type="button"]), [type="submit"]'
        page = self.driver.find_element(By.TAG_NAME, "html")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", form)
        form.find_element(By.CSS_SELECTOR, selector).click()
        WebDriverWait(self.driver, 60).until(lambda _: self._is_gone(page))
        WebDriverWait(self.driver, 60).until(
            lambda driver: driver.execute_script("return document.readyState") == "complete")

    @staticmethod
    def _is_gone(element):
        try:
            element.is_enabled()
            return False
        except Exception:  # Selenium names staleness differently by driver version
            return True

    # What must hold on every page

    def look(self, name):
        label = f"{self.width}-{'script' if self.has_script else 'plain'}-{name}"
        for scheme in ("dark", "light"):
            features = [
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},  # or pictures catch a change
            ]
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            self.driver.save_screenshot(str(SHOTS / f"{label}-{scheme}.png"))
        width = self.driver.execute_script("return document.documentElement.scrollWidth")
        self.assertLessEqual(width, self.width, f"{name} is {width} pixels wide")
        complaints = [
            entry["message"] for entry in self.driver.get_log("browser")
            if entry["level"] != "INFO" and not re.search(EXPECTED_COMPLAINTS, entry["message"])
        ]
        self.assertEqual(complaints, [], f"{name}: the browser complains")
        self.assertEqual(self.driver.execute_script("return document.title") != "", True, f"{name} has no title")
        headings = self.driver.find_elements(By.TAG_NAME, "h1")
        self.assertEqual(len(headings), 1, f"{name} has {len(headings)} main headings")
        for word in ("lantern", "coffee", "asha", "Station"):
            self.assertNotIn(word, self.driver.current_url, f"{name}: something personal stands in the address")

    def unlabelled_fields(self):
        return self.driver.execute_script("""
            return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
                .filter(field => !field.labels?.length && !field.getAttribute('aria-label')
                    && !field.getAttribute('aria-labelledby'))
                .map(field => field.name || field.id)""")

    def leave(self, action):
        """Locks or signs out by the menu behind the letter, as on every page."""
        self.driver.find_element(By.CSS_SELECTOR, "details.menu > summary").click()
        forms = self.driver.find_elements(By.CSS_SELECTOR, f'details.menu form[action="{action}"]')
        self.assertEqual(len(forms), 1, f"no way to {action} on {self.path}")
        self.submit(forms[0])

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
        groups = [item.text.strip() for item in self.driver.find_elements(By.CSS_SELECTOR, ".kit li")]
        self.assertGreaterEqual(len("".join(groups)), 26, f"128 bits are 26 characters: {groups}")
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

    def test_walk(self):
        self.go("/")
        self.look("welcome")
        code = self.sign_up()
        self.look("today-empty")
        self.quick_add()
        self.import_statement()
        self.read_reports()
        self.lock_and_unlock()
        self.recover(code)

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
    width = 360


class NarrowPlain(Walk, unittest.TestCase):
    width = 360
    has_script = False


class WideWithScript(Walk, unittest.TestCase):
    pass


class WidePlain(Walk, unittest.TestCase):
    has_script = False


if __name__ == "__main__":
    unittest.main(verbosity=2)
