"""The pictures of the README: pages of a running server with a made-up year, wide and narrow, light and dark.

Chromium draws them, pngquant makes them small enough for a repository. Nobody's data is in them: the account is made
here, by `flowkeep demo`, and is gone with its folder.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from selenium.webdriver.common.by import By

from browser import DESK, PHONE, ROOT, Installation, Server, chromium
from person import NextPage

TARGET = ROOT / "docs" / "screenshots"
BYTE_COUNT_MAXIMUM = 150_000
COLOURS = 96
# Page, address, and whether it is seen without signing in.
PAGES = [
    ("welcome", "/", True), ("today", "/today", False), ("month", f"/money/month/{date.today():%Y-%m}", False),
    ("transactions", "/money", False), ("cycle", "/cycle", False),
]
# Width, height, scheme and how the file is called.
VIEWS = [(DESK, 860, "light", "wide-light"), (DESK, 860, "dark", "wide-dark"), (PHONE, 780, "light", "narrow")]


class Photographer:
    def __init__(self, server, installation, folder):
        self.base = f"https://localhost:{server.port}"
        self.folder = folder
        made = json.loads(installation.command("demo", "--format", "json").output)
        self.driver = chromium(DESK)
        self.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        self.handle, self.passphrase = made["handle"], made["passphrase"]

    def sign_in(self):
        self.driver.get(self.base + "/sign-in")
        self.driver.find_element(By.NAME, "handle").send_keys(self.handle)
        self.driver.find_element(By.NAME, "passphrase").send_keys(self.passphrase)
        with NextPage(self.driver):
            self.driver.find_element(By.CSS_SELECTOR, 'form[action="/sign-in"] button').click()

    def take(self, name, path):
        for width, height, scheme, view in VIEWS:
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 700}
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            features = [{"name": "prefers-color-scheme", "value": scheme},
                        {"name": "prefers-reduced-motion", "value": "reduce"}]
            self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            self.driver.get(self.base + path)
            if self.driver.current_url != self.base + path or self.driver.find_elements(By.CSS_SELECTOR, ".errpage"):
                sys.exit(f"Scripts/screenshots: {path} is not there")
            self.driver.execute_script("document.activeElement?.blur(); scrollTo(0, 0)")
            drawn = self.folder / "picture.png"
            self.driver.save_screenshot(str(drawn))
            self.keep(drawn, TARGET / f"{name}-{view}.png")

    @staticmethod
    def keep(drawn, target):
        command = ["pngquant", "--force", "--speed", "1", "--strip", "--output", target, str(COLOURS), drawn]
        subprocess.run(command, check=True)
        size = target.stat().st_size
        if size > BYTE_COUNT_MAXIMUM:
            sys.exit(f"Scripts/screenshots: {target.name} has {size} bytes, more than {BYTE_COUNT_MAXIMUM}")
        print(f"{target.relative_to(ROOT)} {size // 1000} kB")


def main():
    wanted = set(sys.argv[1:]) or {name for name, _, _ in PAGES}
    if not wanted <= {name for name, _, _ in PAGES}:
        sys.exit(f"Scripts/screenshots: pages are {', '.join(name for name, _, _ in PAGES)}")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-", dir=ROOT / ".build") as folder:
        installation = Installation(ROOT / ".build" / "debug" / "flowkeep", Path(folder))
        with Server(installation) as server:
            photographer = Photographer(server, installation, Path(folder))
            try:
                for is_outside in (True, False):
                    if not is_outside:
                        photographer.sign_in()
                    for name, path, outside in PAGES:
                        if name in wanted and outside == is_outside:
                            photographer.take(name, path)
            finally:
                photographer.driver.quit()


if __name__ == "__main__":
    main()
