"""Goal: everything that matters can be done with a keyboard alone.

Method: from the first page on, only Tab, Enter, Space and letters are pressed. Nothing is clicked, scrolled or focused
by the test, and addresses are not typed. Wherever Tab leads, the focus must be visible on the screen.
"""

import re
import time
import unittest
from pathlib import Path

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from browser import PHONE
from looks import Looks
from person import PASSPHRASE, NextPage, Person

TAB_LIMIT = 160  # more stops than any page has
FOCUSED = """
const element = document.activeElement;
if (!element || element === document.body) return null;
const box = element.getBoundingClientRect();
const style = getComputedStyle(element);
const label = element.closest('label');
// The ring may be drawn by what stands around a field, or by what stands in for a hidden box.
const around = [element, element.nextElementSibling, label];
for (let part = element.parentElement, depth = 0; part && depth < 3; part = part.parentElement, depth++) {
    if (part.matches(':focus-within')) around.push(part);
}
// Inside a date, the browser marks day, month, year and its calendar button itself.
const isPart = element.type === 'date' && !element.matches(':focus-visible');
const looks = around.filter(Boolean).flatMap((part) => [getComputedStyle(part), getComputedStyle(part, '::after')]);
const ringed = isPart || looks.some((look) => {
    return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
});
// Something of it must be seen (WCAG 2.2, 2.4.11): its middle or a corner.
const isSeen = [[.5, .5], [.02, .1], [.98, .1], [.02, .9], [.98, .9]].some(([across, down]) => {
    const hit = document.elementFromPoint(box.x + box.width * across, box.y + box.height * down);
    return hit && (element.contains(hit) || hit.contains(element) || label?.contains(hit));
});
return {
    tag: element.tagName.toLowerCase(), name: element.name || '', type: element.type || '',
    value: element.value || '', href: element.getAttribute('href') || '',
    action: element.form?.getAttribute('action') || '',
    text: (element.getAttribute('aria-label') || element.textContent || '').trim().slice(0, 80),
    ringed, shown: style.visibility !== 'hidden' && box.bottom > 0 && box.top < innerHeight,
    covered: !isSeen,
    by: document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.outerHTML.slice(0, 120) ?? '',
    at: `${Math.round(box.x)}, ${Math.round(box.y)}, ${Math.round(box.width)} by ${Math.round(box.height)}`,
};
"""
STATEMENT = """Date,Payee,Amount,Category
2026-03-02,Station Books,-450.00,Books
2026-03-31,Employer,78400.00,Salary
"""


class Keyboard(Looks, Person):
    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def until(self, condition, message):
        WebDriverWait(self.driver, 10).until(lambda _: condition(), message)

    def press_on(self, *keys):
        """Presses what leads to another page."""
        with NextPage(self.driver):
            self.press(*keys)

    def focused(self):
        """What has the focus, once what moved for it has come to rest; None at the ends of the page."""
        stop = self.driver.execute_script(FOCUSED)
        for _ in range(10):
            if stop is None or stop["shown"] and not stop["covered"]:
                return stop
            time.sleep(0.05)
            stop = self.driver.execute_script(FOCUSED)
        return stop

    def tab_to(self, what, **wanted):
        """Walks on with Tab until it stands on what is wanted: patterns of what FOCUSED tells."""
        seen = []
        for _ in range(TAB_LIMIT):
            self.press(Keys.TAB)
            stop = self.focused()
            if stop is None:
                continue  # the end of the page: the browser's own controls, then the beginning again
            name = f"{stop['tag']} {stop['name'] or stop['text']!r} at {self.path.split('?')[0]}"
            self.assertTrue(stop["shown"], f"{name} has the focus and is not on the screen")
            self.assertTrue(stop["ringed"], f"{name} has the focus and does not show it")
            self.assertFalse(stop["covered"] and stop["type"] not in ("radio", "checkbox", "file"),
                             f"{name} has the focus and lies ({stop['at']}) under {stop['by']}")
            seen.append(name)
            if all(re.search(pattern, stop[key]) for key, pattern in wanted.items()):
                return stop
        self.fail(f"Tab never reaches {what}; it passes {seen}")

    def field(self, name, action=None):
        wanted = {"name": f"^{re.escape(name)}$", "tag": "^(input|select|textarea)$"}
        if action:
            wanted["action"] = f"^{re.escape(action)}$"
        return self.tab_to(f"the field {name}", **wanted)

    def button(self, action, **wanted):
        return self.tab_to(f"a button of {action}", tag="^button$", action=f"^{action}$", **wanted)

    def link(self, href):
        return self.tab_to(f"a link to {href}", tag="^a$", href=href)

    def test_keyboard(self):
        self.go("/")
        self.press(Keys.TAB)
        self.assertEqual(self.focused()["href"], "#main", "the first stop leads past the bar")
        self.sign_up()
        self.add()
        self.edit_and_undo()
        self.import_statement()
        self.read_month()
        self.lock_and_unlock()

    def sign_up(self):
        self.link("^/sign-up$")
        self.press_on(Keys.ENTER)
        self.field("handle")
        self.press("asha")
        self.field("passphrase")
        self.press(PASSPHRASE)
        self.field("understood")
        self.press(Keys.SPACE)
        self.button("/sign-up")
        self.press_on(Keys.ENTER)
        groups = self.kit_groups()
        number = int(self.driver.find_element(By.NAME, "number").get_attribute("value"))
        self.field("group")
        self.press(groups[number - 1])
        self.press_on(Keys.ENTER)
        self.assertEqual(self.path.split("?")[0], "/today")

    def add(self):
        self.field("text", "/today/add")
        self.press("coffee 120 yesterday upi")
        self.press_on(Keys.ENTER)
        self.assertIn("120.00", self.text)
        self.look("keyboard-added")

    def edit_and_undo(self):
        self.link("^/money$")
        self.press_on(Keys.ENTER)
        self.tab_to("the row", tag="^a$", text="^coffee$")
        self.press(Keys.ENTER)
        # With a script the row becomes a form; without one, the page with that form comes. The focus is in it.
        self.until(lambda: (self.focused() or {}).get("name") == "payee", "the row cannot be edited")
        self.press(Keys.CONTROL + "a" + Keys.NULL, "Corner Coffee")
        self.press(Keys.ENTER)
        self.until(lambda: "Corner Coffee" in self.text, "the edit is not seen")
        self.button("/money/undo")
        self.press_on(Keys.ENTER)
        self.assertNotIn("Corner Coffee", self.text)
        self.look("keyboard-undone")

    def import_statement(self):
        statement = Path(self.folder.name) / "statement.csv"
        statement.write_text(STATEMENT, encoding="utf-8")
        self.link("^/money/import$")
        self.press_on(Keys.ENTER)
        # The system's own window chooses the file; all that a page can do is to be reached and to take what is chosen.
        self.field("file")
        self.driver.switch_to.active_element.send_keys(str(statement))
        self.button("/money/import")
        self.press_on(Keys.ENTER)
        self.button(r"/money/import/\w+/commit")
        self.press_on(Keys.ENTER)
        self.look("keyboard-imported")
        self.assertIn("2", self.driver.find_element(By.TAG_NAME, "main").text)

    def read_month(self):
        self.link("^/money/month$")
        self.press_on(Keys.ENTER)
        self.link(r"^/money/month/\d{4}-\d{2}$")
        self.press_on(Keys.ENTER)
        # Charts are pictures; their tables open and close by keyboard.
        self.tab_to("the table of a chart", tag="^summary$", text="table")
        self.press(Keys.ENTER)
        self.assertTrue(self.driver.find_elements(By.CSS_SELECTOR, ".astable[open]"), "the table did not open")
        self.look("keyboard-month")

    def lock_and_unlock(self):
        self.tab_to("the menu", tag="^summary$", text="lock")
        self.press(Keys.ENTER)
        self.button("/lock")
        self.press_on(Keys.ENTER)
        self.assertTrue(self.path.startswith("/unlock"), self.path)
        self.field("passphrase")
        self.press(PASSPHRASE)
        self.press_on(Keys.ENTER)
        self.assertFalse(self.path.startswith("/unlock"), self.path)
        self.look("keyboard-unlocked")


class NarrowKeyboard(Keyboard, unittest.TestCase):
    width = PHONE


class WideKeyboard(Keyboard, unittest.TestCase):
    pass


class WideKeyboardPlain(Keyboard, unittest.TestCase):
    has_script = False
