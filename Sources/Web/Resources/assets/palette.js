// Ctrl or Command and K: go somewhere or do something by typing its name. Places and actions stand in the page; a place
// is a path, an action is a press on what is in the page anyway. What the person has named herself is asked for when the
// palette opens, and is gone with the page.
import { adopted, all, ask, one } from "./dom.js";

const palette = one("#palette");
const field = palette && one("input", palette);
const list = palette && one("[role=listbox]", palette);
const none = palette && one("[data-none]", palette);
const MOST = 40; // more than that nobody reads
let options = palette ? all("[role=option]", palette) : [];
let areNamesHere = false;
let current;

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
const shown = () => options.filter((option) => !option.hidden);

function choose(option) {
  current?.setAttribute("aria-selected", "false");
  current = option;
  current?.setAttribute("aria-selected", "true");
  current?.scrollIntoView({ block: "nearest" });
  if (current) field.setAttribute("aria-activedescendant", current.id);
  else field.removeAttribute("aria-activedescendant");
}

// Every word typed begins a word of the name. Names of the person's own, and what could be done with the words
// themselves, are shown once there are words.
function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const option of options) {
    option.hidden = !fits(option, words) || (!option.dataset.send && ++count > MOST);
  }
  none.hidden = shown().some((option) => !option.dataset.send);
  choose(shown()[0]);
}

function fits(option, words) {
  if (option.dataset.send) return words.length > 0;
  if (option.dataset.name && !words.length) return false;
  if (option.dataset.press && !one(option.dataset.press)) return false;
  option.words ??= plain(option.textContent.trim()).split(/[\s-]+/);
  return words.every((word) => option.words.some((part) => part.startsWith(word)));
}

// Links of the page of names, as options before those that take the words as they are.
async function name() {
  if (areNamesHere) return;
  areNamesHere = true;
  try {
    const answer = await ask(list.dataset.names);
    const last = options.find((option) => option.dataset.send);
    for (const link of answer ? all("a[data-name]", answer.page) : []) {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `name-${options.length}`;
      option.ariaSelected = "false";
      option.hidden = true;
      option.dataset.go = link.getAttribute("href");
      option.dataset.name = link.dataset.name;
      option.append(...adopted(link).childNodes);
      option.addEventListener("click", () => act(option));
      last.before(option);
      options.push(option);
    }
    options = all("[role=option]", list);
    filter();
  } catch {
    areNamesHere = false; // offline: places and actions are here all the same
  }
}

function act(option) {
  if (!option) return;
  if (option.dataset.send) return send(one(option.dataset.send));
  palette.close();
  if (option.dataset.go) return location.assign(option.dataset.go);
  if (option.dataset.open) return one(option.dataset.open).showModal();
  const target = one(option.dataset.press);
  if (target.tagName === "FORM") target.requestSubmit();
  else if (target.tagName === "INPUT") target.focus();
  else target.click();
}

// The words as they were typed: to the search, or to the line that adds.
function send(form) {
  one("[data-words]", form).value = field.value;
  form.requestSubmit();
}

function open() {
  if (one("dialog[open]")) return;
  field.value = "";
  filter();
  name();
  palette.showModal();
  field.focus();
}

if (palette) {
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (palette.open) palette.close();
    else open();
  });
  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    const list = shown();
    const at = list.indexOf(current);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1 + list.length, Home: 0, End: list.length - 1 };
    if (event.key in moves && list.length) choose(list[moves[event.key] % list.length]);
    else if (event.key === "Enter" && !event.isComposing) act(current);
    else return;
    event.preventDefault();
  });
  for (const option of options) option.addEventListener("click", () => act(option));
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close(); // a press beside it
  });
}
