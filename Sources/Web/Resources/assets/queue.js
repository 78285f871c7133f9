// Lines typed while the server does not answer: sealed here at once, kept as ciphertext that this browser cannot open, and
// sent when the server is there again, also while it is locked. What is kept is named in `open` below, and nothing else is.
import { all, one } from "./dom.js";
import { counted, decoded, encoded, entry, joined } from "./seal.js";

const PATIENCE = 20000; // milliseconds between two tries
const PLACE = "/api/v1/inbox";
const box = one("#qa-queue");
const form = one("#add");
const isOffline = !one("#still-there") && Boolean(box);

// One sender (ids, keys, how far its chain got), and entries under their sequence: bytes as they are sent.
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("flowkeep-queue", 1);
    request.addEventListener("upgradeneeded", () => {
      for (const name of ["sender", "entries"]) request.result.createObjectStore(name);
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}
const done = (request) =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
const within = async (stores, mode, work) => {
  const base = await open();
  try {
    const made = base.transaction(stores, mode);
    return await work((name) => made.objectStore(name));
  } finally {
    base.close();
  }
};
const read = () => within(["sender"], "readonly", (store) => done(store("sender").get(1)));
const forget = () =>
  within(["sender", "entries"], "readwrite", async (store) => {
    await done(store("sender").clear());
    await done(store("entries").clear());
  });

// Both algorithms are young in browsers.
async function isAble() {
  try {
    await crypto.subtle.generateKey("X25519", false, ["deriveBits"]);
    await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return Boolean(globalThis.indexedDB && navigator.locks);
  } catch {
    return false;
  }
}

// The sender of whoever is signed in: somebody else's is forgotten, with what it could not send. Without a word whose the
// one here is, none is used.
async function settle() {
  const known = await read();
  const answer = await fetch(PLACE + "/senders");
  if (!answer.ok) return null;
  const { items } = await answer.json();
  if (known && items.some(({ id }) => id === encoded(known.id))) return known;
  if (known && (await count())) return say("late");
  return register();
}

async function register() {
  await forget();
  const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  const publicKey = encoded(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  const body = JSON.stringify({ name: form.dataset.browser, publicKey });
  const answer = await fetch(PLACE + "/senders", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  if (!answer.ok) return null;
  const made = await answer.json();
  const sender = {
    id: decoded(made.sender),
    inbox: decoded(made.inboxKey),
    epoch: made.epoch,
    sequence: 0,
    previous: new Uint8Array(32),
    key: pair.privateKey,
  };
  await within(["sender"], "readwrite", (store) => done(store("sender").put(sender, 1)));
  return sender;
}

// One at a time over all tabs: two entries of one sequence would break the chain.
const alone = (work) => navigator.locks.request("flowkeep-queue", work);

const keep = (line) =>
  alone(async () => {
    const sender = await read();
    const now = new Date();
    const day = Math.floor((now.getTime() - now.getTimezoneOffset() * 60000) / 86400000);
    const made = await entry(sender, line, day);
    const next = { ...sender, sequence: made.sequence, previous: made.previous };
    await within(["sender", "entries"], "readwrite", async (store) => {
      await done(store("sender").put(next, 1));
      await done(store("entries").put(made.bytes, made.sequence));
    });
  });

const count = () => within(["entries"], "readonly", (store) => done(store("entries").count()));

const send = () =>
  alone(async () => {
    const waiting = await within(["entries"], "readonly", (store) => done(store("entries").getAll(null, 50)));
    if (!waiting.length) return;
    const answer = await fetch(PLACE + "/entries", {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: joined(...waiting.map(counted)),
    });
    if (answer.status !== 202) return say("late");
    const { sequence } = await answer.json();
    await within(["entries"], "readwrite", (store) => done(store("entries").delete(IDBKeyRange.upperBound(sequence))));
    return waiting.length === 50;
  });

// Every word stands in the page; how many wait is a number in it.
async function say(which) {
  if (!box) return;
  for (const part of all("[data-say]", box)) part.hidden = part.dataset.say !== which;
  const number = one(`[data-say="${which}"] b`, box);
  if (number) number.textContent = String(await count());
}

async function flush() {
  try {
    while (await send());
    if (!(await count()) && box && !one('[data-say="late"]', box).hidden) await say("sent");
  } catch {
    // Still away: tried again.
  }
}

async function keepLine(field) {
  await keep(field.value.trim());
  field.value = "";
  await say("kept");
}

async function begin() {
  if (!(await isAble())) return say("off");
  for (const leaving of all('form[action="/sign-out"]')) leaving.addEventListener("submit", leave);
  if (isOffline) {
    if (!(await read())) return;
    one("#oq-part").hidden = false;
    if (await count()) await say("kept");
    one("#oq-keep").addEventListener("click", () => one("#oq").value.trim() && keepLine(one("#oq")));
  } else if (form && box) {
    // What somebody else kept here goes first: its signature lets it in, whoever is signed in now.
    await flush();
    if (!(await alone(settle))) return;
    form.addEventListener("submit", submit);
  }
  if (await count()) await flush();
  setInterval(async () => (await count()) && flush(), PATIENCE);
  addEventListener("online", flush);
}

// Asks first whether anybody answers, so that a line is never lost to a page that does not come.
async function submit(event) {
  if (event.submitter?.value !== "save" || event.submitter.dataset.asked) return;
  event.preventDefault();
  const field = one("#qa");
  try {
    await fetch("/offline", { method: "HEAD", cache: "no-store" });
  } catch {
    // What is kept goes to one's own vault: a line for a shared book stays in its field.
    return one('input[name="book"]', form) ? say("book") : keepLine(field);
  }
  event.submitter.dataset.asked = "yes";
  form.requestSubmit(event.submitter);
}

// Signing out clears this device: what is kept is sent before. What cannot be is told, and the second press goes through.
async function leave(event) {
  if (event.target.dataset.asked) return;
  event.preventDefault();
  event.target.dataset.asked = "yes";
  await flush();
  if (!(await count()) || !box) return event.target.requestSubmit(event.submitter);
  await say("late");
}

begin().catch(() => {});
