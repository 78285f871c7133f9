"""The services under test: keeper as the program runs it, and a stand-in for AWS KMS."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time

import boto3
from botocore.config import Config

FLOWKEEP = ".build/debug/flowkeep"
START_SECONDS = 20


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    """A process on a port of 127.0.0.1, gone at the end whatever happens."""

    region = "us-east-1"
    access_key = "testing"
    secret = "testing"
    # Whether it refuses what a key's state forbids, and answers as AWS does in the details.
    is_exact = False

    def command(self):
        raise NotImplementedError

    def __enter__(self):
        self.directory = tempfile.TemporaryDirectory(prefix="flowkeep-clients-")
        self.port = free_port()
        self.start()
        return self

    def start(self):
        self.log = open(os.path.join(self.directory.name, "log"), "a")
        self.process = subprocess.Popen(self.command(), stdout=self.log, stderr=self.log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.stop()
        with open(self.log.name) as log:
            sys.exit(f"{self.name} did not start:\n{log.read()}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def __exit__(self, *_):
        self.stop()
        self.directory.cleanup()

    def client(self, **changes):
        arguments = dict(
            service_name="kms",
            endpoint_url=f"http://127.0.0.1:{self.port}",
            region_name=self.region,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret,
            # The proxy of this machine's environment is for other hosts.
            config=Config(proxies={}, retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=10),
        )
        arguments.update(changes)
        return boto3.client(**arguments)


class Keeper(Service):
    name = "keeper"
    region = "local"
    is_exact = True

    def __enter__(self):
        self.access_key = "FKTEST" + secrets.token_hex(6).upper()
        self.secret = secrets.token_urlsafe(30)
        return super().__enter__()

    def command(self):
        path = os.path.join(self.directory.name, "callers")
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"[test]\naws_access_key_id = {self.access_key}\naws_secret_access_key = {self.secret}\n")
        return [
            FLOWKEEP, "keeper", "--data", os.path.join(self.directory.name, "data"), "--region", self.region,
            "--root-key-file", os.path.join(self.directory.name, "root-key"),
            "--listen", f"127.0.0.1:{self.port}", "--callers-file", path,
        ]


class StandIn(Service):
    name = "moto_server"

    def command(self):
        server = os.path.join(os.path.dirname(sys.executable), "moto_server")
        return [server, "-H", "127.0.0.1", "-p", str(self.port)]
