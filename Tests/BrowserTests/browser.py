"""A headless Chromium, as wide as a phone or a desk, and a server of its own for each walk."""

import os
import sys
import tempfile
from pathlib import Path

from selenium import webdriver

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))

from bench.flowkeep import Installation, Server  # noqa: E402

SHOTS = ROOT / ".build" / "browser-shots"
DESK = 1280
PHONE = 360


def chromium(width, has_script=True):
    options = webdriver.ChromeOptions()
    options.add_argument("--headless=new")
    options.add_argument("--disable-dev-shm-usage")
    options.add_argument("--accept-lang=en-IN")  # a new account begins in the person's language and money
    # The server's certificate is its own; without this a service worker is refused, whatever a person accepted.
    options.add_argument("--ignore-certificate-errors")
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium refuses its sandbox to root
    options.set_capability("acceptInsecureCerts", True)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options)
    driver.set_page_load_timeout(60)
    # A window cannot be 360 wide; an emulated screen can.
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 700}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    if not has_script:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    return driver


class BrowserCase:
    """One server and one browser for a test class; subclasses say how wide, and whether scripts run."""

    width = DESK
    has_script = True
    make_server = Server
    # Seconds between two checkpoints of the log; None for what a server does by itself.
    log_interval = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="browser-", dir=ROOT / ".build")
        cls.addClassCleanup(cls.folder.cleanup)
        if cls.log_interval:
            os.environ["FLOWKEEP_LOG_INTERVAL"] = str(cls.log_interval)
            cls.addClassCleanup(os.environ.pop, "FLOWKEEP_LOG_INTERVAL", None)
        cls.server = cls.make_server(Installation(ROOT / ".build" / "debug" / "flowkeep", Path(cls.folder.name)))
        cls.addClassCleanup(cls.stop_server)
        cls.driver = chromium(cls.width, cls.has_script)
        cls.addClassCleanup(cls.driver.quit)
        cls.base = f"https://localhost:{cls.server.port}"
        SHOTS.mkdir(parents=True, exist_ok=True)

    @classmethod
    def stop_server(cls):
        cls.server.stop()
