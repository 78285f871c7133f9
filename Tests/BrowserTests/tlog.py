"""A transparency log as docs/spec/transparency-log.md describes it, word for word and slow: leaves, tree, tiles, notes.

Nothing of it is taken from the product, so what both agree on is in the specification. Signing is that of RFC 8032 §5.1
written out, in variable time: for tests only.
"""

import base64
import hashlib
import hmac
import struct


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def prefixed(*fields):
    return b"".join(struct.pack(">I", len(field)) + field for field in fields)


def b64(value):
    return base64.b64encode(value).decode()


# ---- §8 ----

def event(act=1, purpose=1, slot=1, subject=bytes(16), actor=bytes(16), milliseconds=0, ordinal=0):
    head = bytes([1, act, purpose, slot]) + subject + actor
    return head + struct.pack(">qQQ", milliseconds, ordinal, 0) + bytes(32)


def leaf_key(log_key, ordinal):
    return hmac.digest(log_key, prefixed(b"flowkeep/1 log leaf key", struct.pack(">Q", ordinal)), "sha256")


def entry(key, encoded):
    return b"\x01" + hmac.digest(key, prefixed(b"flowkeep/1 log leaf", encoded), "sha256")


# ---- Ed25519 ----

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, -1, PRIME) % PRIME
BASE = (15112221349535400772501151409588531511454012693041857206046113283949847762202,
        46316835694926478169428394003475163141307993866256225615783033603165251855960)


def added(a, b):
    product = CURVE * a[0] * b[0] * a[1] * b[1] % PRIME
    x = (a[0] * b[1] + a[1] * b[0]) * pow(1 + product, -1, PRIME)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, PRIME)
    return x % PRIME, y % PRIME


def times(point, scalar):
    result = (0, 1)
    while scalar:
        if scalar & 1:
            result = added(result, point)
        point, scalar = added(point, point), scalar >> 1
    return (result[1] | (result[0] & 1) << 255).to_bytes(32, "little")


def number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


class Signer:
    def __init__(self, seed):
        expanded = hashlib.sha512(seed).digest()
        self.scalar = int.from_bytes(expanded[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.prefix = expanded[32:]
        self.public = times(BASE, self.scalar)

    def sign(self, text):
        nonce = number(self.prefix, text) % ORDER
        point = times(BASE, nonce)
        scalar = (nonce + number(point, self.public, text) * self.scalar) % ORDER
        return point + scalar.to_bytes(32, "little")


# ---- §2 and §3: the definitions of RFC 6962 §2.1 ----

def split(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256()
    k = split(len(leaves))
    return sha256(b"\x01", root(leaves[:k]), root(leaves[k:]))


def path(index, leaves):
    if len(leaves) < 2:
        return []
    k = split(len(leaves))
    if index < k:
        return path(index, leaves[:k]) + [root(leaves[k:])]
    return path(index - k, leaves[k:]) + [root(leaves[:k])]


class Log:
    """Leaves, and the checkpoint over all of them; forget some and add others to make another history."""

    def __init__(self, origin="flowkeep.example/log", seed=bytes(range(64, 96))):
        self.origin = origin
        self.signer = Signer(seed)
        encoded = b"\x01" + self.signer.public
        self.key_id = sha256(origin.encode(), b"\n", encoded)[:4]
        self.key = f"{origin}+{self.key_id.hex()}+{b64(encoded)}"
        self.entries = []

    def leaves(self, size=None):
        return [sha256(b"\x00", item) for item in self.entries[:size]]

    def checkpoint(self, size=None):
        size = len(self.entries) if size is None else size
        text = f"{self.origin}\n{size}\n{b64(root(self.leaves(size)))}\n"
        signature = b64(self.key_id + self.signer.sign(text.encode()))
        return f"{text}\n— {self.origin} {signature}\n"

    def proof(self, index, extra, size=None):
        hashes = "".join(b64(item) + "\n" for item in path(index, self.leaves(size)))
        return f"c2sp.org/tlog-proof@v1\nextra {b64(extra)}\nindex {index}\n{hashes}\n{self.checkpoint(size)}"

    def resource(self, name):
        """A tile below the log's prefix; None where the tree has none."""
        words = name.split("/")
        width = 256
        if len(words) > 3 and words[-2].endswith(".p"):
            width = int(words[-1])
            words = words[:-2] + [words[-2][:-2]]
        level, place = int(words[1]), int("".join(words[2:]).replace("x", ""))
        span = 256**level
        leaves = self.leaves()
        hashes = [
            root(leaves[first * span:(first + 1) * span])
            for first in range(place * 256, min(place * 256 + width, len(leaves) // span))
        ]
        return b"".join(hashes) if len(hashes) == width else None
