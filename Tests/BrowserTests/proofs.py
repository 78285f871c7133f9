"""Goal: the browser finds what is wrong with a proof of the transparency log, and says nothing wrong of a right one.

Method: the two modules are served as they are, under the product's content security policy, to a page that follows the
contract of docs/spec/transparency-log.md §14. The frozen example of §1 is checked, each of its bytes altered; proofs,
trees and tiles come from a second implementation (tlog.py), whose log then grows, is rolled back and forks.
"""

import json
import re
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from selenium.webdriver.support.ui import WebDriverWait

import tlog
from browser import DESK, ROOT, chromium

ASSETS = ROOT / "Sources/Web/Resources/assets"
SPEC = (ROOT / "docs/spec/transparency-log.md").read_text()
KEY = re.search(r"^flowkeep\.example/log\+\S+$", SPEC, re.M)[0]
PROOF = re.search(r"^c2sp\.org/tlog-proof@v1\n.*?(?=^```)", SPEC, re.M | re.S)[0]
POLICY = re.findall(r'"([a-z-]+ [^"]+)"', re.search(
    r"contentSecurityPolicy = \[(.*?)\]", (ROOT / "Sources/Web/HTTP/SecurityHeaders.swift").read_text(), re.S)[1])

# What the module is asked for in these tests, in one place, so that a test reads as a call.
CALL = """
const [name, values, done] = arguments;
const revive = (value) => typeof value === "string" && value.startsWith("big:") ? BigInt(value.slice(4))
    : typeof value === "string" && value.startsWith("b64:") ? module.fromBase64(value.slice(4))
    : Array.isArray(value) ? value.map(revive)
    : value && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revive(each)])) : value;
const plain = (value) => typeof value === "bigint" ? "big:" + value
    : value instanceof Uint8Array ? "b64:" + module.toBase64(value)
    : Array.isArray(value) ? value.map(plain)
    : value && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)])) : value;
let module;
import("/assets/log-verify.js").then((loaded) => { module = loaded; return module[name](...values.map(revive)); })
    .then((value) => done({value: plain(value)}), (error) => done({code: error.code ?? String(error)}));
"""
EVERY_BYTE = """
const [text, key, done] = arguments;
(async () => {
    const {verifyProofFile, REASONS} = await import("/assets/log-verify.js");
    const bytes = new TextEncoder().encode(text);
    const passed = [];
    for (let at = 0; at < bytes.length; at += 1) {
        for (const bit of [1, 2, 32, 128]) {
            const changed = bytes.slice();
            changed[at] ^= bit;
            const code = await verifyProofFile(changed, key).then(() => "passed", (error) => error.code);
            if (!REASONS.includes(code)) passed.push([at, bit, String(code)]);
        }
        const code = await verifyProofFile(bytes.slice(0, at), key).then(() => "passed", (error) => error.code);
        if (!REASONS.includes(code)) passed.push([at, "cut", String(code)]);
    }
    return passed;
})().then(done, (error) => done(String(error)));
"""
COMPARE = """
const [older, newer, done] = arguments;
(async () => {
    const module = await import("/assets/log-verify.js");
    const head = ({size, root}) => ({size: BigInt(size), root: module.fromBase64(root)});
    const tile = async (path, width) => {
        const partial = await fetch("/log/" + path + (width < 256 ? ".p/" + width : ""));
        return new Uint8Array(await partial.arrayBuffer());
    };
    await module.consistencyFromTiles(head(older), head(newer), tile);
})().then(() => done("consistent"), (error) => done(error.code ?? String(error)));
"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Proofs</title>
<script type="module" src="/assets/log-check.js"></script></head><body>
<section data-log-key="{key}"><p data-log-state></p><button type="button" data-check-all hidden>All</button>
<template data-log-words>
<span data-word="checked" class="badge badge--pass"><svg class="i"></svg>Checked here</span>
<span data-word="failed" class="badge badge--fail">Does not verify</span>
<span data-word="differs" class="badge badge--fail">The log says something else</span>
<span data-word="due" class="badge badge--late">Proof due</span>
<span data-word="away" class="badge badge--none">No answer</span>
<span data-word="unchecked" class="badge badge--none">Not checked</span>
<span data-word="unsupported" class="badge badge--none">Your browser cannot check this signature</span>
<span data-word="log-first">First visit</span><span data-word="log-same">As before</span>
<span data-word="log-grown">Only grew</span><span data-word="log-rolled-back">Rolled back</span>
<span data-word="log-forked">Forked</span>
<span data-word="log-other-key">Another log</span><span data-word="log-away">No log</span>
<span data-word="log-failed">Not a log</span>
<b data-act="1">Opened</b><b data-purpose="1">to keep entries</b><b data-purpose="2">for a statement</b>
<b data-slot="1">Your passphrase</b><b data-slot="3">You</b></template>
<ol>{entries}</ol></section></body></html>"""
ENTRY = """<li data-proof="/proof/{ordinal}" data-ordinal="{ordinal}"><time datetime="{time}">then</time>
<p data-shows="slot"><svg class="i"></svg>{slot}</p><p><span data-shows="act">{act}</span>{why}</p>
<span data-badge class="badge">Proved</span><button type="button" data-check hidden>Check</button></li>"""
LOG_KEY = bytes(range(32))
START = 1_767_225_660_000


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body = self.server.answer(self.path)
        status = kind if isinstance(kind, int) else 200
        self.send_response(status)
        self.send_header("Content-Type", kind if status == 200 else "text/plain")
        self.send_header("Content-Security-Policy", "; ".join(POLICY))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Proofs(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        cls.server.answer = cls.answer
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.shutdown)
        cls.driver = chromium(DESK)
        cls.addClassCleanup(cls.driver.quit)
        cls.base = f"http://localhost:{cls.server.server_port}"
        cls.log = None
        cls.proofs = {}

    @classmethod
    def answer(cls, path):
        name = path.split("/")[-1]
        if path.startswith("/assets/") and re.fullmatch(r"[a-z-]+\.js", name):
            return "text/javascript; charset=utf-8", (ASSETS / name).read_bytes()
        if path.startswith("/proof/"):
            proof = cls.proofs.get(int(name))
            return (409, b"") if proof is None else ("text/plain; charset=utf-8", proof.encode())
        if path == "/log/checkpoint":
            return (404, b"") if cls.published is None else ("text/plain; charset=utf-8", cls.published.encode())
        if path.startswith("/log/tile/"):
            tile = cls.log.resource(path.removeprefix("/log/"))
            return (404, b"") if tile is None else ("application/octet-stream", tile)
        if path == "/page":
            return "text/html; charset=utf-8", cls.page.encode()
        return ("text/html; charset=utf-8", b"<!doctype html><title>empty</title>") if path == "/" else (404, b"")

    def setUp(self):
        self.driver.get(self.base + "/")
        self.driver.execute_script("localStorage.clear()")
        self.driver.get_log("browser")

    def tearDown(self):
        # A page's wish for a resource that is not there is no complaint; a refusal of the policy would be one.
        said = [line["message"] for line in self.driver.get_log("browser")]
        self.assertEqual([line for line in said if "Failed to load resource" not in line], [])

    def call(self, name, *values):
        return self.driver.execute_async_script(CALL, name, list(values))

    def code(self, text, key=KEY):
        return self.call("verifyProofFile", text, key).get("code")

    # ---- the frozen example ----

    def test_frozen(self):
        found = self.call("verifyProofFile", PROOF, KEY)["value"]
        event = found["event"]
        self.assertEqual((event["act"], event["purpose"], event["slotKind"]), (1, 1, 1))
        self.assertEqual(event["milliseconds"], "big:1767225660000")
        self.assertEqual((found["index"], found["head"]["size"]), ("big:1", "big:3"))
        self.assertEqual(event["subject"], "b64:" + tlog.b64(bytes.fromhex("00000000000000010000000000000002")))
        self.assertEqual(found["head"]["root"], "b64:ulwU7+gYGKXUMVABDv2fNzwQ02Rp839LshfLqYhECgM=")

    def test_each_line(self):
        for code, old, new in [
            ("form", "proof@v1", "proof@v2"), ("form", "extra Ab1Z", "extra !b1Z"),
            ("event", "extra Ab1Z", "extra Bb1Z"),
            ("not-in-log", "extra Ab1Z", "extra Ab1a"), ("not-in-log", "index 1", "index 0"),
            ("size", "index 1", "index 2"), ("size", "index 1", "index 3"), ("form", "index 1", "index 01"),
            ("size", "index 1", "index 18446744073709551615"), ("form", "index 1", "index 18446744073709551616"),
            ("not-in-log", "sKp64ry", "tKp64ry"), ("form", "sooR2U=", "sooR2V="), ("form", "sKp64ry", "sKp64"),
            ("other-log", "\n\nflowkeep.example/log\n", "\n\nother.example/log\n"), ("signature", "\n3\n", "\n4\n"),
            ("signature", "ulwU7+gY", "ulwU7+gZ"), ("signature", "UGfV93Lwg", "UGfV93Lwh"),
            ("not-signed", "UGfV93Lwg", "UGfV83Lwg"), ("not-signed", "— flowkeep.example/log", "— flowkeep.example/x"),
            ("note", "— flowkeep.example/log", "- flowkeep.example/log"),
        ]:
            with self.subTest(new):
                self.assertIn(old, PROOF)
                self.assertEqual(self.code(PROOF.replace(old, new, 1)), code)
        for key in ("", KEY[:-4] + "AAA=", KEY.replace("+5067", "+5068"), KEY.replace("+AS", "+BS")):
            self.assertEqual(self.code(PROOF, key), "key", key)

    def test_every_byte(self):
        """Cosignatures are not checked here, so theirs is the only line in which a change may pass."""
        self.driver.set_script_timeout(120)
        passed = self.driver.execute_async_script(EVERY_BYTE, PROOF, KEY)
        witness = PROOF.encode().index("— witness".encode())
        self.assertIsInstance(passed, list, passed)
        self.assertEqual([place for place in passed if place[0] < witness], [])
        self.assertLess(len(passed), 4 * (len(PROOF.encode()) - witness))

    # ---- trees ----

    def test_trees(self):
        leaves = [tlog.sha256(bytes([number])) for number in range(70)]
        for size in (1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 64, 70):
            root = tlog.root(leaves[:size])
            for index in {0, size // 2, size - 1, size - size % 8 if size % 8 else 0}:
                hashes = ["b64:" + tlog.b64(each) for each in tlog.path(index, leaves[:size])]
                place = (f"big:{index}", f"big:{size}")
                found = self.call("rootOfInclusion", "b64:" + tlog.b64(leaves[index]), *place, hashes)
                self.assertEqual(found.get("value"), "b64:" + tlog.b64(root), (index, size, found))
                longer = hashes + ["b64:" + tlog.b64(root)]
                longer = self.call("rootOfInclusion", "b64:" + tlog.b64(root), *place, longer)
                self.assertEqual(longer, {"code": "size"})

    def test_consistency_from_tiles(self):
        log = type(self).log = tlog.Log()
        log.entries = [number.to_bytes(33, "big") for number in range(700)]
        for newer in (1, 2, 6, 255, 256, 257, 511, 513, 700):
            kept, log.entries = log.entries, log.entries[:newer]
            for older in {0, 1, newer // 2, newer - 1, newer, min(256, newer)}:
                heads = [{"size": size, "root": tlog.b64(tlog.root(log.leaves(size)))} for size in (older, newer)]
                self.assertEqual(self.driver.execute_async_script(COMPARE, *heads), "consistent", (older, newer))
                heads[0]["root"] = tlog.b64(tlog.sha256(b"another tree"))
                self.assertEqual(
                    self.driver.execute_async_script(COMPARE, *heads), "inconsistent", (older, newer)
                )
            log.entries = kept

    # ---- the page ----

    def setting(self, count, shown=None):
        """A page with so many entries of one person, whose log holds somebody else's leaf before each of hers."""
        self.log = type(self).log = tlog.Log()
        self.extras, self.places = [], []
        for ordinal in range(count):
            encoded = tlog.event(slot=1 + 2 * (ordinal % 2), milliseconds=START + 1500 * ordinal, ordinal=ordinal)
            key = tlog.leaf_key(LOG_KEY, ordinal)
            self.log.entries.append(b"\x01" + tlog.sha256(b"somebody else", bytes([ordinal])))
            self.places.append(len(self.log.entries))
            self.log.entries.append(tlog.entry(key, encoded))
            self.extras.append(b"\x01" + key + encoded)
        self.publish()
        entries = []
        for ordinal in range(count):
            time = f"2026-01-01T00:01:{ordinal * 3 // 2:02}Z"
            slot = ["Your passphrase", "You"][ordinal % 2]
            why = "<span data-shows=purpose>to keep\n  entries</span>"
            values = {"time": time, "slot": slot, "act": "Opened", "why": why}
            entries.append(ENTRY.format(ordinal=ordinal, **(values | (shown or {}).get(ordinal, {}))))
        type(self).page = PAGE.format(key=self.log.key, entries="".join(entries))

    def publish(self):
        self.checkpoint(self.log.checkpoint())
        type(self).proofs = {n: self.log.proof(self.places[n], extra) for n, extra in enumerate(self.extras)}

    def checkpoint(self, note):
        type(self).published = note

    def visit(self, before=""):
        """The outcomes of all entries, and of the log."""
        self.driver.get(self.base + "/page")
        self.driver.execute_script(before)
        button = self.driver.find_element("css selector", "[data-check-all]")
        WebDriverWait(self.driver, 30).until(lambda _: button.is_displayed())
        button.click()
        outcomes = "return [...document.querySelectorAll('[data-badge]')].map((badge) => badge.dataset.outcome ?? null)"
        WebDriverWait(self.driver, 30).until(lambda driver: None not in driver.execute_script(outcomes))
        state = self.driver.find_element("css selector", "[data-log-state]").get_attribute("data-outcome")
        return self.driver.execute_script(outcomes), state

    def test_page(self):
        self.setting(7, shown={
            2: {"slot": "You"}, 3: {"time": "2026-01-01T00:02:00Z"}, 4: {"act": "Destroyed"}, 5: {"why": ""},
            6: {"why": "<span data-shows=purpose>for a statement</span>"},
        })
        self.assertEqual(self.visit(), (["checked"] * 2 + ["differs"] * 5, "log-first"))
        badge = self.driver.find_element("css selector", "[data-badge]")
        self.assertEqual(badge.text, "Checked here")
        self.assertEqual(badge.get_attribute("class"), "badge badge--pass")
        kept = self.driver.execute_script("return {...localStorage}")
        place = "flowkeep:log:" + KEY.split("+")[1]
        self.assertEqual(set(kept), {"flowkeep:log-key", place})
        self.assertEqual(kept["flowkeep:log-key"], self.log.key)
        self.assertEqual(set(json.loads(kept[place])), {"size", "root"})

    def test_one_entry(self):
        self.setting(2)
        self.driver.get(self.base + "/page")
        button = self.driver.find_elements("css selector", "[data-check]")[1]
        WebDriverWait(self.driver, 30).until(lambda _: button.is_displayed())
        button.click()
        badges = self.driver.find_elements("css selector", "[data-badge]")
        WebDriverWait(self.driver, 30).until(lambda _: badges[1].get_attribute("data-outcome") == "checked")
        self.assertIsNone(badges[0].get_attribute("data-outcome"))

    def test_refusals(self):
        self.setting(5)
        proofs = type(self).proofs
        proofs[0], proofs[1] = proofs[1], proofs[0]  # each is true, of the other one
        proofs[2] = None
        proofs[3] = proofs[3].replace("index 7", "index 6")
        self.assertEqual(self.visit(), (["differs", "differs", "due", "not-in-log", "checked"], "log-first"))
        self.checkpoint(None)
        self.assertEqual(self.visit(), (["unchecked"] * 5, "log-away"))
        self.checkpoint(self.log.checkpoint().replace("UGfV", "UGfW"))
        self.assertEqual(self.visit(), (["unchecked"] * 5, "log-not-signed"))
        self.assertEqual(self.driver.find_element("css selector", "[data-log-state]").text, "Not a log")

    def test_same_proof_twice(self):
        """An entry that says the same as another needs a proof of its own, or one opening would stand for two."""
        self.setting(3, shown={2: {"time": "2026-01-01T00:01:00Z"}})
        type(self).proofs[2] = self.proofs[0]
        self.assertEqual(self.visit()[0], ["checked", "checked", "differs"])

    def test_without_signatures(self):
        self.setting(1)
        without = """crypto.subtle.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"));"""
        self.assertEqual(self.visit(without)[0], ["unsupported"])

    def test_without_memory(self):
        """A browser that keeps nothing checks all the same, as if for the first time."""
        self.setting(1)
        denied = """Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no"); }});"""
        self.assertEqual(self.visit(denied), (["checked"], "log-first"))
        self.assertEqual(self.visit(denied), (["checked"], "log-first"))

    def test_log_over_time(self):
        self.setting(2)
        small, early = self.log.checkpoint(), dict(self.proofs)
        self.assertEqual(self.visit(), (["checked"] * 2, "log-first"))
        self.assertEqual(self.visit(), (["checked"] * 2, "log-same"))
        self.log.entries += [b"\x01" + tlog.sha256(bytes([number])) for number in range(10)]
        self.checkpoint(self.log.checkpoint())
        self.assertEqual(self.visit(), (["checked"] * 2, "log-grown"), "with proofs under the older checkpoint")
        self.checkpoint(small)
        self.assertEqual(self.visit(), (["unchecked"] * 2, "log-rolled-back"))

        true = list(self.log.entries)
        self.log.entries[-1] = b"\x01" + bytes(32)
        self.checkpoint(self.log.checkpoint())
        self.assertEqual(self.visit(), (["unchecked"] * 2, "log-forked"), "another tree of the size that was seen")
        self.log.entries += [b"\x01" + bytes(32)] * 300
        self.checkpoint(self.log.checkpoint())
        self.assertEqual(self.visit(), (["unchecked"] * 2, "log-forked"), "a larger tree of the other history")

        self.log.entries = true
        self.checkpoint(self.log.checkpoint())
        self.assertEqual(self.visit(), (["checked"] * 2, "log-same"), "what was seen is still what was seen")

        # One history is shown here, and the proof is under another: true for itself, and told to her alone.
        self.log.entries = true[:4] + [b"\x01" + bytes(32)]
        self.publish()
        self.log.entries = true
        self.checkpoint(self.log.checkpoint())
        self.assertEqual(self.visit(), (["forked"] * 2, "log-same"))
        type(self).proofs = early
        self.assertEqual(self.visit(), (["checked"] * 2, "log-same"))
        self.log.entries = true[:-1] + [b"\x01" + bytes(32)]
        self.publish()
        self.log.entries = true
        self.checkpoint(self.log.checkpoint())
        self.assertEqual(self.visit(), (["forked"] * 2, "log-same"), "of the very size that is shown here")
        shown = self.log.checkpoint()
        self.log.entries = true[:-1] + [b"\x01" + bytes(32)] * 9
        self.publish()
        self.checkpoint(shown)
        self.assertEqual(self.visit(), (["forked"] * 2, "log-same"), "of a larger size, with its own tiles")
        self.log.entries = true

        # A proof under a checkpoint that is newer than the one that was fetched.
        self.log.entries = true + [b"\x01" + tlog.sha256(b"later")]
        self.publish()
        self.checkpoint(self.log.checkpoint(len(true)))
        self.assertEqual(self.visit(), (["checked"] * 2, "log-same"))

    def test_other_log(self):
        """A site whose log was wiped and begun anew under another key is not taken for the one that was seen."""
        self.setting(2)
        self.assertEqual(self.visit(), (["checked"] * 2, "log-first"))
        first = type(self).page, self.published
        other = tlog.Log(seed=bytes(range(32)))
        other.entries = self.log.entries
        self.log = type(self).log = other
        self.publish()
        type(self).page = first[0].replace(KEY, other.key)
        self.assertEqual(self.visit(), (["unchecked"] * 2, "log-other-key"))
        self.assertEqual(self.visit(), (["unchecked"] * 2, "log-other-key"), "the warning comes at every visit")
        type(self).page, type(self).published = first
        type(self).log = tlog.Log()
        type(self).log.entries = other.entries
        self.assertEqual(self.visit()[1], "log-same", "what was seen is still what was seen")

    def test_damaged_tile(self):
        self.setting(2)
        self.visit()
        self.log.entries += [b"\x01" + tlog.sha256(bytes([number % 256])) for number in range(600)]
        self.publish()
        whole = self.log.resource
        self.log.resource = lambda name: (tile := whole(name)) and bytes([tile[0] ^ 1]) + tile[1:]
        self.assertEqual(self.visit(), (["unchecked"] * 2, "log-forked"))
        self.log.resource = lambda name: (tile := whole(name)) and tile[:-1]
        self.assertEqual(self.visit(), (["unchecked"] * 2, "log-form"))
        # A checkpoint whose partial tile gave way to the full one meanwhile.
        self.log.resource = lambda name: None if name.startswith("tile/0/000.p/") else whole(name)
        self.checkpoint(self.log.checkpoint(200))
        type(self).proofs = {n: self.log.proof(self.places[n], extra, 200) for n, extra in enumerate(self.extras)}
        self.assertEqual(self.visit(), (["checked"] * 2, "log-grown"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
