"""Goal: a line typed while the server is away is kept as ciphertext alone, is sent while the session is locked, and is
there after unlocking.

Method: a person signs up and locks; the server is stopped; she types a line on the offline page; what the device keeps
is read from beginning to end; the server starts again under its port; what was kept leaves the device on the unlock
page, and stands in her book after it.
"""

import unittest
from unittest.mock import patch

from bench import flowkeep
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser import PHONE
from looks import Looks
from offline import IS_CONTROLLED
from person import PASSPHRASE, Person

HAS_SENDER = """
const done = arguments[arguments.length - 1];
fetch("/api/v1/inbox/senders").then((answer) => answer.json()).then(({ items }) => done(items.length), () => done(-1));
"""
# Everything the queue's base holds, as text: bytes one by one, keys by what can be got out of them.
READ_QUEUE = """
const done = arguments[arguments.length - 1];
const request = indexedDB.open("flowkeep-queue", 1);
request.onsuccess = async () => {
    const base = request.result;
    const all = (name) => new Promise((resolve) => {
        const asked = base.transaction([name]).objectStore(name).getAll();
        asked.onsuccess = () => resolve(asked.result);
    });
    const [sender] = await all("sender");
    const entries = (await all("entries")).map((bytes) => String.fromCharCode(...bytes));
    const extractable = sender?.key.extractable;
    const names = Object.keys(sender ?? {}).sort();
    base.close();
    done({ entries, extractable, names });
};
"""


class Queue(Looks, Person):
    def test_queue(self):
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        form = self.form("/sign-up/kit")
        number = int(form.find_element(By.NAME, "number").get_attribute("value"))
        self.fill(form, group=self.kit_groups()[number - 1])
        self.submit(form)
        self.go("/today")
        self.wait(lambda driver: driver.execute_async_script(HAS_SENDER) == 1)
        self.wait(lambda driver: driver.execute_script(IS_CONTROLLED))
        self.leave("/lock")
        self.server.stop()
        self.typed_without_a_server()
        self.nothing_readable_is_kept(1)
        port = self.server.port
        with patch.object(flowkeep, "free_port", side_effect=[port, port + 1]):
            type(self).server = flowkeep.Server(self.server.installation)
        self.sent_while_locked()
        self.there_after_unlocking()

    def wait(self, condition):
        return WebDriverWait(self.driver, 60).until(condition)

    def typed_without_a_server(self):
        self.go("/today")
        self.assertEqual(self.driver.find_element(By.TAG_NAME, "h1").text, "No answer from your server")
        self.wait(lambda driver: driver.find_element(By.ID, "oq").is_displayed())
        self.driver.find_element(By.ID, "oq").send_keys("saffron threads 240 cash")
        self.driver.find_element(By.ID, "oq-keep").click()
        self.wait(lambda driver: driver.find_element(By.CSS_SELECTOR, '[data-say="kept"]').is_displayed())
        self.assertEqual(self.driver.find_element(By.CSS_SELECTOR, '[data-say="kept"] b').text, "1")
        self.assertEqual(self.driver.find_element(By.ID, "oq").get_attribute("value"), "")
        self.driver.get_log("browser")  # what an unreachable server makes the browser say is no complaint about us
        self.look("offline-kept")

    def nothing_readable_is_kept(self, count):
        kept = self.driver.execute_async_script(READ_QUEUE)
        self.assertEqual(len(kept["entries"]), count)
        self.assertEqual(kept["names"], ["epoch", "id", "inbox", "key", "previous", "sequence"])
        self.assertFalse(kept["extractable"])
        for entry in kept["entries"]:
            for word in ("saffron", "240", "asha"):
                self.assertNotIn(word, entry)

    def sent_while_locked(self):
        self.go("/unlock")
        self.wait(lambda driver: not driver.execute_async_script(READ_QUEUE)["entries"])
        self.assertIn("/unlock", self.path)

    def there_after_unlocking(self):
        form = self.form("/unlock")
        self.fill(form, passphrase=PASSPHRASE)
        self.submit(form)
        self.assertEqual(self.path, "/today")
        self.assertIn("1 entry came in while you were away.", self.text)
        self.assertIn("saffron threads", self.text)
        self.look("came-in")
        self.go("/today")
        self.assertNotIn("came in while you were away", self.text)
        self.go("/privacy/security/tokens")
        self.assertIn("Browsers that add while offline", self.text)
        self.look("tokens")


class NarrowQueue(Queue, unittest.TestCase):
    width = PHONE


class WideQueue(Queue, unittest.TestCase):
    pass
