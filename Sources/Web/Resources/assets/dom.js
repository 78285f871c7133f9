// What the other modules share: finding elements, asking this site for a page, showing a part of it.
// There is no text in any module: every word that is shown stands in the page already, in the person's language.
export const root = document.documentElement;
export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// A copy of something in another document, ready to stand in this one.
export const adopted = (element) => document.importNode(element, true);

// The fields of a form as it would send them.
export const fields = (form, button) => new URLSearchParams(new FormData(form, button));

// Something is said to the server, so the idle lock begins anew: here, and in the other tabs.
export const used = () => document.dispatchEvent(new Event("flowkeep:used"));

// Asks for a page and gives it as a document that runs nothing. The path is where redirects led.
// Answers with null when the person has to unlock or sign in first: what was asked was not done.
export function ask(path, { form, signal, onUpload } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(form ? "POST" : "GET", path);
    request.responseType = "document";
    request.addEventListener("error", () => reject(new Error("network")));
    request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    request.addEventListener("load", () => {
      const { pathname, search } = new URL(request.responseURL);
      if (!request.response) return reject(new Error("not a page"));
      if (pathname === "/unlock" || pathname === "/sign-in") {
        document.dispatchEvent(new CustomEvent("flowkeep:locked", { detail: pathname }));
        return resolve(null);
      }
      used();
      resolve({ page: request.response, path: pathname + search, status: request.status });
    });
    if (onUpload) request.upload.addEventListener("progress", onUpload);
    signal?.addEventListener("abort", () => request.abort());
    request.send(form ?? null);
  });
}

// Puts the main part of an answer in the place of this one's, with its title and address.
export function show({ page, path }) {
  one("main").replaceWith(adopted(one("main", page)));
  document.title = page.title;
  history.replaceState(null, "", path);
}

// Whether the person typed something into a form that is not kept yet. What came back refused stands in it as if the page
// had said it.
export function isChanged(form) {
  if (one(".notice--fail, [aria-invalid]", form)) return true;
  return [...form.elements].some((field) => {
    if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
    if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.type === "file" ? field.value !== "" : field.value !== field.defaultValue;
  });
}

// Whether keys belong to what the person is writing.
export const isTyping = (target) => Boolean(target.closest?.("input, textarea, select, [contenteditable]"));
