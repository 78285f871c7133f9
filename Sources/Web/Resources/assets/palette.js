// Ctrl or Command and K: go somewhere or do something by typing its name. The names stand in the page; a place is a
// path, an action is a press on what is in the page anyway.
import { all, one } from "./dom.js";

const palette = one("#palette");
const field = palette && one("input", palette);
const options = palette ? all("[role=option]", palette) : [];
const none = palette && one("[data-none]", palette);
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

// Every word typed begins a word of the name.
function filter() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  for (const option of options) {
    const name = plain(option.textContent.trim()).split(/[\s-]+/);
    const isThere = !option.dataset.press || one(option.dataset.press);
    option.hidden = !isThere || !words.every((word) => name.some((part) => part.startsWith(word)));
  }
  none.hidden = shown().length > 0;
  choose(shown()[0]);
}

function act(option) {
  if (!option) return;
  palette.close();
  if (option.dataset.go) return location.assign(option.dataset.go);
  if (option.dataset.open) return one(option.dataset.open).showModal();
  const target = one(option.dataset.press);
  if (target.tagName === "FORM") target.requestSubmit();
  else if (target.tagName === "INPUT") target.focus();
  else target.click();
}

function open() {
  if (one("dialog[open]")) return;
  field.value = "";
  filter();
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
