// The access history checks its proofs in the browser, when the person asks. What is checked and how is in
// log-verify.js; this module fetches, compares with what the page shows and says the outcome.
//
// What the page has (docs/spec/transparency-log.md §14):
//   [data-log-key]             around the list; the log's public key as text
//     [data-log-state]         where the state of the log is said
//     [data-check-all]         a hidden button
//     template[data-log-words] every word that may be said: [data-word] for outcomes, and what events are called in
//                              the person's language: [data-act], [data-purpose], [data-slot] by their numbers
//     [data-proof]             an entry: the address of its proof file; [data-ordinal] its number
//       time[datetime], [data-shows=act|purpose|slot]   what it says to the person
//       [data-badge]           where the outcome is said
//       [data-check]           a hidden button
//
// Kept in this browser are two lines: which log this site has, and size and root of its newest checkpoint that was seen.
// They say nothing of a person, and show when the log is rolled back, told differently later or replaced by another.
// Signing out clears them with all else that the site keeps here; what outlasts that are saved proofs, and
// `flowkeep log verify --consistent-with`.
import { all, one, used } from "./dom.js";
import { LogError, canVerify, consistencyFromTiles, isEqual } from "./log-verify.js";
import { fromBase64, readCheckpoint, readLogKey, toBase64, verifyProofFile } from "./log-verify.js";

const away = new Error("the server did not answer");

// A browser may be told to keep nothing: then every visit is the first.
const memory = {
  getItem(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  setItem(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      return;
    }
  },
};

// ---- the log: its newest checkpoint, and what this browser saw last ----

const keyPlace = "flowkeep:log-key";

export class Log {
  constructor(keyText, { get = fetchBytes, store = memory } = {}) {
    [this.keyText, this.get, this.store] = [keyText, get, store];
    this.place = "flowkeep:log:" + keyText.split("+")[1];
    this.tiles = new Map();
    this.known = new Map(); // sizes that were compared with the newest → their roots
  }

  // Compares the newest checkpoint with what was seen before: "first", "same", "grown"; or throws.
  async open() {
    // The log of a site is one: under another key everything could be told anew.
    const known = this.store.getItem(keyPlace);
    if (known !== null && known !== this.keyText) throw new LogError("other-key");
    const text = new TextDecoder().decode(await this.get("/log/checkpoint"));
    const head = await readCheckpoint(text, await readLogKey(this.keyText));
    const seen = this.remembered();
    if (seen && seen.size > head.size) throw new LogError("rolled-back");
    // What does not follow from what was seen is not remembered: the warning comes again at every visit.
    if (seen) await this.compare(seen, head);
    this.take(head);
    return !seen ? "first" : seen.size === head.size ? "same" : "grown";
  }

  // Shows that a head belongs to the same history as the newest, whichever of the two is larger.
  async includes(head) {
    const root = this.known.get(head.size);
    if (root) return isEqual(root, head.root) || refuse("forked");
    if (head.size > this.newest.size) {
      await this.compare(this.newest, head);
      return this.take(head);
    }
    await this.compare(head, this.newest);
    this.known.set(head.size, head.root);
  }

  async compare(older, newer) {
    try {
      await consistencyFromTiles(older, newer, (path, width) => this.tile(path, width));
    } catch (error) {
      throw error.code === "inconsistent" ? new LogError("forked") : error;
    }
  }

  take(head) {
    this.newest = head;
    this.known.set(head.size, head.root);
    this.store.setItem(keyPlace, this.keyText);
    this.store.setItem(this.place, JSON.stringify({ size: String(head.size), root: toBase64(head.root) }));
  }

  remembered() {
    try {
      const { size, root } = JSON.parse(this.store.getItem(this.place));
      return { size: BigInt(size), root: fromBase64(root) };
    } catch {
      return null; // nothing, or not ours
    }
  }

  // A partial tile may have given way to the full one that begins with it.
  async tile(path, width) {
    const name = width < 256 ? `${path}.p/${width}` : path;
    if (!this.tiles.has(name)) {
      const found = (await this.get("/log/" + name, true)) ?? (await this.get("/log/" + path));
      this.tiles.set(name, found.slice(0, width * 32));
    }
    return this.tiles.get(name);
  }
}

const refuse = (code) => {
  throw new LogError(code);
};

async function fetchBytes(path, mayBeMissing = false) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", redirect: "error" });
  } catch {
    throw away;
  }
  if (answer.status === 404 && mayBeMissing) return null;
  if (answer.status === 409) throw new LogError("due");
  if (!answer.ok) throw away;
  return new Uint8Array(await answer.arrayBuffer());
}

// ---- one entry ----

// Whether the entry says to the person what the proven event says.
export function isShown(event, entry, words) {
  const plain = (element) => element?.textContent.replace(/\s+/g, " ").trim();
  const parts = { act: event.act, purpose: event.purpose, slot: event.slotKind };
  for (const [part, value] of Object.entries(parts)) {
    const shown = one(`[data-shows=${part}]`, entry);
    if (!value && !shown) continue; // 0 is none
    const word = one(`[data-${part}="${value}"]`, words);
    if (!word || plain(word) !== plain(shown)) return false;
  }
  const time = Date.parse(one("time[datetime]", entry)?.dateTime) / 1000;
  return Math.floor(time) === Math.floor(Number(event.milliseconds) / 1000)
    && entry.dataset.ordinal === String(event.ordinal);
}

async function outcome(entry, log, words) {
  try {
    const { event, head } = await verifyProofFile(await log.get(entry.dataset.proof), log.keyText);
    await log.includes(head);
    return isShown(event, entry, words) ? "checked" : "differs";
  } catch (error) {
    if (error === away) return "away";
    if (error instanceof LogError) return error.code;
    throw error;
  }
}

// ---- the page ----

function setUp(list) {
  const words = one("template[data-log-words]", list)?.content;
  if (!words) return; // nothing to say it with
  const log = new Log(list.dataset.logKey);
  const entries = all("[data-proof]", list);
  let opening;

  // A word of the page in the place of another; every failure without one of its own is said in general.
  const say = (place, code, general) => {
    const word = one(`[data-word="${code}"]`, words) ?? one(`[data-word="${general}"]`, words);
    place.replaceChildren(...document.importNode(word, true).childNodes);
    place.className = word.className;
    place.dataset.outcome = code;
  };

  async function openLog() {
    const place = one("[data-log-state]", list);
    try {
      say(place, "log-" + (await log.open()), "log-failed");
      return true;
    } catch (error) {
      if (error !== away && !(error instanceof LogError)) throw error;
      say(place, error === away ? "log-away" : "log-" + error.code, "log-failed");
      return false;
    }
  }

  async function check(entry) {
    const badge = one("[data-badge]", entry);
    if (!(await canVerify())) return say(badge, "unsupported", "failed");
    opening ??= openLog();
    // A log that cannot be opened proves nothing, and its state says why.
    const result = (await opening) ? await outcome(entry, log, words) : "unchecked";
    if (result === "unchecked") opening = undefined;
    say(badge, result, "failed");
    used();
  }

  for (const entry of entries) {
    const button = one("[data-check]", entry);
    button.hidden = false;
    button.addEventListener("click", () => check(entry));
  }
  const everything = one("[data-check-all]", list);
  if (!everything) return;
  everything.hidden = entries.length === 0;
  everything.addEventListener("click", async () => {
    for (const entry of entries) await check(entry); // one after another: the server has others to answer, too
  });
}

for (const list of all("[data-log-key]")) setUp(list);
