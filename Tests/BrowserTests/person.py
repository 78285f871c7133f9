"""What a person does on any page: goes somewhere, fills a form, presses a button, reads."""

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from browser import BrowserCase

PASSPHRASE = "seven lanterns drift past quiet harbours"
NEW_PASSPHRASE = "eleven kettles whistle above frozen lakes"


class Person(BrowserCase):
    def go(self, path):
        self.driver.get(self.base + path)

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.base)

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def form(self, action):
        forms = self.driver.find_elements(By.CSS_SELECTOR, f'form[action="{action}"]:not([hidden])')
        self.assertTrue(forms, f"no form for {action} on {self.path}: {self.text[:300]}")
        return forms[-1]

    def fill(self, form, **fields):
        for name, value in fields.items():
            element = form.find_element(By.CSS_SELECTOR, f'[name="{name}"]:not([type="hidden"])')
            kind = element.get_attribute("type")
            if element.tag_name == "select":
                Select(element).select_by_visible_text(value)
            elif kind == "checkbox":
                if element.is_selected() != value:
                    self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
                    element.click()
            elif kind == "file":
                element.send_keys(value)
            else:
                element.clear()
                element.send_keys(value)

    def submit(self, form, button=None):
        """Presses a button as a person would and waits for the next page."""
        selector = f'button[name="do"][value="{button}"]' if button else 'button:not([type="button"]), [type="submit"]'
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", form)
        with NextPage(self.driver):
            form.find_element(By.CSS_SELECTOR, selector).click()

    def follow(self, element):
        """Presses what leads to another page, wherever it is on this one."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        with NextPage(self.driver):
            element.click()

    def press_named(self, words, within="main"):
        found = [item for item in self.driver.find_elements(By.CSS_SELECTOR, f"{within} button, {within} a.btn")
                 if " ".join(item.get_attribute("textContent").split()) == words and item.is_displayed()
                 and "vh" not in (item.get_attribute("class") or "").split()]
        self.assertTrue(found, f"no “{words}” on {self.path}: {self.text[:400]}")
        self.follow(found[0])

    def enter(self, *lines):
        """Types entries on the first page, one after the other."""
        for line in lines:
            self.go("/today")
            form = self.form("/today/add")
            self.fill(form, text=line)
            self.submit(form, "save")

    def search_for(self, words):
        self.go("/money")
        form = self.form("/money/search")
        self.fill(form, q=words)
        self.follow(form.find_element(By.CSS_SELECTOR, ".filters__go"))

    def found(self):
        """The entries on the list that is shown, by payee."""
        return [row.text for row in self.driver.find_elements(By.CSS_SELECTOR, "a[data-row]")]

    def set_day(self, form, name, day):
        """A date field takes what is typed in the order of the browser's language; its value has one shape."""
        field = form.find_element(By.NAME, name)
        self.driver.execute_script("arguments[0].value = arguments[1]", field, day.isoformat())

    def leave(self, action):
        """Locks or signs out by the menu behind the letter, as on every page."""
        self.driver.find_element(By.CSS_SELECTOR, "details.menu > summary").click()
        forms = self.driver.find_elements(By.CSS_SELECTOR, f'details.menu form[action="{action}"]')
        self.assertEqual(len(forms), 1, f"no way to {action} on {self.path}")
        self.submit(forms[0])

    def kit_groups(self):
        groups = [item.text.strip() for item in self.driver.find_elements(By.CSS_SELECTOR, ".kit li")]
        self.assertGreaterEqual(len("".join(groups)), 26, f"128 bits are 26 characters: {groups}")
        return groups


class NextPage:
    """What is done inside leads to another page, which is complete when this ends."""

    def __init__(self, driver):
        self.driver = driver

    def __enter__(self):
        self.page = self.driver.find_element(By.TAG_NAME, "html")

    def __exit__(self, failure, *_):
        if failure:
            return
        WebDriverWait(self.driver, 60).until(lambda _: self._is_gone())
        WebDriverWait(self.driver, 60).until(
            lambda driver: driver.execute_script("return document.readyState") == "complete")

    def _is_gone(self):
        try:
            self.page.is_enabled()
            return False
        except WebDriverException:  # Selenium names staleness differently by driver version
            return True
