// Single keys: off while typing and in dialogs, and off altogether where the root says data-shortcuts="off".
// The list of keys (#keys) is in the page, and what G leads to is read from it: what it says is what happens.
import { all, isTyping, one, root } from "./dom.js";

const list = one("#keys");
const PATIENCE = 1500; // milliseconds that G waits for its letter
let goingSince = -Infinity; // when G was pressed: the next letter says where to

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (root.dataset.shortcuts === "off" || isTyping(event.target) || one("dialog[open]")) return;
  const isGoing = event.timeStamp - goingSince < PATIENCE;
  const place = isGoing && one(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`, list ?? document);
  goingSince = !isGoing && event.key === "g" && list ? event.timeStamp : -Infinity;
  if (place) return go(event, null, place.getAttribute("href"));
  switch (event.key) {
    case "n":
      if (list) go(event, one("#qa"), "/today#add");
      break;
    case "/":
      go(event, one("input[type=search]"));
      break;
    case "h":
    case "l":
      go(event, null, one(".pager a" + (event.key === "h" ? ":first-child" : ":last-child"))?.getAttribute("href"));
      break;
    case "u":
      one(".flash form button")?.click();
      break;
    case ".":
      one("[data-cover]")?.click();
      break;
    case "?":
      list?.showModal();
      break;
    case "j":
    case "k":
      walk(event, event.key === "j" ? 1 : -1);
      break;
  }
});

function go(event, element, path) {
  if (!element && !path) return;
  event.preventDefault();
  if (element) {
    element.focus();
    element.select?.();
  } else {
    location.assign(path);
  }
}

function walk(event, step) {
  const rows = all("a[data-row]");
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
  event.preventDefault();
  next.focus();
}
