// While a statement is sent the page says how far it is, and the sending can be stopped. The server reads the file when
// it has arrived; how far that is nobody knows, so nothing is claimed about it.
import { ask, one, root, show } from "./dom.js";

addEventListener("submit", async (event) => {
  const form = event.target;
  const progress = one("#upload");
  if (!form.matches("[data-upload]") || !progress || event.defaultPrevented) return;
  event.preventDefault();
  const stop = new AbortController();
  const bar = one("progress", progress);
  const button = one("[data-stop]", progress);
  const halt = () => stop.abort();
  button.addEventListener("click", halt);
  form.hidden = true;
  progress.hidden = false;
  say(progress, "sending");
  try {
    const answer = await ask(form.getAttribute("action"), {
      form: new FormData(form),
      signal: stop.signal,
      onUpload: ({ loaded, total }) => {
        bar.max = total;
        bar.value = loaded;
        one("[data-count]", progress).textContent = `${size(loaded)} / ${size(total)}`;
        if (loaded < total) return;
        bar.removeAttribute("value"); // it has arrived; from here on there is no measure
        say(progress, "reading");
      },
    });
    if (!answer) form.hidden = false;
    else if (answer.status < 400) return location.assign(answer.path);
    else show(answer);
  } catch (error) {
    form.hidden = false;
    say(progress, error.name === "AbortError" ? "stopped" : "failed");
    one("input[type=file]", form)?.focus();
  } finally {
    button.removeEventListener("click", halt);
  }
});

// Of the sentences in the page one is shown; the bar and the button only while something is going on.
function say(progress, name) {
  for (const sentence of progress.querySelectorAll("[data-say]")) sentence.hidden = sentence.dataset.say !== name;
  const isOver = name === "stopped" || name === "failed";
  for (const part of progress.querySelectorAll("progress, [data-stop], [data-count]")) part.hidden = isOver;
}

function size(bytes) {
  const unit = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  const format = { style: "unit", unit: unit[0], maximumFractionDigits: unit[1] === 1e6 ? 1 : 0 };
  return new Intl.NumberFormat(root.lang || undefined, format).format(bytes / unit[1]);
}
