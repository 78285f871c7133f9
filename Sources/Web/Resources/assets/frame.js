// What stands around every page: covered figures, the menu, the section strip, countdowns, dialogs.
import { all, fields, one, root, used } from "./dom.js";

// Covering figures: at once here; the form tells the server, which draws the next page covered from the start.
const cover = one("[data-cover]");
cover?.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = fields(cover.form);
  form.set("cover", cover.value);
  const isOn = root.classList.toggle("cover-on", cover.value === "on");
  cover.value = isOn ? "off" : "on";
  cover.setAttribute("aria-pressed", String(isOn));
  one("use", cover).setAttribute("href", isOn ? "#i-eye-off" : "#i-eye");
  // Offline, this page is covered all the same; the next one is drawn as the server last knew.
  fetch(cover.form.action, { method: "POST", body: form, redirect: "manual" }).then(used, () => {});
});

// The menu closes with Escape and with a press elsewhere.
const menu = one("details.menu");
addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  one("summary", menu).focus();
});

// On narrow screens the current section is scrolled into view.
const here = one(".subnav [aria-current]");
if (here && here.parentElement.scrollWidth > here.parentElement.clientWidth) {
  here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;
}

// The kind of a transaction shows its fields without a press of the button.
addEventListener("change", (event) => {
  if (event.target.matches("input[name=kind][type=radio]")) one("button[name=do][value=kind]")?.click();
});

// Buttons that only a script can answer are hidden until there is one.
for (const button of all("[data-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (menu) menu.open = false;
    one("#" + button.dataset.open)?.showModal();
  });
}

// Countdowns: the server prints the time left, this keeps it fresh. They stand still under reduced motion.
for (const time of all("time[data-until]")) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) continue;
  const end = Date.now() + Number(time.dataset.until) * 1000;
  setInterval(() => {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    time.textContent = (parts[0] ? parts : parts.slice(1)).map((part) => String(part).padStart(2, "0")).join(":");
  }, 1000);
}

// Chromium leaves a link of that strip where it is when Tab leads to it from the right, out of sight on narrow screens.
one(".subnav")?.addEventListener("focusin", (event) => {
  event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
