"""Goal: a person takes her account away herself, can change her mind until then, and keeps a receipt that holds.

Method: she asks for it after a grace, keeps the account, then deletes it at once on a server whose log publishes every
few seconds; the receipt is checked by the command line with nothing but the file and the key, and an altered one is
refused.
"""

import re
import subprocess
import unittest
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser import DESK, PHONE, ROOT, chromium
from looks import Looks
from person import PASSPHRASE, Person

FETCH = "const done = arguments[1]; fetch(arguments[0]).then((answer) => answer.text()).then(done)"


class Deletion(Looks, Person):
    log_interval = 2

    def sign_up(self):
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        self.go("/today")

    def ask(self, days):
        self.go("/privacy/delete")
        form = self.form("/privacy/delete")
        choice = form.find_element(By.CSS_SELECTOR, f'[name="days"][value="{days}"]')
        self.driver.execute_script("arguments[0].click()", choice)
        self.fill(form, understood=True)
        self.submit(form)

    def test_deletion(self):
        self.sign_up()
        form = self.form("/today/add")
        self.fill(form, text="coffee 120")
        self.submit(form, "save")
        self.go("/privacy/delete")
        self.look("delete")
        self.ask(3)
        self.look("delete-asked")
        self.assertRegex(self.text, r"/deleted/[0-9a-zA-Z]{52}")
        self.go("/money")
        self.assertIn("Everything here is deleted on", self.text)
        self.look("delete-waits-everywhere")
        self.go("/privacy/delete")
        self.look("delete-waits")
        self.submit(self.form("/privacy/delete/keep"))
        self.assertNotIn("Everything here is deleted on", self.text)

        self.ask(0)
        self.assertRegex(self.path, "^/deleted/")
        path = self.path
        self.look("deleted")
        self.go("/sign-in")
        form = self.form("/sign-in")
        self.fill(form, handle="asha", passphrase=PASSPHRASE)
        self.submit(form)
        self.assertRegex(self.path, "^/sign-in")
        self.receipt(path)
        self.sign_up()
        self.assertNotIn("coffee", self.text.lower())

    def receipt(self, path):
        def is_there(_):
            self.go(path)
            return self.driver.find_elements(By.CSS_SELECTOR, 'a[href$=".flowkeep-receipt"]')

        link = WebDriverWait(self.driver, 60).until(is_there)[0].get_attribute("href")
        self.look("deleted-receipt")
        # Without a script of the page nothing can be fetched from it: another browser does.
        reader = self.driver if self.has_script else chromium(self.width, True)
        if reader is not self.driver:
            self.addCleanup(reader.quit)
            reader.get(self.base + path)
        receipt = reader.execute_async_script(FETCH, link.removeprefix(self.base))
        key = reader.execute_async_script(FETCH, "/log/key").strip()
        file = Path(self.folder.name) / "receipt.flowkeep-receipt"
        altered = re.sub(r"account deleted 20\d\d", "account deleted 2019", receipt)
        for text, status in ((receipt, 0), (altered, 1)):
            file.write_text(text)
            command = [ROOT / ".build" / "debug" / "flowkeep", "log", "verify", file, "--key", key]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
            self.assertEqual("An account was deleted" in done.stdout, status == 0, done.stdout)


class DeletionWide(Deletion, unittest.TestCase):
    width = DESK


class DeletionNarrowPlain(Deletion, unittest.TestCase):
    width = PHONE
    has_script = False
