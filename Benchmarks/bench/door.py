"""Who comes in: a passkey that opens the vault, and a flood of wrong passphrases beside somebody who is in."""

import base64
import hashlib
import itertools
import json
import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from .flowkeep import Client, Installation, Server
from .load import paced
from .network import addresses
from .pages import PER_SECOND, Visit, fetch
from .processes import Failure, Series
from .row import Row, milliseconds

FLOOD_PER_SECOND = 2000
FLOOD_SOURCES = 200
# Wrong, too many, or too busy to look: whoever guesses gets one of them.
REFUSALS = (401, 429, 503)
PASSKEYS = "/api/v1/privacy/factors/passkeys"
SIGN_IN = "/api/v1/sessions/passkey"
PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def data(words):
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


class Authenticator:
    """A passkey in software: ES256, user verification, and the pseudo-random function as 32 bytes of its own."""

    def __init__(self, origin):
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.secret, self.counter = os.urandom(32), os.urandom(32), 0

    def client_data(self, kind, options):
        fields = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(fields).encode()

    def authenticator_data(self, options, flags, more=b""):
        self.counter += 1
        party = hashlib.sha256(options["partyId"].encode()).digest()
        return party + bytes([flags]) + self.counter.to_bytes(4, "big") + more

    def make(self, options, name):
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        # A COSE key in its one form: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
        key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20" + x + b"\x22\x58\x20" + y
        made = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + key
        inner = self.authenticator_data(options, PRESENT | VERIFIED | ATTESTED, made)
        attestation = (
            b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58" + bytes([len(inner)]) + inner
        )
        return {
            "name": name, "id": text(self.id), "clientDataJSON": text(self.client_data("webauthn.create", options)),
            "attestationObject": text(attestation), "transports": ["internal"], "secret": text(self.secret),
        }

    def answer(self, options):
        client = self.client_data("webauthn.get", options)
        inner = self.authenticator_data(options, PRESENT | VERIFIED)
        signature = self.key.sign(inner + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "id": text(self.id), "clientDataJSON": text(client), "authenticatorData": text(inner),
            "signature": text(signature), "secret": text(self.secret),
        }


def passkey(plan):
    """From the browser's answer to the first page: the signature, the slot, the vault and the page."""
    times = []
    installation = plan.vault.copy(plan.folder / "passkey")
    with Server(installation) as server:
        client = Client(server)
        client.sign_in()
        authenticator = Authenticator(f"https://localhost:{server.port}")
        client.json("POST", PASSKEYS, authenticator.make(client.json("POST", PASSKEYS + "/options"), "bench"))
        server.settle()
        # Fewer than one address may try at once.
        for _ in range(3 if plan.runs == 1 else 20):
            stranger = Client(server)
            answer = authenticator.answer(stranger.json("POST", SIGN_IN + "/options"))
            started = time.perf_counter()
            stranger.token = stranger.json("POST", SIGN_IN, answer)["token"]
            fetch(server, Visit("today", "/today"), stranger.token, stranger.connection)
            times.append(time.perf_counter() - started)
            stranger.connection.close()
    installation.remove()
    times = Series(times)
    yield Row(
        "passkey sign-in with its function, to the first page", "≤ 60 ms", times.text(milliseconds), "limit 60 ms",
        f"{times.median / 0.06:.2f} of the limit", times.median <= 0.06,
    )


def flood(plan):
    """One person's page at a constant rate, quiet, and beside wrong passphrases, each for another handle."""
    installation = Installation(plan.binary, plan.folder / "flood")
    installation.create_account()
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found = pool.submit(flooded, installation, max(2, plan.load_seconds)).result()
    installation.remove()
    if found.errors or not found.derived:
        raise Failure(f"{found.errors} answers were others than they should be, {found.derived} guesses were looked at")
    before, during = Series(found.quiet).percentile(0.99), Series(found.beside).percentile(0.99)
    ratio = during / before
    yield Row(
        f"a page at {PER_SECOND} requests/s beside {found.per_second:,.0f} wrong passphrases a second from "
        f"{found.sources} addresses, {found.derived:,} of them derived",
        "99th percentile ≤ 1.5× quiet", f"{milliseconds(during)} of {len(found.beside):,}",
        f"quiet {milliseconds(before)} of {len(found.quiet):,}", f"{ratio:.2f}×", ratio <= 1.5,
    )


@dataclass
class Flooded:
    """What a page took, and how many guesses there were beside it."""

    quiet: list
    beside: list
    per_second: float
    derived: int
    sources: int
    errors: int


def flooded(installation, seconds):
    """In a process of its own, whose network is its own."""
    sources = addresses(FLOOD_SOURCES)
    with Server(installation) as server:
        client = Client(server)
        client.sign_in()
        page = Visit("today", "/today")
        fetch(server, page, client.token)
        request = page.request(server.port, client.token)
        paced(server.port, request, PER_SECOND, 0.5)
        quiet = paced(server.port, request, PER_SECOND, seconds)
        guesses = Guesses(server, seconds, sources)
        beside = paced(server.port, request, PER_SECOND, seconds + 30, during=guesses)
    errors = quiet.errors + beside.errors + guesses.errors
    return Flooded(quiet.seconds, beside.seconds, guesses.per_second, guesses.derived, len(sources), errors)


class Guesses:
    """Wrong passphrases at a constant rate; what is refused unseen, for being too many, is an answer like another.

    From a process of their own: the page's clock must not wait for them.
    """

    def __init__(self, server, seconds, sources):
        self.port, self.seconds, self.sources, self.per_second = server.port, seconds, sources, 0.0
        self.derived = self.errors = 0

    def __call__(self):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            found = pool.submit(guess, self.port, self.seconds, self.sources).result()
            self.per_second, self.derived, self.errors = found


def guess(port, seconds, sources):
    """How many a second, how many of them were looked at, and how many were answered in another way."""
    numbers = itertools.count()

    def request():
        body = json.dumps({"handle": f"nobody-{next(numbers)}", "passphrase": "seven lanterns drift past"}).encode()
        head = (
            f"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    started = time.perf_counter()
    result = paced(port, request, FLOOD_PER_SECOND, seconds, statuses=REFUSALS, sources=sources)
    return len(result.seconds) / (time.perf_counter() - started), result.statuses[401], result.errors
