"""Goal: a receipt is added to an entry, seen again, and taken away; what is no receipt is refused with a sentence.

Method: a picture is drawn here and sent with a script, which makes the small one, and without, where there is none. The
picture says where it was taken, and what comes back does not.
"""

import struct
import unittest
import urllib.request
import zlib
from pathlib import Path

from selenium.webdriver.common.by import By

from browser import PHONE
from quicker import Quicker

PLACE = b"52.5163 N 13.3777 E"


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(width, height):
    """A PNG that shows a slope of greys, with a text chunk that says where."""
    rows = b"".join(b"\0" + bytes((x + y) % 256 for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", b"Comment\0" + PLACE)
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Receipts(Quicker):
    def file(self, name, content):
        path = Path(self.folder.name) / name
        path.write_bytes(content)
        return str(path)

    def send(self, path):
        self.one("#f-file").send_keys(path)
        if self.has_script and path.endswith(".png"):
            self.until(lambda: self.driver.find_elements(By.NAME, "thumbnail"), "no small picture was made")
        self.press_named("Add it")

    def test_receipts(self):
        self.begin()
        self.go("/money")
        row = self.row("Lunch")
        self.answer_of(row.click)
        self.see(".txedit")
        self.press_named("All fields")
        self.look("receipts-empty")
        self.assertEqual(self.unlabelled_fields(), [], "receipts")
        self.send(self.file("bill.pdf", b"this is no PDF at all"))
        self.look("receipts-refused")
        self.see("#f-file-e")
        self.send(self.file("bill.png", picture(640, 480)))
        self.look("receipts")
        self.assertIn("bill.png", self.text)
        images = self.driver.find_elements(By.CSS_SELECTOR, ".rcpt img")
        self.assertEqual(len(images), 1 if self.has_script else 0)
        for image in images:
            self.assertGreater(int(image.get_property("naturalWidth")), 100, "the small picture is shown")
        content = self.fetch(self.driver.find_element(By.LINK_TEXT, "bill.png").get_attribute("href"))
        self.assertTrue(content.startswith(b"\x89PNG"))
        self.assertNotIn(PLACE, content, "where it was taken is gone")
        page = self.path
        self.search_for("has:receipt")
        self.assertEqual(self.found(), ["Lunch"])
        self.go(page)
        self.press_named("Remove")
        self.assertNotIn("bill.png", self.one("main").text)
        self.search_for("has:receipt")
        self.assertEqual(self.found(), [])

    def fetch(self, address):
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.driver.get_cookies())
        request = urllib.request.Request(address, headers={"Cookie": cookies})
        with urllib.request.urlopen(request, context=self.server.context) as answer:
            return answer.read()


class ReceiptsNarrowWithScript(Receipts, unittest.TestCase):
    width = PHONE


class ReceiptsWidePlain(Receipts, unittest.TestCase):
    has_script = False
