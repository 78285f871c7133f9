"""Goal: two people keep one book, each with a sign-in of her own, and who leaves sees nothing of what comes later.

Method: two browsers at one server; wide with a script, narrow without one.
"""

import unittest

from selenium.webdriver.common.by import By

from browser import DESK, PHONE, chromium
from looks import Looks
from person import PASSPHRASE, Person


class Books(Looks, Person):
    def sign_up(self, driver, handle):
        self.driver = driver
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle=handle, passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        self.go("/today")

    def radio(self, form, name, value):
        self.driver.execute_script("arguments[0].click()",
                                   form.find_element(By.CSS_SELECTOR, f'[name="{name}"][value="{value}"]'))

    def test_books(self):
        asha, ravi = self.driver, chromium(self.width, self.has_script)
        self.addCleanup(ravi.quit)
        self.sign_up(asha, "asha")
        self.sign_up(ravi, "ravi")
        code, path = self.make_book(asha)
        self.join(ravi, code)
        self.enter("rent 9000")
        self.assertIn("Household", self.text, "the page says whose money it shows")
        self.look("today-in-a-book")

        self.driver = asha
        self.choose()
        self.go("/today")
        self.assertIn("rent", self.text.lower())
        self.enter("groceries 840")
        self.go(path)
        self.look("book")
        self.assertIn("Ravi", self.text)
        self.take_out(path)

        self.driver = ravi
        self.go("/money")
        self.assertNotIn("groceries", self.text.lower())
        self.go("/privacy/access")
        self.assertIn("taken out of a shared book", self.text)
        self.driver = asha
        self.go("/today")
        self.assertIn("groceries", self.text.lower())

    def make_book(self, driver):
        self.driver = driver
        self.go("/money/books")
        self.look("books-none")
        form = self.form("/money/books")
        self.fill(form, name="Household", displayName="Asha")
        self.submit(form)
        path = self.path.split("?")[0]
        self.assertRegex(path, "^/money/books/")
        self.go(path + "/invite")
        form = self.form(path + "/invite")
        self.radio(form, "role", "editor")
        self.look("book-invite")
        self.submit(form)
        self.look("book-code")
        return "-".join(self.kit_groups()), path

    def join(self, driver, code):
        self.driver = driver
        self.go("/money/books")
        form = self.form("/money/books/join")
        self.fill(form, code="0000-0000-0000-0000-0000-0000-0000-0000")
        self.submit(form)
        self.assertIn("This code opens nothing", self.text)
        form = self.form("/money/books/join")
        self.fill(form, code=code)
        self.submit(form)
        self.look("book-join")
        self.assertIn("Household", self.text)
        form = self.form("/money/books/join/agree")
        self.fill(form, displayName="Ravi")
        self.submit(form)
        self.choose()

    def choose(self):
        """The one book there is, unless it is chosen."""
        self.go("/money/books")
        if self.driver.find_elements(By.XPATH, "//main//button[normalize-space()='Choose']"):
            self.press_named("Choose")

    def take_out(self, path):
        button = [item for item in self.driver.find_elements(By.CSS_SELECTOR, "main form button")
                  if item.get_attribute("textContent").strip() == "Take out"]
        self.assertEqual(len(button), 1)
        self.driver.execute_script("arguments[0].closest('details')?.setAttribute('open', '')", button[0])
        self.follow(button[0])
        self.assertNotIn("Ravi", self.driver.find_element(By.TAG_NAME, "main").text)


class BooksWide(Books, unittest.TestCase):
    width = DESK


class BooksNarrowPlain(Books, unittest.TestCase):
    width = PHONE
    has_script = False
