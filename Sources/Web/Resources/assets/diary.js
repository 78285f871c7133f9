// The diary: arrow keys in its calendar, steps of a temperature, and hiding a page at once.
import { all, one, root } from "./dom.js";

// One day of a calendar is on the way of Tab; arrow keys walk the others. Pages are steps to the months beside it.
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
for (const calendar of all("[data-days]")) {
  const days = all("a.day", calendar);
  const here = () => one("a.day[tabindex='0']", calendar);
  const start = one("[aria-current=date]", calendar) ?? days[0];
  for (const day of days) day.tabIndex = day === start ? 0 : -1;
  calendar.addEventListener("focusin", ({ target }) => {
    if (!target.matches("a.day") || target === here()) return;
    here().tabIndex = -1;
    target.tabIndex = 0;
  });
  calendar.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.matches("a.day")) return;
    const at = days.indexOf(event.target);
    const to = { Home: 0, End: days.length - 1 }[event.key] ?? at + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(to)) return;
    event.preventDefault();
    if (days[to]) return days[to].focus();
    // Beyond the months that are shown: on to those before or after.
    one(".pager a" + (to < 0 ? ":first-child" : ":last-child"))?.focus();
  });
}

// A step beside the field, so that nobody has to drag or type.
for (const box of all(".temp[data-step]")) {
  const field = one("input", box);
  for (const button of all("button", box)) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = field.value || field.placeholder;
      const value = Number(text.replace(",", "."));
      if (!Number.isFinite(value)) return field.focus();
      const next = (value + Number(button.dataset.by) * Number(box.dataset.step)).toFixed(2);
      field.value = text.includes(",") ? next.replace(".", ",") : next;
    });
  }
}

// Escape twice, or the button, hides the page before anything is fetched, and goes where nothing of the diary stands.
const PATIENCE = 600; // milliseconds between the two
const exit = one("a[data-hide]");
let escapedAt = -Infinity;
function hide(event) {
  event.preventDefault();
  root.classList.add("gone");
  document.title = one(".brand").textContent;
  location.replace(exit.href);
}
exit?.addEventListener("click", hide);
addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !exit || event.isComposing) return;
    if (event.timeStamp - escapedAt < PATIENCE) return hide(event);
    escapedAt = event.timeStamp;
  },
  true,
);

// A page that comes back from the browser's memory after it was hidden is fetched anew.
addEventListener("pageshow", (event) => {
  if (event.persisted && root.classList.contains("gone")) location.reload();
});
