// One minute before the server forgets the key the person is asked. Nothing is stored: a line that was not sent stays in
// the page, and where the key is gone it can be opened again from here.
import { adopted, all, ask, fields, isChanged, one, root, used } from "./dom.js";

const WARNING = 60; // seconds before the lock
const dialog = one("#still-there");
const tabs = new BroadcastChannel("flowkeep-used"); // says that the person is there, and nothing else
let last = Date.now();
let timer;

const left = () => Number(dialog.dataset.lockAfter) - (Date.now() - last) / 1000;

function check() {
  clearTimeout(timer);
  const seconds = left();
  if (seconds <= 0) return lock("/unlock");
  if (seconds <= WARNING) warn(seconds);
  // Near the end each second; before, once. A machine that slept meanwhile is caught by the next check.
  timer = setTimeout(check, seconds <= WARNING ? 1000 : Math.min(seconds - WARNING, 30) * 1000);
}

function warn(seconds) {
  const shown = Math.ceil(seconds);
  one("time", dialog).textContent = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
  if (dialog.open) return;
  for (const other of all("dialog[open]")) other.close();
  dialog.showModal();
}

function noteUse() {
  last = Date.now();
  if (dialog.open) dialog.close();
  check();
}

const isUnsaved = () => all("main form").some(isChanged);

// The key is gone. Without anything typed the page goes too; otherwise it is covered until the person unlocks it here.
function lock(path) {
  clearTimeout(timer);
  if (dialog.open) dialog.close();
  if (path !== "/unlock" || !isUnsaved()) {
    return location.replace(`${path}?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  if (one("#locked")) return;
  root.classList.add("is-locked");
  document.body.append(adopted(one("#locked-form").content));
  const locked = one("#locked");
  locked.addEventListener("cancel", (event) => event.preventDefault());
  one("form", locked).addEventListener("submit", unlock);
  locked.showModal();
}

async function unlock(event) {
  event.preventDefault();
  const form = event.target;
  const [field, refusal] = [one("[name=passphrase]", form), one(".err", form)];
  refusal.hidden = true;
  const answer = await fetch(form.action, { method: "POST", body: fields(form) });
  if (answer.redirected && new URL(answer.url).pathname !== "/unlock") {
    // Every form of this page proves itself by a token of the session, which is a new one now.
    const fresh = await ask(location.pathname + location.search);
    const token = fresh && one("input[name=csrf]", fresh.page);
    if (token) for (const hidden of all("input[name=csrf]")) hidden.value = token.value;
    one("#locked").remove();
    root.classList.remove("is-locked");
    return noteUse();
  }
  refusal.hidden = false;
  field.value = "";
  field.setAttribute("aria-invalid", "true");
  field.focus();
}

if (dialog) {
  one("form[method=dialog]", dialog).addEventListener("submit", async (event) => {
    event.preventDefault();
    const stay = one("#stay");
    const answer = await fetch(stay.action, { method: "POST", body: fields(stay), redirect: "manual" }).catch(() => null);
    if (answer?.ok) return used();
    if (answer) lock("/unlock");
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    one("form[method=dialog]", dialog).requestSubmit();
  });
  document.addEventListener("flowkeep:used", () => {
    tabs.postMessage("used");
    noteUse();
  });
  document.addEventListener("flowkeep:locked", (event) => lock(event.detail));
  document.addEventListener("visibilitychange", check);
  tabs.addEventListener("message", noteUse);
  used();
}
