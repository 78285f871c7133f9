// The line on Today is read back while it is typed. The server reads it, as it will when it is added; nothing is stored.
import { adopted, ask, fields, one } from "./dom.js";

const PAUSE = 180; // milliseconds without a key before the line is read
let timer;
let reading; // the reading under way, to be stopped when the line changes
let before; // what stood there while the line was empty

addEventListener("input", (event) => {
  if (event.target.id !== "qa") return;
  const read = one("#qa-read");
  before ??= [...read.childNodes];
  clearTimeout(timer);
  reading?.abort();
  if (event.target.value.trim()) timer = setTimeout(preview, PAUSE, event.target.form, read);
  else read.replaceChildren(...before);
});

async function preview(form, read) {
  reading = new AbortController();
  const { signal } = reading;
  const line = fields(form);
  line.set("do", "check");
  try {
    const answer = await ask(form.getAttribute("action"), { form: line, signal });
    const fresh = answer && one("#qa-read", answer.page);
    if (fresh && !signal.aborted) read.replaceChildren(...adopted(fresh).childNodes);
  } catch {
    // Stopped, or offline: the line stays as it is and can be added all the same.
  }
}

// Once it is sent there is nothing left to read.
addEventListener("submit", (event) => {
  if (!event.target.matches("#add")) return;
  clearTimeout(timer);
  reading?.abort();
});

if (location.hash === "#add") one("#qa")?.focus();
