// What the ticked entries come to, while they are ticked. The server adds up, as it will when it is saved; nothing is
// stored. The list itself stays where it is, so only the sums are asked for.
import { adopted, ask, fields, one } from "./dom.js";

const PAUSE = 180; // milliseconds without a tick before the sums are asked for
let timer;
let asking;

addEventListener("change", (event) => {
  const form = event.target.closest?.("#reconcile");
  if (!form || event.target.name !== "on") return;
  clearTimeout(timer);
  asking?.abort();
  timer = setTimeout(sum, PAUSE, form);
});

async function sum(form) {
  asking = new AbortController();
  const { signal } = asking;
  const sent = fields(form);
  sent.set("do", "sum");
  try {
    const answer = await ask(form.getAttribute("action"), { form: sent, signal });
    const fresh = answer && one("#standing", answer.page);
    if (fresh && !signal.aborted) one("#standing").replaceChildren(...adopted(fresh).childNodes);
  } catch {
    // Stopped, or offline: the sums are as they were, and “Work it out” asks again.
  }
}
