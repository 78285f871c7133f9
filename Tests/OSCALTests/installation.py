"""An installation of its own: a data directory, a root key, and a server that is stopped by its process id."""

import json
import os
import subprocess
import sys
import tempfile
import time

FLOWKEEP = os.path.abspath(".build/debug/flowkeep")
START_SECONDS = 30


class Installation:
    def __enter__(self):
        self.directory = tempfile.TemporaryDirectory(prefix="flowkeep-oscal-")
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "FLOWKEEP_DATA": os.path.join(self.directory.name, "data"),
            "FLOWKEEP_ROOT_KEY_FILE": os.path.join(self.directory.name, "root-key"),
        }
        self.process = None
        return self

    def __exit__(self, *_):
        self.stop()
        self.directory.cleanup()

    def start(self):
        self.log = open(os.path.join(self.directory.name, "log"), "a+")
        command = [FLOWKEEP, "serve", "--port", "0", "--redirect-port", "0"]
        self.process = subprocess.Popen(command, env=self.environment, stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            with open(self.log.name) as log:
                if "Stop with" in log.read():
                    return
            time.sleep(0.1)
        self.stop()
        with open(self.log.name) as log:
            sys.exit(f"the server did not start:\n{log.read()}")

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        self.log.close()

    def command(self, *arguments):
        """Runs a command; its exit status and what it printed."""
        result = subprocess.run([FLOWKEEP, *arguments], env=self.environment, capture_output=True, text=True)
        return result.returncode, result.stdout, result.stderr

    def document(self):
        _, text, errors = self.command("promises", "--format", "oscal")
        if not text:
            raise AssertionError(errors)
        return json.loads(text)

    def promises(self):
        _, text, _ = self.command("promises", "--format", "json")
        return {promise["id"]: promise for promise in json.loads(text)["promises"]}
