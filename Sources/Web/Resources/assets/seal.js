// Seals an entry to the inbox of a vault and signs it: HPKE (RFC 9180) in base mode and Ed25519, as docs/spec/inbox.md has
// them. Whoever sealed it cannot open it again.
const { subtle } = crypto;
const text = (value) => new TextEncoder().encode(value);
const number = (value, count) => {
  const bytes = new Uint8Array(count);
  for (let at = count - 1, rest = BigInt.asUintN(count * 8, BigInt(value)); at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
};
export const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));
export const counted = (bytes) => joined(number(bytes.length, 4), bytes);
const fields = (...parts) => joined(...parts.map(counted));
const sha256 = async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes));

const suite = joined(text("HPKE"), [0, 0x20, 0, 1, 0, 2]);
const kem = joined(text("KEM"), [0, 0x20]);
const none = new Uint8Array();

async function hmac(key, message) {
  // A key of no bytes is one of zeros: WebCrypto refuses the first.
  const bytes = key.length ? key : new Uint8Array(32);
  const made = await subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await subtle.sign("HMAC", made, message));
}
const extract = (id, salt, label, secret) => hmac(salt, joined(text("HPKE-v1"), id, text(label), secret));
const expand = async (id, key, label, info, count) =>
  (await hmac(key, joined(number(count, 2), text("HPKE-v1"), id, text(label), info, [1]))).slice(0, count);

// A hybrid box (docs/spec/key-hierarchy.md §4) of the bytes.
async function box(bytes, inbox, epoch, place) {
  const mine = await subtle.generateKey("X25519", true, ["deriveBits"]);
  const encapsulated = new Uint8Array(await subtle.exportKey("raw", mine.publicKey));
  const theirs = await subtle.importKey("raw", inbox, "X25519", false, []);
  const agreed = new Uint8Array(await subtle.deriveBits({ name: "X25519", public: theirs }, mine.privateKey, 256));
  const shared = await expand(
    kem,
    await extract(kem, none, "eae_prk", agreed),
    "shared_secret",
    joined(encapsulated, inbox),
    32,
  );
  const info = fields(
    text("flowkeep/1"),
    text("inbox-entry"),
    text("HPKE-X25519-SHA256-AES256GCM"),
    none,
    none,
    number(epoch, 4),
  );
  const context = joined(
    [0],
    await extract(suite, none, "psk_id_hash", none),
    await extract(suite, none, "info_hash", info),
  );
  const secret = await extract(suite, shared, "secret", none);
  const exporter = await expand(suite, secret, "exp", context, 32);
  const commitment = await expand(suite, exporter, "sec", text("flowkeep/1 commitment"), 32);
  const key = await subtle.importKey("raw", await expand(suite, secret, "key", context, 32), "AES-GCM", false, ["encrypt"]);
  const iv = await expand(suite, secret, "base_nonce", context, 12);
  const sealed = await subtle.encrypt({ name: "AES-GCM", iv, additionalData: place }, key, bytes);
  return joined([1], number(epoch, 4), encapsulated, commitment, new Uint8Array(sealed));
}

// The next entry of a sender, and what the one after it names.
export async function entry(sender, line, day, key = crypto.getRandomValues(new Uint8Array(16)), made = Date.now()) {
  const content = joined([1, 1], number(made, 8), number(day, 4), counted(key), counted(text(line)));
  const padded = new Uint8Array([256, 1024, 4096].find((count) => content.length <= count));
  padded.set(content);
  const sequence = number(sender.sequence + 1, 8);
  const place = fields(text("inbox"), sender.id, sequence, sender.previous);
  const sealed = await box(padded, sender.inbox, sender.epoch, place);
  const head = joined([1], sender.id, sequence, sender.previous, counted(sealed));
  const message = fields(text("flowkeep/1 inbox entry"), head);
  const bytes = joined(head, new Uint8Array(await subtle.sign("Ed25519", sender.key, message)));
  const previous = await sha256(fields(text("flowkeep/1 inbox chain"), bytes));
  return { bytes, sequence: sender.sequence + 1, previous };
}

// Crockford's base 32, as identifiers and keys are written.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
export function encoded(bytes) {
  let [out, buffer, bits] = ["", 0, 0];
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; ) out += alphabet[(buffer >> (bits -= 5)) & 31];
    buffer &= (1 << bits) - 1;
  }
  return bits ? out + alphabet[(buffer << (5 - bits)) & 31] : out;
}
export function decoded(word) {
  let [out, buffer, bits] = [[], 0, 0];
  for (const letter of word) {
    buffer = (buffer << 5) | alphabet.indexOf(letter);
    bits += 5;
    if (bits >= 8) out.push((buffer >> (bits -= 8)) & 255);
    buffer &= (1 << bits) - 1;
  }
  return new Uint8Array(out);
}
