"""The whole server with AWS KMS as its key service, against the stand-in: start, sign-up, sign-in, restart, and what
happens when the key is taken away, the service is gone, slow, refusing, or in another region."""

import json
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

from botocore.exceptions import ClientError

from services import FLOWKEEP, free_port

SERVICE = None
PASSPHRASE = "violet-quorum-lantern-73-orbit-Thistle"
# Short, so that a key that is taken away is gone from memory soon.
CACHE_SECONDS = 1


class Server:
    """A `flowkeep serve` with a key of the stand-in, or with a keeper of its own where there is no key."""

    def __init__(self, key, directory, port=None, region=None, environment=None, settings=None):
        self.directory = directory
        self.port = free_port()
        self.data = os.path.join(directory, "data")
        self.lines = []
        self.environment = {
            "HOME": directory, "PATH": "/usr/bin:/bin", "AWS_ACCESS_KEY_ID": SERVICE.access_key,
            "AWS_SECRET_ACCESS_KEY": SERVICE.secret, "AWS_EC2_METADATA_DISABLED": "true",
            "SWIFT_BACKTRACE": "enable=no",
        }
        self.environment.update(environment or {})
        self.options = ["--data", self.data]
        if key:
            self.options += [
                "--key-service", "aws", "--key-service-key", key, "--key-service-region", region or SERVICE.region,
                "--key-service-endpoint", f"http://127.0.0.1:{port or SERVICE.port}",
            ]
        self.process = subprocess.Popen(
            [FLOWKEEP, "serve", "--port", str(self.port), "--redirect-port", "0",
             "--key-cache-seconds", str(CACHE_SECONDS)] + (settings or []) + self.options,
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        self.ready = threading.Event()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith("Stop with"):
                self.ready.set()
        self.ready.set()

    def start(self):
        assert self.ready.wait(30), "\n".join(self.lines)
        assert "Stop with" in self.text(), self.text()
        return self

    def stop(self):
        self.process.terminate()
        return self.process.wait(30)

    def text(self):
        return "\n".join(self.lines)

    def children(self):
        found = []
        for name in os.listdir("/proc"):
            if not name.isdigit():
                continue
            try:
                with open(f"/proc/{name}/stat") as file:
                    parent = file.read().rsplit(")", 1)[1].split()[1]
                with open(f"/proc/{name}/cmdline") as file:
                    arguments = file.read().split("\0")
            except OSError:
                continue
            if parent == str(self.process.pid):
                found.append(arguments[1])
        return found

    def ask(self, method, path, body=None, token=None):
        """Status, body and headers of an answer."""
        context = ssl._create_unverified_context()
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(
            f"https://localhost:{self.port}/api/v1{path}", method=method, headers=headers,
            data=None if body is None else json.dumps(body).encode(),
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
        )
        try:
            with opener.open(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or b"null"), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null"), error.headers

    def sign_up(self, handle):
        status, body, _ = self.ask("POST", "/accounts", {"handle": handle, "passphrase": PASSPHRASE})
        assert status == 201, body
        return body["token"]

    def sign_in(self, handle):
        return self.ask("POST", "/sessions", {"handle": handle, "passphrase": PASSPHRASE})

    def doctor(self):
        result = subprocess.run(
            [FLOWKEEP, "doctor", "--format", "json"] + self.options, env=self.environment, capture_output=True,
            text=True,
        )
        findings = json.loads(result.stdout)["findings"]
        return {finding["id"]: finding for finding in findings}


class Relay:
    """Stands between the server and the stand-in: fails as it is told, and refuses what AWS KMS refuses of a disabled
    key, which the stand-in does not."""

    def __init__(self, key):
        self.key = key
        self.mode = "pass"
        self.asked = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection:
            self.asked += 1
            mode = self.mode
            if mode == "silent":
                time.sleep(5)
                return
            request = self.request(connection)
            if mode == "pass" and b"TrentService.DescribeKey" not in request:
                if not SERVICE.client().describe_key(KeyId=self.key)["KeyMetadata"]["Enabled"]:
                    mode = "DisabledException"
            if mode.endswith("Exception"):
                body = json.dumps({"__type": mode}).encode()
                connection.sendall(
                    b"HTTP/1.1 400 Bad Request\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: "
                    + str(len(body)).encode() + b"\r\n\r\n" + body
                )
                return
            with socket.create_connection(("127.0.0.1", SERVICE.port)) as upstream:
                upstream.sendall(request)
                while chunk := upstream.recv(65_536):
                    connection.sendall(chunk)

    def request(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65_536)
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
        )
        while len(body) < length:
            body += connection.recv(65_536)
        return head + b"\r\n\r\n" + body

    def close(self):
        self.listener.close()


class ServerTests(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory(prefix="flowkeep-aws-")
        self.addCleanup(self.directory.cleanup)
        self.kms = SERVICE.client()
        made = self.kms.create_key()["KeyMetadata"]
        self.key, self.id = made["Arn"], made["KeyId"]
        self.running = []
        self.addCleanup(self.stop_all)

    def stop_all(self):
        for server in self.running:
            if server.process.poll() is None:
                server.stop()

    def server(self, key=None, **options):
        server = Server(key or self.key, self.directory.name, **options)
        self.running.append(server)
        return server

    def refused(self, server, *words):
        """Waits for a start to fail with a sentence."""
        self.assertNotEqual(server.process.wait(40), 0)
        server.ready.wait(5)
        for word in words:
            self.assertIn(word, server.text())

    def until(self, what, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if what():
                return
            time.sleep(0.1)
        self.fail("too late: " + what.__name__)

    def test_life(self):
        server = self.server().start()
        self.assertEqual(server.children(), ["app"])
        self.assertNotIn("root-key", " ".join(os.listdir(server.data)))
        token = server.sign_up("asha")
        self.assertEqual(server.sign_in("asha")[0], 201)
        self.assertEqual(server.doctor()["key-service"]["verdict"], "ok")
        self.assertEqual(server.stop(), 0)
        again = self.server().start()
        self.assertEqual(again.sign_in("asha")[0], 201)
        self.assertEqual(again.ask("GET", "/money/accounts", token=token)[0], 200)
        alias = "alias/flowkeep-" + os.path.basename(self.directory.name)
        self.kms.create_alias(AliasName=alias, TargetKeyId=self.key)
        again.stop()
        self.assertEqual(self.server(key=alias).start().sign_in("asha")[0], 201)

    def relay(self):
        relay = Relay(self.key)
        self.addCleanup(relay.close)
        return relay

    def test_disabled_and_enabled(self):
        server = self.server(port=self.relay().port).start()
        token = server.sign_up("asha")
        self.assertEqual(server.ask("GET", "/money/accounts", token=token)[0], 200)
        self.kms.disable_key(KeyId=self.id)
        self.addCleanup(self.kms.enable_key, KeyId=self.id)
        time.sleep(CACHE_SECONDS + 0.2)
        status, problem, headers = server.sign_in("asha")
        self.assertEqual(status, 503, problem)
        self.assertIn("The key service does not open keys", problem["detail"])
        self.assertTrue(headers["Retry-After"])
        self.assertEqual(server.ask("POST", "/accounts", {"handle": "bela", "passphrase": PASSPHRASE})[0], 503)
        # Her vault is open: she goes on.
        self.assertEqual(server.ask("GET", "/money/accounts", token=token)[0], 200)
        alerts = [line for line in server.lines if line.startswith("error keys:") and "failure=disabled" in line]
        self.assertEqual(len(alerts), 1, server.text())
        self.assertEqual(server.doctor()["key-service"]["verdict"], "broken")
        self.kms.enable_key(KeyId=self.id)

        def signs_in():
            return server.sign_in("asha")[0] == 201

        self.until(signs_in)
        self.assertIn("the key service answers again", server.text())

    def test_faults_on_the_way(self):
        relay = self.relay()
        server = self.server(port=relay.port).start()
        server.sign_up("asha")
        for mode, failure in [
            ("AccessDeniedException", "accessDenied"), ("ExpiredTokenException", "credentialsExpired"),
            ("KMSInternalException", "unavailable"), ("silent", "unavailable"),
        ]:
            with self.subTest(mode):
                relay.mode = mode
                time.sleep(CACHE_SECONDS + 0.2)
                began = time.monotonic()
                self.assertEqual(server.sign_in("asha")[0], 503)
                self.assertLess(time.monotonic() - began, 10)
                self.assertTrue(any(f"failure={failure}" in line for line in server.lines), server.text())
                relay.mode = "pass"

                def signs_in():
                    return server.sign_in("asha")[0] == 201

                self.until(signs_in)

    def test_starts_that_are_refused(self):
        self.refused(self.server(region="eu-west-1"), "names another region")
        self.refused(self.server(key=self.id, region="eu-west-1"), "no such key", "--key-service-region")
        self.refused(self.server(key="alias/nothing"), "no such key")
        self.refused(self.server(port=free_port()), "does not answer")
        self.refused(
            self.server(environment={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}), "credentials"
        )
        self.kms.disable_key(KeyId=self.id)
        self.refused(self.server(), "disabled")
        self.kms.enable_key(KeyId=self.id)
        self.assertIsNotNone(self.server().start())

    def test_keeper_over_tcp(self):
        port, callers = free_port(), os.path.join(self.directory.name, "callers")
        with open(os.open(callers, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write("[test]\naws_access_key_id = FKTEST\naws_secret_access_key = secret\n")
        listen = ["--keeper-listen", f"127.0.0.1:{port}", "--keeper-callers-file", callers]
        server = Server(None, self.directory.name, settings=listen)
        self.running.append(server)
        server.start()
        self.assertEqual(sorted(server.children()), ["app", "keeper"])
        client = {"endpoint_url": f"http://127.0.0.1:{port}", "region_name": "local", "aws_access_key_id": "FKTEST"}
        # The installation's own key: the same keeper answers on both ways.
        self.assertEqual(len(SERVICE.client(aws_secret_access_key="secret", **client).list_keys()["Keys"]), 1)
        with self.assertRaises(ClientError):
            SERVICE.client(aws_secret_access_key="other", **client).list_keys()

    def test_misuse(self):
        for options, words in [
            (["--key-service", "aws"], "key-service-key"),
            (["--key-service", "gcp"], "`embedded` or `aws`"),
            (["--key-service-key", self.key], "no meaning"),
            (["--key-service", "aws", "--key-service-key", self.key, "--root-key-file", "/x"], "no meaning"),
            (["--key-service", "aws", "--key-service-key", self.key, "--region", "us-east-1",
              "--key-service-endpoint", "http://kms.example.com"], "https://host"),
            (["--key-service", "aws", "--key-service-key", self.key, "--region", "us-east-1",
              "--key-service-endpoint", "https://kms.eu-west-1.amazonaws.com"], "another region"),
        ]:
            result = subprocess.run(
                [FLOWKEEP, "serve", "--data", os.path.join(self.directory.name, "x")] + options,
                env={"HOME": self.directory.name, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, timeout=20,
            )
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn(words, result.stderr)
