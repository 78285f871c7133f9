"""Goal: the file of another diary becomes part of hers only as she chooses, and the diary leaves again.

Method: the consent for files is given; a file that is none is refused; one of drip is read, of which one day differs
from what she wrote; it is saved, found in the history, and taken back; the summary for a doctor is chosen and shown; at
both widths, with and without a script.
"""

import unittest
from datetime import date, timedelta
from pathlib import Path

from selenium.webdriver.common.by import By

from browser import PHONE
from quicker import Quicker


class CycleImport(Quicker):
    def test_import(self):
        self.begin()
        self.go("/cycle")
        self.fill(self.form("/cycle/start"), diary=True, predictions=True)
        self.press_named("Begin")
        self.refused()
        self.read()
        self.report()
        self.export()

    def choose(self, name, text):
        file = Path(self.folder.name) / name
        file.write_text(text, encoding="utf-8")
        form = self.form("/cycle/import")
        self.fill(form, file=str(file))
        return form.find_element(By.CSS_SELECTOR, "button.btn--1")

    def refused(self):
        self.go("/cycle/import")
        self.look("diary-import-consent")
        self.press_named("Yes, read my files")
        self.look("diary-import")
        self.assertEqual(self.unlabelled_fields(), [], "import")
        button = self.choose("letter.csv", "Dear diary, nothing here\n")
        self.answer_of(button.click)
        self.see(".drop .err")
        self.look("diary-import-refused")
        self.assertIn("no diary that is known here", self.text)

    def read(self):
        first = date.today() - timedelta(days=100)
        starts = [first + timedelta(days=place * 28) for place in range(4)]
        head = "date,temperature.value,bleeding.value,bleeding.exclude\n"
        days = "".join(f"{day.isoformat()},,2,false\n" for day in starts)
        self.follow(self.choose("drip.csv", head + days))
        self.look("diary-import-check")
        self.assertEqual(self.unlabelled_fields(), [], "check")
        self.assertIn("drip", self.text)
        self.press_named("Save 4 entries")
        self.look("diary-import-done")
        self.assertIn("4 days came in", self.text)
        self.go("/cycle/history")
        self.assertIn("3 complete cycles", self.text)

    def report(self):
        self.go("/cycle/report")
        self.look("diary-report")
        self.assertEqual(self.unlabelled_fields(), [], "report")
        self.fill(self.form("/cycle/report"), name="A. R.")
        self.press_named("Show it")
        self.look("diary-report-shown")
        self.assertIn("A. R.", self.text)
        self.assertIn("Cycles and bleeding", self.text)
        self.assertNotIn("A.%20R", self.driver.current_url)

    def export(self):
        self.go("/cycle/export")
        self.look("diary-export")
        self.assertIn("FHIR", self.text)
        self.go("/cycle/import")
        self.press_named("Undo")
        self.go("/cycle/history")
        self.assertIn("No cycle yet", self.text)


class CycleImportWideWithScript(CycleImport, unittest.TestCase):
    pass


class CycleImportNarrowPlain(CycleImport, unittest.TestCase):
    width = PHONE
    has_script = False
