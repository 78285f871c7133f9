"""Goal: a day is logged by one tap and by its sheet, found in the calendar, and hidden at once.

Method: the diary is begun with a consent for each purpose; periods are logged back in time until it says when the next
may start; a sheet is refused and keeps what was typed; what it asks is answered; at both widths, with and without a
script. With one, arrow keys walk the calendar, a temperature is stepped, and Escape twice leaves nothing to be seen.
"""

import unittest
from datetime import date, timedelta

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser import PHONE
from person import NextPage
from quicker import Quicker

STARTS = (16, 45, 103, 131, 160, 189)  # days back; from 103 to 45 one is missing


class Diary(Quicker):
    def test_diary(self):
        self.begin()
        self.start()
        self.log()
        self.sheet()
        self.refused()
        self.answer()
        self.calendar()
        self.pause()
        self.hide()

    def day(self, back=0):
        return "/cycle/day/" + (date.today() - timedelta(days=back)).isoformat()

    def start(self):
        """Nothing before her word."""
        self.go("/today")
        self.assertIn("diary for cycle and body", self.text)
        self.go("/cycle")
        self.look("diary-start")
        self.assertEqual(self.unlabelled_fields(), [], "start")
        self.press_named("Begin")
        self.look("diary-start-refused")
        self.fill(self.form("/cycle/start"), diary=True, predictions=True)
        self.press_named("Begin")
        self.look("diary-empty")
        self.assertIn("Begin with the last period", self.text)
        self.assertEqual(self.driver.title, "Diary · Flowkeep")

    def choose(self, name, value):
        choice = self.one(f"[name='{name}'][value='{value}']")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", choice)
        choice.find_element(By.XPATH, "..").click()

    def log(self):
        for back in STARTS:
            self.go(self.day(back))
            self.choose("flow", "3")
            self.press_named("Save day")
        self.go("/cycle")
        self.look("diary")
        self.assertIn("When the next period may start", self.text)
        self.assertIn("8 in 10", self.text)
        self.assertIn("not contraception", self.text)
        self.press_named("Cramps")
        self.assertIn("is-on", self.chip("Cramps").get_attribute("class"))
        self.see(".flash")
        with NextPage(self.driver):
            self.one(".flash button").click()
        self.assertNotIn("is-on", self.chip("Cramps").get_attribute("class"))
        self.go("/today")
        self.look("diary-today")
        self.assertIn("is when your next period will likely start", self.text)

    def chip(self, words):
        return next(item for item in self.driver.find_elements(By.CSS_SELECTOR, "button.chip") if words in item.text)

    def level(self, name):
        """What stands in a chip that is tapped round."""
        return self.driver.find_element(By.CSS_SELECTOR, f"[name='{name}']:checked").get_attribute("value")

    def tap(self, name):
        chip = self.one(f"[name='{name}']").find_element(By.XPATH, "../..")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", chip)
        chip.click()

    def sheet(self):
        self.go(self.day())
        self.look("diary-day")
        self.assertEqual(self.unlabelled_fields(), [], "day")
        for level in ("1", "2", "3", "0", "1"):
            self.tap("s.1")
            self.assertEqual(self.level("s.1"), level, "taps go round")
        field = self.one("[name='temp']")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
        if self.has_script:
            self.one(".temp [data-by='1']").click()
            self.assertEqual(field.get_attribute("value"), "36.65", "a step from what is proposed")
            field.clear()
        field.send_keys("36,62")
        self.choose("mucus.feeling", "2")
        self.choose("sex.1", "2")
        self.choose("sex.1.p1", "yes")
        self.one("[name='sleep']").send_keys("7:20")
        self.one("[name='note']").send_keys("Slept well.")
        self.press_named("Save day")
        self.look("diary-day-saved")
        self.assertIn("Saved.", self.text)
        self.assertEqual(self.one("[name='temp']").get_attribute("value"), "36.62")
        self.assertEqual(self.level("s.1"), "1")
        self.assertEqual(self.one("[name='note']").get_attribute("value"), "Slept well.")

    def refused(self):
        field = self.one("[name='temp']")
        field.clear()
        field.send_keys("three")
        self.press_named("Save day")
        self.look("diary-day-refused")
        self.assertEqual(self.one("[name='temp']").get_attribute("value"), "three")
        self.assertIn("It takes a number", self.text)

    def answer(self):
        self.go("/cycle")
        self.assertIn("Was a period not logged about", self.text)
        self.assertEqual(self.unlabelled_fields(), [], "questions")
        self.press_named("Add it")
        self.assertNotIn("Was a period not logged about", self.text)
        self.look("diary-answered")

    def calendar(self):
        self.go("/cycle/calendar")
        self.look("diary-calendar")
        today = date.today()
        label = self.one("a.day[aria-current='date']").get_attribute("aria-label")
        self.assertIn(str(today.day), label)
        self.assertIn("has entries", label)
        if self.has_script:
            self.one("a.day[aria-current='date']").send_keys(Keys.ARROW_RIGHT)
            there = self.driver.switch_to.active_element.get_attribute("href")
            self.assertTrue(there.endswith((today + timedelta(days=1)).isoformat()), there)
        self.follow(self.one("a.day[aria-current='date']"))
        self.assertEqual(self.path, self.day())

    def pause(self):
        self.go("/cycle")
        self.press_named("Pause estimates")
        self.look("diary-paused")
        self.assertNotIn("8 in 10", self.text)
        self.press_named("Switch estimates on")
        self.assertIn("8 in 10", self.text)

    def hide(self):
        self.go(self.day())
        if self.has_script:
            note = self.one("[name='note']")
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", note)
            note.click()
            with NextPage(self.driver):
                self.press(Keys.ESCAPE, Keys.ESCAPE)
        else:
            self.follow(self.one("a[data-hide]"))
        self.assertEqual(self.path, "/money")
        self.assertNotIn("Slept", self.text)


class DiaryWideWithScript(Diary, unittest.TestCase):
    pass


class DiaryNarrowPlain(Diary, unittest.TestCase):
    width = PHONE
    has_script = False
