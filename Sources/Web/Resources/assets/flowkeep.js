// Makes some things quicker. Every page works without this file.
const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Covering figures: at once here; the form tells the server, which draws the next page covered from the start.
const cover = one("[data-cover]");
cover?.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new URLSearchParams(new FormData(cover.form));
  form.set("cover", cover.value);
  const isOn = root.classList.toggle("cover-on", cover.value === "on");
  cover.value = isOn ? "off" : "on";
  cover.setAttribute("aria-pressed", String(isOn));
  one("use", cover).setAttribute("href", isOn ? "#i-eye-off" : "#i-eye");
  // Offline, this page is covered all the same; the next one is drawn as the server last knew.
  fetch(cover.form.action, { method: "POST", body: form, redirect: "manual" }).catch(() => {});
});

// The menu closes with Escape and with a press elsewhere.
const menu = one("details.menu");
addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});

// On narrow screens the current section is scrolled into view.
const here = one(".subnav [aria-current]");
if (here && here.parentElement.scrollWidth > here.parentElement.clientWidth) {
  here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;
}

// The kind of a transaction shows its fields without a press of the button.
for (const radio of all("input[name=kind][type=radio]")) {
  radio.addEventListener("change", () => one("button[name=do][value=kind]")?.click());
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

// Keyboard: N adds, / searches, J and K walk the rows, . covers figures. Off while typing.
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    one("summary", menu).focus();
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const go = (element, path) => {
    event.preventDefault();
    if (element) element.focus();
    else if (path) location.assign(path);
  };
  switch (event.key) {
    case "n":
      if (one(".tabs")) go(one("#qa"), "/today#add");
      break;
    case "/":
      if (one("input[type=search]")) go(one("input[type=search]"));
      break;
    case ".":
      cover?.click();
      break;
    case "j":
    case "k": {
      const rows = all("[data-row]");
      const next = rows.indexOf(document.activeElement) + (event.key === "j" ? 1 : -1);
      rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
      break;
    }
  }
});
if (location.hash === "#add") one("#qa")?.focus();
