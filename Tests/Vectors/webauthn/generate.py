#!/usr/bin/env python3
"""Writes the vectors beside it with another implementation than ours: PyPI's fido2 for CBOR, cryptography for keys.

    pip install fido2 && python3 Tests/Vectors/webauthn/generate.py

standard.txt   derived as WebAuthn Level 3 §16 says, every random value by HKDF, every signature without chance; they
               are that section's values, byte for byte.
fido2.txt      what §16 has none of: extensions, counters, user handles.

Each block is one credential: lines of a name and hexadecimal digits.
"""

import base64
import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID
from fido2 import cbor

HERE = Path(__file__).parent
PARTY, ORIGIN = "example.org", "https://example.org"
UP, UV, BE, BS, AT, ED = 0x01, 0x04, 0x08, 0x10, 0x40, 0x80


class Chance:
    """The numbers of one vector, in their order: HKDF of one secret, salted with how many there were."""

    def __init__(self, name):
        self.name, self.count = name, 0

    def __call__(self, length):
        salt = bytes([self.count])
        self.count += 1
        hkdf = HKDF(hashes.SHA256(), length, salt, self.name.encode())
        return hkdf.derive(b"WebAuthn test vectors")


class P256:
    number = -7

    def __init__(self, chance):
        self.key = ec.derive_private_key(int.from_bytes(chance(32), "big"), ec.SECP256R1())

    def sign(self, message):
        return self.key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    def cose(self):
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


class Ed25519:
    number = -8

    def __init__(self, chance):
        self.key = ed25519.Ed25519PrivateKey.from_private_bytes(chance(32))

    def sign(self, message):
        return self.key.sign(message)

    def cose(self):
        return {1: 1, 3: -8, -1: 6, -2: self.key.public_key().public_bytes_raw()}


class RSA:
    """The key of §16: the two smallest Mersenne primes of 1024 bits and more."""

    number = -257

    def __init__(self, _):
        p, q, e = 2**1279 - 1, 2**2203 - 1, 65537
        self.modulus = p * q
        d = pow(e, -1, (p - 1) * (q - 1))
        numbers = rsa.RSAPrivateNumbers(
            p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), rsa.RSAPublicNumbers(e, self.modulus))
        self.key = numbers.private_key(unsafe_skip_rsa_key_validation=True)

    def sign(self, message):
        return self.key.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def cose(self):
        size = (self.modulus.bit_length() + 7) // 8
        return {1: 3, 3: -257, -1: self.modulus.to_bytes(size, "big"), -2: (65537).to_bytes(3, "big")}


def digest(data):
    return hashlib.sha256(data).digest()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def client_data(chance, kind, challenge, above):
    members = {"type": f"webauthn.{kind}", "challenge": base64url(challenge), "origin": ORIGIN}
    members["crossOrigin"] = above is not None
    if above:
        members["topOrigin"] = above
    if chance(1)[0] & 1:
        more = "clientDataJSON may be extended with additional fields in the future, such as this: "
        members["extraData"] = more + base64url(chance(16))
    return json.dumps(members, separators=(",", ":")).encode()


def party_data(flags, counter, rest=b""):
    return digest(PARTY.encode()) + bytes([flags]) + counter.to_bytes(4, "big") + rest


def certificate(chance):
    """A maker's key and its certificate, as §16.1 has them."""
    makers = Chance("Attestation CA")
    root = ec.derive_private_key(int.from_bytes(makers(32), "big"), ec.SECP256R1())
    key = ec.derive_private_key(int.from_bytes(chance(32), "big"), ec.SECP256R1())
    usage = dict.fromkeys(
        ["content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign",
         "encipher_only", "decipher_only"], False)
    above = x509.SubjectKeyIdentifier.from_public_key(root.public_key())
    built = (
        x509.CertificateBuilder()
        .subject_name(name("Authenticator Attestation"))
        .issuer_name(name("Authenticator Attestation CA"))
        .public_key(key.public_key())
        .serial_number(int.from_bytes(chance(16), "big"))
        .not_valid_before(datetime(2024, 1, 1, tzinfo=timezone.utc))
        .not_valid_after(datetime(3024, 1, 1, tzinfo=timezone.utc))
        .add_extension(x509.BasicConstraints(False, None), True)
        .add_extension(x509.KeyUsage(digital_signature=True, **usage), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above), False)
        .sign(root, hashes.SHA256(), ecdsa_deterministic=True))
    return key, built.public_bytes(serialization.Encoding.DER)


def name(unit):
    parts = [(NameOID.COMMON_NAME, "WebAuthn test vectors"), (NameOID.ORGANIZATION_NAME, "W3C"),
             (NameOID.ORGANIZATIONAL_UNIT_NAME, unit), (NameOID.COUNTRY_NAME, "AA")]
    return x509.Name([x509.NameAttribute(*part) for part in parts])


def statement(form, key, chance, signed):
    if form == "none":
        return {"fmt": "none", "attStmt": {}}
    if form == "self":
        return {"fmt": "packed", "attStmt": {"alg": key.number, "sig": key.sign(signed)}}
    maker, der = certificate(chance)
    signature = maker.sign(signed, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    return {"fmt": "packed", "attStmt": {"alg": -7, "sig": signature, "x5c": [der]}}


def standard(title, kind=P256, form="none", above=None, id_length=32):
    """One credential of §16: made, and used once."""
    chance = Chance(title)
    vector = {"challenge": chance(32)}
    key = kind(chance)
    vector["client"] = client_data(chance, "create", vector["challenge"], above)
    aaguid, identifier = chance(16), chance(id_length)
    flags = chance(1)[0] & (UV | BE | BS)
    if not flags & BE:
        flags &= UV
    head = aaguid + len(identifier).to_bytes(2, "big") + identifier
    data = party_data(flags | UP | AT, 0, head + cbor.encode(key.cose()))
    made = statement(form, key, chance, data + digest(vector["client"]))
    vector |= {"id": identifier, "aaguid": aaguid, "attestation": cbor.encode(made | {"authData": data})}
    vector["get-challenge"] = chance(32)
    vector["get-client"] = client_data(chance, "get", vector["get-challenge"], above)
    used = chance(1)[0] & (UV | BS if flags & BE else UV)
    vector["get-data"] = party_data(used | (flags & BE) | UP, 0)
    vector["signature"] = key.sign(vector["get-data"] + digest(vector["get-client"]))
    return title, vector


def extended(title, kind):
    """A credential with counters, extensions and a user handle; self attestation over all of it."""
    chance = Chance(title)
    vector = {"challenge": chance(32)}
    key = kind(chance)
    vector["client"] = client_data(chance, "create", vector["challenge"], None)
    aaguid, identifier = chance(16), chance(64)
    said = cbor.encode({"credProtect": 2, "hmac-secret": True, "minPinLength": 6})
    head = aaguid + len(identifier).to_bytes(2, "big") + identifier
    data = party_data(UP | UV | AT | ED, 0xFFFFFFFE, head + cbor.encode(key.cose()) + said)
    made = statement("self", key, chance, data + digest(vector["client"]))
    vector |= {"id": identifier, "aaguid": aaguid, "attestation": cbor.encode(made | {"authData": data})}
    vector["get-challenge"] = chance(32)
    vector["get-client"] = client_data(chance, "get", vector["get-challenge"], None)
    vector["get-data"] = party_data(UP | UV | ED, 0xFFFFFFFF, cbor.encode({"hmac-secret": chance(48)}))
    vector["signature"] = key.sign(vector["get-data"] + digest(vector["get-client"]))
    vector["handle"] = chance(64)
    return title, vector


def write(path, vectors):
    blocks = []
    for title, vector in vectors:
        lines = [f"{key} {value.hex()}" for key, value in vector.items()]
        blocks.append("\n".join([f"# {title}", *lines]) + "\n")
    path.write_text("\n".join(blocks))


def main():
    write(HERE / "standard.txt", [
        standard("none.ES256"),
        standard("packed-self.ES256", form="self"),
        standard("none.ES256.crossOrigin", above=""),
        standard("none.ES256.topOrigin", above="https://example.com"),
        standard("none.ES256.long-credential-id", id_length=1023),
        standard("packed.ES256", form="maker"),
        standard("packed.RS256", kind=RSA, form="maker"),
        standard("packed.EdDSA", kind=Ed25519, form="maker"),
    ])
    write(HERE / "fido2.txt", [
        extended("flowkeep.ES256", P256),
        extended("flowkeep.EdDSA", Ed25519),
        extended("flowkeep.RS256", RSA),
    ])


if __name__ == "__main__":
    main()
