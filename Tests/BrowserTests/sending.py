"""Goal: what a person sends is never lost, not when the key is forgotten first, not when a long file is stopped.

Method: without a script, a form is typed, the session is locked in another tab, and the form is sent. With one, a file
is sent over a connection slowed down by the browser, watched, stopped, and sent again.
"""

import unittest
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser import PHONE
from person import PASSPHRASE, NextPage
from quicker import Quicker

SLOW_BYTES_PER_SECOND = 60_000
ROW_COUNT = 8_000  # some 300 kB: several seconds at that rate


class Held(Quicker):
    has_script = False

    def test_held(self):
        self.begin()
        self.go("/money/transactions/new")
        form = self.form("/money/transactions")
        self.fill(form, payee="Harbour <Books> & Co", **{"amount.1": "345.50"}, note="for Devika")
        self.lock_in_another_tab()
        button = self.one("form[action='/money/transactions'] button[value='save']:not(.vh)")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        with NextPage(self.driver):
            button.click()
        self.look("held-locked")
        self.assertNotIn("Devika", self.text, "what was typed is kept, not shown")
        self.unlock("not the passphrase at all")
        self.look("held-refused")
        self.unlock(PASSPHRASE)
        self.look("held-back")
        self.go_on()
        self.assertIn("Harbour <Books> & Co", self.text)
        self.assertIn("345.50", self.text)

    def lock_in_another_tab(self):
        first = self.driver.current_window_handle
        self.driver.switch_to.new_window("tab")
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self.go("/today")
        self.leave("/lock")
        self.driver.close()
        self.driver.switch_to.window(first)

    def unlock(self, passphrase):
        form = self.form("/unlock")
        self.fill(form, passphrase=passphrase)
        self.submit(form)

    def go_on(self):
        self.submit(self.form("/money/transactions"))
        self.assertTrue(self.path.startswith("/money"), self.path)


class Upload(Quicker):
    def test_upload(self):
        self.begin()
        statement = Path(self.folder.name) / "long.csv"
        rows = [
            f"2026-{1 + row % 9:02}-{1 + row % 28:02},Shop {row % 90},-{row % 700}.50,Food" for row in range(ROW_COUNT)
        ]
        statement.write_text("\n".join(["Date,Payee,Amount,Category", *rows]) + "\n", encoding="utf-8")
        self.go("/money/import")
        self.slow_down(SLOW_BYTES_PER_SECOND)
        self.send(statement)
        bar = self.see("#upload progress")
        self.until(lambda: 0 < float(bar.get_attribute("value") or 0) < statement.stat().st_size, "some of it is sent")
        self.assertRegex(self.one("#upload [data-count]").text, r"\d.* / .*\d")
        self.look("import-sending")
        self.see("#upload [data-stop]").click()
        self.see("#upload [data-say='stopped']")
        self.assertFalse(self.one("#upload progress").is_displayed())
        self.assertEqual(self.focused, self.one("input[type='file']").get_attribute("id"), "and begins anew")
        self.look("import-stopped")
        self.slow_down(-1)
        self.send(None)
        WebDriverWait(self.driver, 60).until(lambda driver: "/money/import/" in driver.current_url)
        self.assertIn("Shop 1", self.text)

    def slow_down(self, bytes_per_second):
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.emulateNetworkConditions", {
            "offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_per_second})

    def send(self, statement):
        form = self.form("/money/import")
        if statement:
            self.fill(form, file=str(statement))
        button = form.find_element(By.CSS_SELECTOR, "button:not([type='button'])")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        button.click()


class HeldNarrow(Held, unittest.TestCase):
    width = PHONE


class HeldWide(Held, unittest.TestCase):
    pass


class UploadWide(Upload, unittest.TestCase):
    pass


class UploadNarrow(Upload, unittest.TestCase):
    width = PHONE
