"""Flowkeep from outside: its commands, a running server, and its API over TLS 1.3."""

import http.client
import json
import os
import secrets
import shutil
import socket
import ssl
import time
from decimal import Decimal
from pathlib import Path

from .processes import Background, Failure, cpu_seconds, descendants, free_port, memory_bytes, run

HANDLE = "bench"
REPORT = "/api/v1/money/reports/spending?by=month,category"


def report_sums(output):
    """Minor units by (month, category path), from Flowkeep's JSON. A group's row repeats what its children hold, so
    each row counts with its own amount."""
    sums = {}
    for row in json.loads(output)["rows"]:
        own = round(Decimal(row["ownAmount"]) * 100)
        if own:
            sums[row["month"], row["categoryPath"]] = own
    return sums


def client_context():
    """TLS 1.3 to loopback. The certificate is the server's own, made at first start: nothing to verify it against."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Installation:
    """A data directory with one account, used by commands and by servers."""

    def __init__(self, binary, folder):
        self.binary, self.folder = Path(binary), Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.data = self.folder / "data"
        self.passphrase = "-".join(secrets.token_hex(3) for _ in range(5))
        self.passphrase_file = self.folder / "passphrase"
        self.passphrase_file.write_text(self.passphrase + "\n")
        os.chmod(self.passphrase_file, 0o600)

    def command(self, *arguments, timeout=300):
        return run([self.binary, *arguments, "--data", self.data], timeout=timeout)

    def signed_in(self, *arguments, timeout=300):
        return self.command(*arguments, "--handle", HANDLE, "--passphrase-file", self.passphrase_file, timeout=timeout)

    def create_account(self):
        return self.signed_in("account", "create")

    def add_people(self, count):
        """Accounts by way of the API. A server lets one address open ten an hour, so it is started for every ten."""
        for first in range(0, count, 10):
            with Server(self) as server:
                for number in range(first, min(first + 10, count)):
                    client = Client(server)
                    client.sign_up(f"neighbour-{number}")
                    client.connection.close()

    def copy(self, folder):
        """The same installation in another place; the root key, which lies elsewhere, is found by its identifier."""
        copy = Installation(self.binary, folder)
        copy.passphrase = self.passphrase
        copy.passphrase_file.write_text(self.passphrase + "\n")
        shutil.copytree(self.data, copy.data, ignore=shutil.ignore_patterns("run"))
        return copy

    def remove(self):
        shutil.rmtree(self.folder)

    def import_file(self, path):
        return self.signed_in("import", path)

    def report(self):
        return self.signed_in("report", "spending", "--by", "month,category", "--format", "json")


class Server:
    """`flowkeep serve` on free ports, ready when it answers over TLS; `core`: the only one it may use."""

    def __init__(self, installation, core=None, more=()):
        self.installation = installation
        self.port = free_port()
        self.context = client_context()
        confined = [] if core is None else ["taskset", "--cpu-list", core]
        self.process = Background(
            [*confined, installation.binary, "serve", "--data", installation.data, "--port", self.port,
             "--redirect-port", free_port(), *more],
            installation.folder / "serve.log",
        )
        try:
            self.ready_seconds = self._wait_until_ready()
        except Failure:
            self.stop()
            raise

    def _wait_until_ready(self, timeout=60):
        while time.perf_counter() - self.process.started < timeout:
            self.process.check()
            try:
                connection = self.connect(timeout=10)
                connection.request("GET", "/")
                status = connection.getresponse().status
                connection.close()
                if status == 200:
                    return time.perf_counter() - self.process.started
            except (OSError, http.client.HTTPException):
                pass  # not listening yet
            time.sleep(0.002)
        raise Failure(f"the server did not answer within {timeout} s")

    def connect(self, timeout=60):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=self.context)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def child(self, role):
        for pid, command in descendants(self.process.process.pid).items():
            if role in command[1:2]:
                return pid
        raise Failure(f"no process with the role {role}")

    def memory(self, role, field="VmRSS"):
        return memory_bytes(self.child(role), field)

    def cpu(self, role):
        return cpu_seconds(self.child(role))

    def settle(self, timeout=20):
        """Waits until the app rests: after a start it checks its promises, which is nobody's request."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline:
            before = self.cpu("app")
            time.sleep(0.5)
            if self.cpu("app") - before < 0.01:
                return
        raise Failure("the server does not come to rest")

    def stop(self):
        self.process.stop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Client:
    """One person at the API: a keep-alive connection and a bearer token."""

    def __init__(self, server, token=None):
        self.server, self.token = server, token
        self.connection = server.connect(timeout=120)

    def call(self, method, path, body=None, expected=(200, 201, 204), content_type="application/json"):
        headers = {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if method != "GET":
            headers["Idempotency-Key"] = secrets.token_hex(16)
        if body is not None:
            headers["Content-Type"] = content_type
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            self.connection.request(method, path, body=body, headers=headers)
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:  # kept too long without a request: a new connection, as a browser does
            self.connection = self.server.connect(timeout=120)
            self.connection.request(method, path, body=body, headers=headers)
            answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in expected:
            words = content[:300].decode("utf-8", "replace")
            raise Failure(f"{method} {path.split('?')[0]} answered {answer.status}: {words}")
        return content

    def json(self, method, path, body=None, **options):
        content = self.call(method, path, body, **options)
        return json.loads(content) if content else None

    def sign_up(self, handle):
        self._take_token("/api/v1/accounts", handle)

    def sign_in(self, handle=HANDLE):
        self._take_token("/api/v1/sessions", handle)

    def _take_token(self, path, handle):
        passphrase = self.server.installation.passphrase
        self.token = self.json("POST", path, {"handle": handle, "passphrase": passphrase})["token"]

    def report_bytes(self):
        return self.call("GET", REPORT)


class LocalConnection(http.client.HTTPConnection):
    """The running server of an installation, over its local socket."""

    def __init__(self, installation, timeout=60):
        super().__init__("localhost", timeout=timeout)
        self.folder = installation.data / "run"

    def connect(self):
        # By way of the folder's descriptor: a socket's address holds 107 bytes, and a path may be longer.
        folder = os.open(self.folder, os.O_DIRECTORY)
        try:
            self.sock = socket.socket(socket.AF_UNIX)
            self.sock.settimeout(self.timeout)
            self.sock.connect(f"/proc/self/fd/{folder}/local.sock")
        finally:
            os.close(folder)


def operate(installation, method, path):
    """What an operator's command asks of the running server."""
    connection = LocalConnection(installation)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        content = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise Failure(f"{method} {path} answered {answer.status}: {content[:300].decode('utf-8', 'replace')}")
    return json.loads(content)
