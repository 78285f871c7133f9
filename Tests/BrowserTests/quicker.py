"""Goal: what scripts make quicker works, by keyboard alone, and what it makes quicker works without them too.

Method: rows are edited where they stand, at both widths, with and without a script; then, with one, the palette,
single keys, the reading of a line while it is typed, and the question before the idle lock. The waiting is shortened by
telling the page another time to the lock than the server did; the lock itself is the real one.
"""

import unittest

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from browser import PHONE
from looks import Looks
from person import PASSPHRASE, NextPage, Person

LINES = ("Lunch 460 upi", "Bus 84 cash", "qqx 350 upi")


class Quicker(Looks, Person):
    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def patience(self, seconds):
        """What is looked at may be exchanged between two looks."""
        return WebDriverWait(self.driver, seconds, ignored_exceptions=[StaleElementReferenceException])

    def see(self, selector, seconds=10):
        """The element, once it is there and shown."""
        def shown(driver):
            found = driver.find_elements(By.CSS_SELECTOR, selector)
            return next((element for element in found if element.is_displayed()), None)
        return self.patience(seconds).until(shown, f"no {selector} on {self.path}")

    def gone(self, selector, seconds=10):
        self.patience(seconds).until(
            lambda driver: not any(item.is_displayed() for item in driver.find_elements(By.CSS_SELECTOR, selector)),
            f"{selector} is still there")

    def until(self, condition, message):
        self.patience(10).until(lambda _: condition(), message)

    def press(self, *keys):
        self.driver.switch_to.active_element.send_keys(*keys)

    @property
    def focused(self):
        return self.driver.execute_script("return document.activeElement.id || document.activeElement.name")

    def begin(self):
        self.go("/sign-up")
        form = self.form("/sign-up")
        self.fill(form, handle="asha", passphrase=PASSPHRASE, understood=True)
        self.submit(form)
        groups = self.kit_groups()
        form = self.form("/sign-up/kit")
        if form.find_elements(By.NAME, "group"):
            self.fill(form, group=groups[int(form.find_element(By.NAME, "number").get_attribute("value")) - 1])
        self.submit(form)
        self.enter(*LINES)

    def row(self, payee):
        return next(link for link in self.driver.find_elements(By.CSS_SELECTOR, "a[data-row]") if link.text == payee)

    def answer_of(self, act):
        """What a press leads to: another page without a script, the same one changed with it."""
        if self.has_script:
            act()
        else:
            with NextPage(self.driver):
                act()

    def change(self, name, value):
        field = self.see(f".txedit [name='{name}']")
        field.clear()
        field.send_keys(value)
        return field


class Rows(Quicker):
    def test_rows(self):
        self.begin()
        self.go("/money")
        if self.has_script:
            self.driver.execute_script("window.stays = true")
        row = self.row("Lunch")
        anchor = row.get_attribute("id")
        self.answer_of(lambda: row.send_keys(Keys.ENTER))
        self.see(".txedit")
        self.assertEqual(self.focused, "f-payee", "the first field has the focus")
        self.assertEqual(self.unlabelled_fields(), [])
        self.look("row-edit")
        field = self.change("amount.1", "12o")
        self.answer_of(lambda: field.send_keys(Keys.ENTER))
        self.see(".txedit [aria-invalid]")
        self.assertEqual(self.one(".txedit [name='amount.1']").get_attribute("value"), "12o")
        self.look("row-refused")
        Select(self.one(".txedit [name='category.1']")).select_by_visible_text("Groceries")
        field = self.change("amount.1", "465.50")
        self.answer_of(lambda: field.send_keys(Keys.ENTER))
        self.gone(".txedit")
        self.see(".flash")
        self.assertIn("465.50", self.one(".tx").text)
        self.assertEqual(self.focused, anchor, "the focus is on the row again")
        self.look("row-saved")
        with NextPage(self.driver):
            self.one(".flash button").click()
        self.assertIn("460.00", self.one(".tx").text)
        self.cancel(anchor)
        self.delete()
        if self.has_script:
            self.in_search_results()

    def cancel(self, anchor):
        row = self.row("Lunch")
        self.answer_of(lambda: row.send_keys(Keys.ENTER))
        field = self.change("payee", "Something else")
        if self.has_script:
            field.send_keys(Keys.ESCAPE)
        else:
            with NextPage(self.driver):
                self.one(".txedit [data-cancel]").click()
        self.gone(".txedit")
        self.assertEqual(self.focused, anchor)
        self.assertNotIn("Something else", self.text)

    def delete(self):
        self.answer_of(lambda: self.row("Bus").send_keys(Keys.ENTER))
        button = self.see(".txedit button[value='delete']")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        self.answer_of(button.click)
        self.gone(".txedit")
        self.see(".flash")
        self.assertNotIn("Bus", self.one(".tx").text)
        with NextPage(self.driver):
            self.one(".flash button").click()
        self.assertIn("Bus", self.one(".tx").text)

    def in_search_results(self):
        self.driver.execute_script("window.stays = true")
        form = self.form("/money/search")
        self.fill(form, q=">400")
        self.submit(form)
        self.driver.execute_script("window.stays = true")
        self.look("search-size")
        self.assertEqual([link.text for link in self.driver.find_elements(By.CSS_SELECTOR, "a[data-row]")], ["Lunch"])
        self.row("Lunch").send_keys(Keys.ENTER)
        self.see(".txedit")
        self.change("payee", "Supper").send_keys(Keys.ENTER)
        self.gone(".txedit")
        self.see(".flash")
        self.assertEqual(self.row("Supper").get_attribute("id"), self.focused)
        self.assertTrue(self.driver.execute_script("return window.stays"), "the page stayed")
        self.assertEqual(self.path, "/money/search", "the list of results stayed")


class Keyboard(Quicker):
    def test_keys(self):
        self.begin()
        self.palette()
        self.single_keys()
        self.live_reading()
        self.idle()

    def palette(self):
        self.go("/today")
        self.press(Keys.CONTROL, "k")
        field = self.see("#palette input")
        self.look("palette")
        names = [item.text for item in self.driver.find_elements(By.CSS_SELECTOR, "#palette [role='option']")]
        self.assertFalse([name for name in names if "Lunch" in name or "asha" in name], "nothing personal in it")
        field.send_keys("zzzz")
        self.assertTrue(self.one("#palette [data-none]").is_displayed())
        field.clear()
        field.send_keys("acco")
        shown = self.options()
        self.assertEqual([item.text for item in shown],
                         ["Accounts", "Search entries for this", "Read this as an entry"])
        self.assertEqual(field.get_attribute("aria-activedescendant"), shown[0].get_attribute("id"))
        with NextPage(self.driver):
            field.send_keys(Keys.ENTER)
        self.assertEqual(self.path, "/money/accounts")
        self.press(Keys.CONTROL, "k")
        field = self.see("#palette input")
        field.send_keys(Keys.ARROW_DOWN)
        with NextPage(self.driver):
            field.send_keys(Keys.ENTER)
        self.assertEqual(self.path, "/money", "the second is the transactions")
        self.press(Keys.CONTROL, "k")
        self.see("#palette input").send_keys(Keys.ESCAPE)
        self.gone("#palette")
        self.own_names()

    def options(self):
        return [item for item in self.driver.find_elements(By.CSS_SELECTOR, "#palette [role='option']")
                if item.is_displayed()]

    # What she named herself is asked for when the palette opens; what she typed can be a search or an entry.
    def own_names(self):
        self.press(Keys.CONTROL, "k")
        field = self.see("#palette input")
        field.send_keys("eat")
        self.until(lambda: [item.text for item in self.options()][:1] == ["Eating out"], "her own categories")
        self.look("palette-names")
        with NextPage(self.driver):
            field.send_keys(Keys.ENTER)
        self.assertRegex(self.path, r"^/money/search\?category=[0-9a-z]{13}$")
        self.assertIn("Lunch", self.text)
        self.press(Keys.CONTROL, "k")
        field = self.see("#palette input")
        field.send_keys("tea 40")
        with NextPage(self.driver):
            field.send_keys(Keys.END, Keys.ENTER)
        self.assertEqual(self.one("#qa").get_attribute("value"), "tea 40")
        self.press(Keys.CONTROL, "k")
        field = self.see("#palette input")
        field.send_keys("lunch")
        with NextPage(self.driver):
            field.send_keys(Keys.ENTER)
        self.assertEqual(self.path, "/money/search")
        self.assertEqual(self.one("[name='q']").get_attribute("value"), "lunch")

    def single_keys(self):
        self.go("/money")
        self.press("?")
        self.see("#keys")
        self.look("keys")
        self.press(Keys.ESCAPE)
        self.gone("#keys")
        rows = [link.get_attribute("id") for link in self.driver.find_elements(By.CSS_SELECTOR, "a[data-row]")]
        self.press("j")
        self.assertEqual(self.focused, rows[0])
        self.press("j")
        self.assertEqual(self.focused, rows[1])
        self.press("k")
        self.assertEqual(self.focused, rows[0])
        self.press("/")
        self.assertEqual(self.focused, "s-q")
        self.press("jn.")
        self.assertEqual(self.one("[name='q']").get_attribute("value"), "jn.", "keys are letters while typing")
        self.driver.execute_script("document.activeElement.blur()")
        self.press(".")
        self.until(lambda: "cover-on" in (self.one("html").get_attribute("class") or ""), "figures are covered")
        self.press(".")
        with NextPage(self.driver):
            self.press("gt")
        self.assertEqual(self.path, "/today")
        self.press("n")
        self.assertEqual(self.focused, "qa")
        self.go("/money")
        self.driver.execute_script("document.documentElement.dataset.shortcuts = 'off'")
        self.press("?")
        self.press("j")
        self.assertFalse(self.one("#keys").is_displayed(), "keys are off")
        self.assertNotIn(self.focused, rows, "keys are off")
        with NextPage(self.driver):
            self.press("gtn")
            self.go("/today")

    def live_reading(self):
        self.go("/today")
        field = self.one("#qa")
        before = self.one("#qa-read").text
        field.send_keys("coffee 120 yester")
        self.until(lambda: "120.00" in self.one("#qa-read").text, "the line is read while it is typed")
        field.send_keys("day")
        self.until(lambda: "yesterday" not in self.one("#qa-read").text and self.driver.find_elements(
            By.CSS_SELECTOR, "#qa-read .tok--main"), "and again when it changes")
        self.look("today-live")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(Keys.DELETE)
        self.until(lambda: self.one("#qa-read").text == before, "an empty line has nothing to read")
        self.go("/money")
        self.assertNotIn("coffee", self.one(".tx").text, "nothing was stored")

    def shorten(self, seconds):
        self.driver.execute_script(
            "document.querySelector('#still-there').dataset.lockAfter = arguments[0];"
            "document.dispatchEvent(new Event('visibilitychange'))", seconds)

    def idle(self):
        self.go("/today")
        self.shorten(30)
        self.see("#still-there")
        self.look("idle")
        self.driver.execute_script("document.querySelector('#still-there').dataset.lockAfter = 1800")
        self.one("#still-there form[method='dialog'] button").click()
        self.gone("#still-there")
        # Nothing typed: the page goes with the key.
        with NextPage(self.driver):
            self.shorten(0)
        self.assertEqual(self.path, "/today", "here the server's own time had not come, and the door led back")
        # The key is really gone, and something was typed.
        self.one("#qa").send_keys("tea 20")
        self.until(lambda: "20.00" in self.one("#qa-read").text, "read")
        self.driver.execute_async_script(
            "const form = document.querySelector('.menu form[action=\"/lock\"]');"
            "fetch('/lock', {method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual'})"
            ".then(arguments[arguments.length - 1])")
        self.one("#qa").send_keys(" cash")
        field = self.see("#locked [name='passphrase']")
        self.look("locked-here")
        self.assertFalse(self.one(".half--latest").is_displayed(), "no figures behind the lock")
        field.send_keys("not the passphrase", Keys.ENTER)
        self.see("#locked .err")
        field.send_keys(PASSPHRASE, Keys.ENTER)
        self.gone("#locked")
        self.assertEqual(self.one("#qa").get_attribute("value"), "tea 20 cash", "what was typed is still there")
        self.submit(self.form("/today/add"), "save")
        self.assertEqual(self.path, "/today", "and can be added")
        self.assertIn("tea", self.one(".half--latest").text)


class RowsNarrowWithScript(Rows, unittest.TestCase):
    width = PHONE


class RowsNarrowPlain(Rows, unittest.TestCase):
    width = PHONE
    has_script = False


class RowsWideWithScript(Rows, unittest.TestCase):
    pass


class RowsWidePlain(Rows, unittest.TestCase):
    has_script = False


class KeyboardWide(Keyboard, unittest.TestCase):
    pass


class KeyboardNarrow(Keyboard, unittest.TestCase):
    width = PHONE
