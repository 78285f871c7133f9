"""Goal: without its server the browser shows a page of ours, and keeps nothing personal on the device.

Method: a person signs up and looks at her pages until the service worker has taken over; each cache is read from
beginning to end for what she typed; then the server is stopped, and every address shows the offline page.
"""

import re
import unittest

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser import PHONE
from looks import Looks
from person import PASSPHRASE, Person

READ_CACHES = """
const done = arguments[arguments.length - 1];
(async () => {
    const kept = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            kept.push({path: new URL(request.url).pathname, text: await answer.text()});
        }
    }
    return kept;
})().then(done, (error) => done(String(error)));
"""
IS_CONTROLLED = "return Boolean(navigator.serviceWorker?.controller)"


class Offline(Looks, Person):
    def test_offline(self):
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        form = self.form("/sign-up/kit")
        number = int(form.find_element(By.NAME, "number").get_attribute("value"))
        self.fill(form, group=self.kit_groups()[number - 1])
        self.submit(form)
        WebDriverWait(self.driver, 30).until(lambda driver: driver.execute_script(IS_CONTROLLED))
        form = self.form("/today/add")
        self.fill(form, text="marigold garlands 120 yesterday cash")
        self.submit(form, "save")
        for path in ("/today", "/money", "/money/accounts", "/privacy/security"):
            self.go(path)
        self.assertIn("asha", self.driver.page_source)
        self.nothing_personal_is_kept()
        self.sign_out_clears()
        self.server_is_away()

    def nothing_personal_is_kept(self):
        kept = self.driver.execute_async_script(READ_CACHES)
        self.assertIn("/offline", [entry["path"] for entry in kept])
        for entry in kept:
            self.assertRegex(entry["path"], r"^(/offline|/assets/[a-z0-9-]+\.[0-9a-f]{16}\.[a-z]+)$")
            for word in ("marigold", "asha", 'name="csrf"', "Signed in as"):
                # Whole words: a style may well have a dash array.
                is_kept = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", entry["text"]) is not None
                self.assertFalse(is_kept, f"{entry['path']} keeps “{word}”")

    def sign_out_clears(self):
        """Clear-Site-Data takes worker and caches; the next page brings them back, as empty of her as before."""
        self.leave("/sign-out")
        self.assertTrue(self.path.startswith("/sign-in"), self.path)
        self.go("/sign-in")
        WebDriverWait(self.driver, 30).until(lambda driver: driver.execute_script(IS_CONTROLLED))
        self.nothing_personal_is_kept()

    def server_is_away(self):
        self.stop_server()
        for path in ("/sign-in", "/today", "/money?month=2026-03"):
            self.go(path)
            self.assertEqual(self.driver.find_element(By.TAG_NAME, "h1").text, "No answer from your server", path)
        self.assertEqual(self.driver.find_elements(By.TAG_NAME, "form"), [])
        self.assertNotIn("asha", self.driver.page_source)
        background = "return getComputedStyle(document.querySelector('.btn--1')).backgroundColor"
        self.assertNotIn(self.driver.execute_script(background), ("", "rgba(0, 0, 0, 0)"), "the style is kept, too")
        self.driver.get_log("browser")  # what an unreachable server makes the browser say is no complaint about us
        self.look("offline")
        self.driver.find_element(By.LINK_TEXT, "Try again").click()
        self.assertEqual(self.path, "/money?month=2026-03", "trying again stays at the address")


class NarrowOffline(Offline, unittest.TestCase):
    width = PHONE


class WideOffline(Offline, unittest.TestCase):
    pass
