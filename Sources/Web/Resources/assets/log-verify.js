// Checks a proof file of the transparency log with WebCrypto alone: what docs/spec/transparency-log.md §2 to §9 say,
// in that order. Pure but for the hashes: nothing here asks the network, keeps anything or touches the page.
//
// What it cannot do: the page and this script come from the server that they check. It finds a log that was damaged,
// rewritten or told differently to others; a server that lies with its scripts as well is found by
// `flowkeep log verify` on a machine of one's own. Sizes and indices are BigInt: they have 64 bits.

// Why something does not verify; the code is one of a closed list, see REASONS.
export class LogError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export const REASONS = [
  "unsupported", // this browser has no Ed25519: nothing is said about the proof
  "key", "form", "note", "other-log", "not-signed", "signature", "size", "event", "not-in-log", "inconsistent",
];

const fail = (code) => {
  throw new LogError(code);
};

// ---- bytes ----

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function bytes(...parts) {
  const all = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : Uint8Array.from(part)));
  const joined = new Uint8Array(all.reduce((count, part) => count + part.length, 0));
  let at = 0;
  for (const part of all) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export const isEqual = (a, b) => a.length === b.length && a.every((byte, index) => byte === b[index]);

// Base 64 has one text for each value here: padding is there, unused bits are zero (§ conventions of the spec).
export function fromBase64(text, code = "form") {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) fail(code);
  const binary = atob(text);
  if (btoa(binary) !== text) fail(code);
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

export const toBase64 = (value) => btoa(String.fromCharCode(...value));

function number(bigEndian) {
  return bigEndian.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function bigEndian(value, count) {
  return Uint8Array.from({ length: count }, (_, index) => Number((value >> BigInt(8 * (count - 1 - index))) & 255n));
}

// Digits only, no leading zero, below 2^64.
function decimal(text, code = "form") {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) fail(code);
  const value = BigInt(text);
  return value < 1n << 64n ? value : fail(code);
}

// ---- hashes ----

const subtle = globalThis.crypto?.subtle;

const sha256 = async (...parts) => new Uint8Array(await subtle.digest("SHA-256", bytes(...parts)));

async function hmac(key, message) {
  const imported = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", imported, message));
}

// Fields one after another, each behind its length in four bytes (key-hierarchy.md §2).
const lengthPrefixed = (...fields) =>
  bytes(...fields.flatMap((field) => [bigEndian(BigInt(bytes(field).length), 4), bytes(field)]));

// ---- §2: the tree ----

export const leafHash = (entry) => sha256([0], entry);
export const nodeHash = (left, right) => sha256([1], left, right);

export async function emptyRoot() {
  return sha256();
}

const bitLength = (value) => (value ? BigInt(value.toString(2).length) : 0n);
const oneBits = (value) => value.toString(2).replaceAll("0", "").length;

// ---- §3: proofs, checked as in RFC 9162 §2.1.3.2 and §2.1.4.2 ----

// The root of the tree of `size` leaves in which `leaf` stands at `index`.
export async function rootOfInclusion(leaf, index, size, hashes) {
  if (index >= size) fail("size");
  const inner = bitLength(index ^ (size - 1n));
  if (BigInt(hashes.length) !== inner + BigInt(oneBits(index >> inner))) fail("size");
  let [position, last, hash] = [index, size - 1n, leaf];
  for (const sibling of hashes) {
    if (position & 1n || position === last) {
      hash = await nodeHash(sibling, hash);
      // A node on the right edge without a sibling goes up unchanged until it has one.
      while (position && !(position & 1n)) [position, last] = [position >> 1n, last >> 1n];
    } else {
      hash = await nodeHash(hash, sibling);
    }
    [position, last] = [position >> 1n, last >> 1n];
  }
  return hash;
}

// Throws unless the tree of `newer` continues that of `older`; both are {size, root}.
export async function checkConsistency(older, newer, hashes) {
  if (older.size > newer.size || hashes.length !== consistencyNodes(older.size, newer.size).length) fail("size");
  if (older.size === 0n) {
    if (!isEqual(older.root, await emptyRoot())) fail("inconsistent");
    return;
  }
  if (older.size === newer.size) {
    if (!isEqual(older.root, newer.root)) fail("inconsistent");
    return;
  }
  let [position, last] = [older.size - 1n, newer.size - 1n];
  while (position & 1n) [position, last] = [position >> 1n, last >> 1n];
  const rest = [...hashes];
  // Where the older tree is perfect, its root is itself a node of the newer one and not in the proof.
  const start = position ? rest.shift() : older.root;
  let [olderHash, newerHash] = [start, start];
  for (const sibling of rest) {
    if (position & 1n || position === last) {
      olderHash = await nodeHash(sibling, olderHash);
      newerHash = await nodeHash(sibling, newerHash);
      while (position && !(position & 1n)) [position, last] = [position >> 1n, last >> 1n];
    } else {
      newerHash = await nodeHash(newerHash, sibling);
    }
    [position, last] = [position >> 1n, last >> 1n];
  }
  if (!isEqual(olderHash, older.root) || !isEqual(newerHash, newer.root)) fail("inconsistent");
}

// The leaves [from, to) under each hash of a consistency proof, in its order (RFC 6962 §2.1.2).
export function consistencyNodes(older, newer) {
  if (older === 0n || older >= newer) return [];
  const nodes = [];
  let [from, to] = [0n, newer];
  while (older !== to) {
    const split = from + (1n << (bitLength(to - from - 1n) - 1n));
    if (older <= split) {
      nodes.push([split, to]);
      to = split;
    } else {
      nodes.push([from, split]);
      from = split;
    }
  }
  if (from > 0n) nodes.push([from, to]);
  return nodes.reverse();
}

// ---- §4: tiles ----

// The address of a tile below the log's prefix, as the tree of `size` leaves has it.
export function tilePath(level, index, size) {
  const count = size >> BigInt(8 * level);
  const width = index < count >> 8n ? 256n : count & 255n;
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/.../g);
  const place = groups.map((group, at) => (at < groups.length - 1 ? "x" : "") + group).join("/");
  return { path: `tile/${level}/${place}`, width: Number(width) };
}

// The hash over the leaves [from, to), a node of the tree of `size` leaves. `fetchTile(path, width)` gives the first
// `width` hashes of a tile; what it gives is not trusted: it only ever goes into a proof that is checked.
export async function hashOfLeaves(from, to, size, fetchTile) {
  const subtrees = [];
  for (let start = from; start < to; ) {
    let height = 0n;
    while (start % (2n << height) === 0n && start + (2n << height) <= to) height += 1n;
    subtrees.push(await perfectSubtree(height, start >> height, size, fetchTile));
    start += 1n << height;
  }
  let hash = subtrees.pop();
  while (subtrees.length) hash = await nodeHash(subtrees.pop(), hash);
  return hash;
}

async function perfectSubtree(height, index, size, fetchTile) {
  const level = Number(height / 8n);
  const span = 1n << height % 8n; // so many hashes of the tile are below the node
  const first = index * span;
  const { path, width } = tilePath(level, first >> 8n, size);
  const tile = await fetchTile(path, width);
  if (tile.length !== width * 32) fail("form");
  let row = [];
  for (let at = first & 255n; at < (first & 255n) + span; at += 1n) {
    row.push(tile.subarray(Number(at) * 32, Number(at) * 32 + 32));
  }
  while (row.length > 1) {
    const above = [];
    for (let at = 0; at < row.length; at += 2) above.push(await nodeHash(row[at], row[at + 1]));
    row = above;
  }
  return row[0];
}

export async function consistencyFromTiles(older, newer, fetchTile) {
  const hashes = [];
  for (const [from, to] of consistencyNodes(older.size, newer.size)) {
    hashes.push(await hashOfLeaves(from, to, newer.size, fetchTile));
  }
  await checkConsistency(older, newer, hashes);
}

// ---- §5 and §6: keys, signed notes, checkpoints ----

// A key as text: name+id+base64 of kind and key. Kind 1 is Ed25519 over the text.
export async function readLogKey(text) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? fail("key");
  const value = fromBase64(encoded, "key");
  if (value.length !== 33 || value[0] !== 1) fail("key");
  const computed = (await sha256(name, [0x0a], value)).subarray(0, 4);
  if (number(computed) !== BigInt("0x" + id)) fail("key");
  let key;
  try {
    key = await subtle.importKey("raw", value.subarray(1), { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    fail(error.name === "NotSupportedError" ? "unsupported" : "key");
  }
  return { name, id: computed, key };
}

// Whether this browser can check a signature at all.
export async function canVerify() {
  if (!subtle) return false;
  try {
    await subtle.importKey("raw", bytes([1], new Uint8Array(31)), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

// A checkpoint that the log has signed: {origin, size, root}. The origin is the name of the log's key.
export async function readCheckpoint(text, logKey) {
  if (text.length > 262144 || /[\x00-\x09\x0b-\x1f]/.test(text)) fail("note");
  const end = text.lastIndexOf("\n\n");
  if (end < 0 || !text.endsWith("\n")) fail("note");
  const body = text.slice(0, end + 1);
  const lines = text.slice(end + 2, -1).split("\n");
  if (lines.length > 100) fail("note");
  const [origin, size, root] = body.split("\n");
  if (origin !== logKey.name) fail("other-log");
  let isSigned = false;
  for (const line of lines) {
    const [, name, encoded] = /^— ([^+\s]+) (\S+)$/.exec(line) ?? fail("note");
    const value = fromBase64(encoded, "note");
    if (value.length < 5) fail("note");
    if (name !== logKey.name || !isEqual(value.subarray(0, 4), logKey.id) || isSigned) continue;
    // A line that claims to be of the log and is not spoils the note.
    isSigned = await subtle.verify({ name: "Ed25519" }, logKey.key, value.subarray(4), bytes(body));
    if (!isSigned) fail("signature");
  }
  if (!isSigned) fail("not-signed");
  const head = { origin, size: decimal(size, "note"), root: fromBase64(root ?? "", "note") };
  if (head.root.length !== 32 || head.size >= 1n << 63n) fail("note");
  return head;
}

// ---- §8: leaves ----

const EVENT = { count: 92, version: 1, acts: 13, purposes: 9 };

export function readEvent(value) {
  if (value.length !== EVENT.count || value[0] !== EVENT.version) fail("event");
  const [, act, purpose, slotKind] = value;
  if (act < 1 || act > EVENT.acts || purpose > EVENT.purposes) fail("event");
  return {
    act, purpose, slotKind,
    subject: value.subarray(4, 20),
    actor: value.subarray(20, 36),
    milliseconds: BigInt.asIntN(64, number(value.subarray(36, 44))),
    ordinal: number(value.subarray(44, 52)),
    headIndex: number(value.subarray(52, 60)),
    digest: value.subarray(60, 92),
  };
}

// The opening that our proof files carry: version, the leaf's own key, the event. Nothing signs it; the leaf that is
// made anew from it is what the proof is for, so an altered key or event is another leaf.
export async function readOpening(extra) {
  if (extra.length !== 1 + 32 + EVENT.count || extra[0] !== 1) fail("event");
  const [key, encoded] = [extra.subarray(1, 33), extra.subarray(33)];
  const tag = await hmac(key, lengthPrefixed("flowkeep/1 log leaf", encoded));
  return { event: readEvent(encoded), entry: bytes([1], tag) };
}

// ---- §9: proof files ----

export function readProofFile(text) {
  const [title, ...lines] = text.split("\n");
  if (title !== "c2sp.org/tlog-proof@v1" || text.length > 262144) fail("form");
  const extra = lines[0]?.startsWith("extra ") ? fromBase64(lines.shift().slice(6)) : fail("event");
  const index = lines[0]?.startsWith("index ") ? decimal(lines.shift().slice(6)) : fail("form");
  const end = lines.indexOf("");
  if (end < 0 || end > 63) fail("form");
  const hashes = lines.slice(0, end).map((line) => fromBase64(line));
  if (hashes.some((hash) => hash.length !== 32)) fail("form");
  return { extra, index, hashes, checkpoint: lines.slice(end + 1).join("\n") };
}

// All of it: throws a LogError, or gives what is proven: the event, its index, and the log's head.
export async function verifyProofFile(content, keyText) {
  if (!subtle) fail("unsupported");
  const logKey = await readLogKey(keyText);
  let text;
  try {
    text = typeof content === "string" ? content : decoder.decode(content);
  } catch {
    fail("form");
  }
  const file = readProofFile(text);
  const head = await readCheckpoint(file.checkpoint, logKey);
  const { event, entry } = await readOpening(file.extra);
  const root = await rootOfInclusion(await leafHash(entry), file.index, head.size, file.hashes);
  if (!isEqual(root, head.root)) fail("not-in-log");
  return { event, index: file.index, head };
}
