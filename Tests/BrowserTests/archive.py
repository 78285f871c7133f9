"""Goal: a person takes everything with her in one file, sealed, and opens it on another machine with its passphrase.

Method: she writes an entry, asks for the archive, writes its passphrase down, waits on a page that looks again by
itself, and saves the file. The command line opens it with nothing but file and passphrase; Python reads what is in it,
and another passphrase opens nothing.
"""

import hashlib
import io
import os
import pty
import subprocess
import unittest
import urllib.request
import zipfile
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browser import DESK, PHONE, ROOT, SHOTS
from looks import Looks
from person import PASSPHRASE, Person

PARTS = ["index.html", "money/flowkeep.json", "money/book.beancount", "diary/diary.fhir.json", "account/account.json",
         "account/consents.json", "account/access-history.json", "account/proofs.tar"]


def opened_by_age(sealed, passphrase, opened):
    """Whether the age program opens it, which asks for a passphrase on a terminal only; its exit status."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", "--decrypt", "--output", str(opened), str(sealed)])
    os.write(terminal, passphrase.encode() + b"\n")
    try:
        while os.read(terminal, 1024):
            pass
    except OSError:
        pass  # the terminal goes with the program
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Archive(Looks, Person):
    def test_archive(self):
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        self.go("/today")
        form = self.form("/today/add")
        self.fill(form, text="coffee 120")
        self.submit(form, "save")
        self.go("/privacy/archive")
        self.look("archive")
        self.submit(self.form("/privacy/archive"))
        self.look("archive-asked")
        passphrase = self.driver.find_element(By.CSS_SELECTOR, "main .slip").text
        self.assertRegex(passphrase, "^([0-9a-z]{5}-){5}[0-9a-z]$")
        self.go("/privacy/archive")
        self.assertNotIn(passphrase, self.driver.page_source)
        # Nothing is pressed: the page looks again by itself.
        WebDriverWait(self.driver, 60).until(lambda _: self.links("/privacy/archive/file"))
        self.look("archive-ready")
        self.read(self.fetched(), passphrase)
        self.submit(self.form("/privacy/archive/drop"))
        self.assertFalse(self.links("/privacy/archive/file"))
        self.look("archive-dropped")

    def links(self, path):
        return self.driver.find_elements(By.CSS_SELECTOR, f'a[href="{path}"]')

    def fetched(self):
        """As a browser saves it, with what the browser is known by."""
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.driver.get_cookies())
        request = urllib.request.Request(self.base + "/privacy/archive/file", headers={"Cookie": cookies})
        with urllib.request.urlopen(request, context=self.server.context) as answer:
            self.assertIn(".zip.age", answer.headers["Content-Disposition"])
            content = answer.read()
            self.assertEqual(int(answer.headers["Content-Length"]), len(content))
            return content

    def read(self, content, passphrase):
        folder = Path(self.folder.name)
        sealed, opened, secret = (folder / name for name in ("archive.zip.age", "archive.zip", "archive-passphrase"))
        sealed.write_bytes(content)
        # As somebody types it off paper; then another one.
        for text, status in ((passphrase.upper().replace("-", " "), 0), (passphrase[:-1] + "~", 1)):
            opened.unlink(missing_ok=True)
            secret.write_text(text + "\n")
            os.chmod(secret, 0o600)
            command = [ROOT / ".build" / "debug" / "flowkeep", "archive", "open", sealed, "--to", opened,
                       "--passphrase-file", secret]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, status, done.stdout + done.stderr)
            self.assertEqual(opened.exists(), status == 0)
            if status == 0:
                self.check(opened.read_bytes())
        self.assertEqual(opened_by_age(sealed, passphrase, folder / "age.zip"), 0)
        self.check((folder / "age.zip").read_bytes())

    def check(self, content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertIsNone(archive.testzip())
            names = archive.namelist()
            for part in PARTS:
                self.assertIn(part, names)
            self.assertIn("coffee", archive.read("money/book.beancount").decode().lower())
            sums = dict(reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS").decode().splitlines())
            self.assertEqual(set(sums), set(names) - {"SHA256SUMS"})
            for name, digest in sums.items():
                self.assertEqual(hashlib.sha256(archive.read(name)).hexdigest(), digest)
            index = Path(self.folder.name) / "index"
            archive.extractall(index)
        here = self.driver.current_url
        self.driver.get(f"file://{index}/index.html")
        self.assertIn("money/book.beancount", self.driver.page_source)
        # A file is nobody's page: scripts that look for faults may not read its stylesheet.
        self.assertEqual(self.driver.find_element(By.TAG_NAME, "h1").text, "Everything of yours")
        self.driver.save_screenshot(str(SHOTS / f"{self.width}-archive-index.png"))
        self.driver.get(here)


class ArchiveWide(Archive, unittest.TestCase):
    width = DESK


class ArchiveNarrowPlain(Archive, unittest.TestCase):
    width = PHONE
    has_script = False
