// A transaction is edited where it stands. The link leads to the same page with the form in the row's place, so all of
// this works without a script as well; here only the row is exchanged, and the page stays.
import { adopted, ask, fields, isChanged, one, show } from "./dom.js";

const rows = new WeakMap(); // form's item → the row that stood there
let isOpening = false;

addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[data-edit], a[data-cancel]");
  if (!link || event.defaultPrevented) return;
  if (link.matches("[data-cancel]")) {
    if (rows.has(link.closest("li"))) {
      event.preventDefault();
      close(link.closest("form"));
    }
    return;
  }
  event.preventDefault();
  open(link);
});

async function open(link) {
  const other = one(".txedit");
  if (other && isChanged(other)) return enter(other); // what was typed there is not thrown away
  if (isOpening) return;
  isOpening = true;
  try {
    const answer = await ask(link.href);
    const form = answer && one(".txedit", answer.page);
    if (!answer) return;
    if (!form) return location.assign(link.href);
    if (other && !rows.has(other.closest("li"))) return location.assign(link.href); // it came with the page
    if (other) close(other);
    const row = link.closest("li");
    const item = adopted(form.closest("li"));
    rows.set(item, row);
    row.replaceWith(item);
    enter(one("form", item));
  } catch {
    location.assign(link.href);
  } finally {
    isOpening = false;
  }
}

function enter(form) {
  const field = one("[aria-invalid]", form) ?? one("input:not([type=hidden])", form);
  field.focus();
  field.select?.();
}

// Gives the row back, and the focus to it. A form that came with the page has no row: its link leads to one.
function close(form) {
  const item = form.closest("li");
  const row = rows.get(item);
  if (!row) return one("[data-cancel]", form).click();
  item.replaceWith(row);
  one("a", row)?.focus();
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  const form = event.target.closest?.(".txedit");
  if (form) close(form);
});

addEventListener("submit", async (event) => {
  const form = event.target.closest(".txedit");
  const button = event.submitter;
  // Splitting, and the form with every field, are pages of their own.
  if (!form || form.dataset.plain || event.defaultPrevented) return;
  if (button && button.value !== "save" && button.value !== "delete") return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const path = button?.getAttribute("formaction") ?? form.getAttribute("action");
    const answer = await ask(path, { form: fields(form, button) });
    if (answer) settle(form, answer);
  } catch {
    // Without an answer the browser says what is wrong: by the same button, so that the same thing is asked for.
    form.dataset.plain = "yes";
    form.requestSubmit(button);
  } finally {
    form.ariaBusy = null;
  }
});

function settle(form, answer) {
  const item = form.closest("li");
  const refused = one(".txedit", answer.page);
  if (refused) {
    const fresh = adopted(refused.closest("li"));
    // After someone else's change the old row would show what is no longer true.
    if (rows.has(item) && !one("[data-stale]", fresh)) rows.set(fresh, rows.get(item));
    item.replaceWith(fresh);
    return enter(one("form", fresh));
  }
  if (answer.status >= 400) return explain(form, answer);
  const anchor = form.dataset.row;
  if (!one("main [data-month]", answer.page)) return location.assign(answer.path);
  if (one("main [data-month]")) {
    const next = neighbour(item);
    show(answer);
    return (document.getElementById(anchor) ?? document.getElementById(next) ?? one("main a[data-row]"))?.focus();
  }
  // In a list of search results only this row changes.
  const link = answer.page.getElementById(anchor);
  const next = document.getElementById(neighbour(item));
  if (link) item.replaceWith(adopted(link.closest("li")));
  else item.remove();
  one("main > .flash")?.remove();
  const flash = one("main > .flash", answer.page);
  if (flash) one("main").prepend(adopted(flash));
  (document.getElementById(anchor) ?? next)?.focus();
}

// The server could not do it now: what it says stands above what was typed.
function explain(form, answer) {
  one(".notice--fail", form)?.remove();
  const notice = document.createElement("p");
  notice.className = "notice notice--fail";
  notice.role = "alert";
  notice.textContent = one("main h1, main h2", answer.page)?.textContent ?? answer.page.title;
  form.prepend(notice);
}

function neighbour(item) {
  const links = [...document.querySelectorAll("main a[data-row]")];
  const after = links.find((link) => item.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING);
  return (after ?? links.at(-1))?.id ?? "";
}
