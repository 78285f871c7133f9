"""Goal: a person sees each use of her key, checks it in her browser and offline, and both agree with the server.

Method: she signs up on a server whose log publishes every few seconds, checks all entries, and again when the log has
grown; then one proof is checked by the command line with nothing but the file and the key.
"""

import subprocess
import unittest
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser import ROOT
from looks import Looks
from person import PASSPHRASE, Person

OUTCOMES = "return [...document.querySelectorAll('[data-badge]')].map((badge) => badge.dataset.outcome ?? null)"
FETCH = "const done = arguments[1]; fetch(arguments[0]).then((answer) => answer.text()).then(done)"


class AccessHistory(Looks, Person, unittest.TestCase):
    log_interval = 2

    def test_access_history(self):
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        form = self.form("/sign-up/kit")
        number = int(form.find_element(By.NAME, "number").get_attribute("value"))
        self.fill(form, group=self.kit_groups()[number - 1])
        self.submit(form)

        self.assertEqual(self.checked(), "log-first")
        self.look("access-history")
        size = self.checkpoint_size()
        WebDriverWait(self.driver, 60).until(lambda _: self.checkpoint_size() > size)
        self.assertEqual(self.checked(), "log-grown")
        self.offline()

    def checked(self):
        """Has every entry checked, and gives the state of the log."""

        def has_proof(_):
            self.go("/privacy/access")
            return self.driver.find_elements(By.CSS_SELECTOR, "[data-proof]")

        WebDriverWait(self.driver, 60).until(has_proof)
        button = self.driver.find_element(By.CSS_SELECTOR, "[data-check-all]")
        WebDriverWait(self.driver, 30).until(lambda _: button.is_displayed())
        button.click()
        WebDriverWait(self.driver, 60).until(lambda driver: None not in driver.execute_script(OUTCOMES))
        self.assertEqual(set(self.driver.execute_script(OUTCOMES)), {"checked"})
        return self.driver.find_element(By.CSS_SELECTOR, "[data-log-state]").get_attribute("data-outcome")

    def checkpoint_size(self):
        return int(self.driver.execute_async_script(FETCH, "/log/checkpoint").split("\n")[1])

    def offline(self):
        opening = "//li[@data-proof][.//*[@data-shows='act'][.='Opened your vault']]"
        address = self.driver.find_element(By.XPATH, opening).get_attribute("data-proof")
        proof = self.driver.execute_async_script(FETCH, address)
        key = self.driver.find_element(By.CSS_SELECTOR, "[data-log-key]").get_attribute("data-log-key")
        file = Path(self.folder.name) / "opening.tlog-proof"
        for text, status in ((proof, 0), (proof.replace("index ", "index 1", 1), 1)):
            file.write_text(text)
            command = [ROOT / ".build" / "debug" / "flowkeep", "log", "verify", file, "--key", key]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
            self.assertEqual("The vault was opened" in done.stdout, status == 0, done.stdout)
