"""What must hold on every page, whoever led there: it fits, is quiet, is reachable, and axe finds nothing."""

import re

from selenium.webdriver.common.by import By

from browser import ROOT, SHOTS

AXE = ROOT / ".build" / "axe" / "axe_playwright_python" / "axe.min.js"
# A refused form answers with its status, which the browser reports; and a permissions policy also names features that
# other browsers know and this one does not.
EXPECTED_COMPLAINTS = r"status of (401|403|404|422|423|429)"
# Every rule of axe, but for what a page of ours cannot be judged by.
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(
    (found) => done(found.violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.help}\\n    `
        + rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.html.slice(0, 160)}\\n    `
            + node.failureSummary.replaceAll('\\n', ' ')).join('\\n    '))),
    (error) => done([`axe did not run: ${error}`]));
"""


class Looks:
    """Added to a person's walk; `look` is called after every step that shows something new."""

    def look(self, name):
        label = f"{self.width}-{'script' if self.has_script else 'plain'}-{name}"
        for scheme in ("dark", "light"):
            features = [
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},  # or pictures catch a change
            ]
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            self.driver.save_screenshot(str(SHOTS / f"{label}-{scheme}.png"))
            with self.subTest(page=name, scheme=scheme):
                self.assertEqual(self.axe(), [], f"{label}-{scheme}: axe finds something")
        width = self.driver.execute_script("return document.documentElement.scrollWidth")
        self.assertLessEqual(width, self.width, f"{name} is {width} pixels wide")
        complaints = [
            entry["message"] for entry in self.driver.get_log("browser")
            if entry["level"] != "INFO" and not re.search(EXPECTED_COMPLAINTS, entry["message"])
        ]
        self.assertEqual(complaints, [], f"{name}: the browser complains")
        self.assertNotEqual(self.driver.execute_script("return document.title"), "", f"{name} has no title")
        headings = self.driver.find_elements(By.TAG_NAME, "h1")
        self.assertEqual(len(headings), 1, f"{name} has {len(headings)} main headings")
        for word in ("lantern", "coffee", "asha", "Station"):
            self.assertNotIn(word, self.driver.current_url, f"{name}: something personal stands in the address")

    def axe(self):
        """What axe finds, as text. Where no script runs it is let in alone: the page's own scripts were not loaded."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        try:
            if not self.driver.execute_script("return typeof axe === 'object'"):
                self.driver.execute_script(AXE.read_text(encoding="utf-8"))
            return self.driver.execute_async_script(RUN_AXE)
        finally:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not self.has_script})

    def unlabelled_fields(self):
        return self.driver.execute_script("""
            return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
                .filter(field => !field.labels?.length && !field.getAttribute('aria-label')
                    && !field.getAttribute('aria-labelledby'))
                .map(field => field.name || field.id)""")
