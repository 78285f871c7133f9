// Passkeys: asks the browser for one and sends its answer with the form. A form with [data-passkey] is hidden until this
// module shows it, so without it the other ways in stand alone.
//
//   form[data-passkey=get|create][data-options]   where the options come from, asked with the form's own fields
//     input[name=answer]                          takes the answer, as JSON
//     [data-passkey-say=stopped|failed]           a hidden sentence
//   [data-passkey-missing]                        said where the browser knows no passkeys; goes when it does
//
// The secret of the pseudo-random function goes to this server alone, over TLS, as a passphrase would: it opens the
// vault while the person is there. Nothing of it is kept here.
import { create, get, isKnown } from "./ceremony.js";
import { all, used } from "./dom.js";

async function options(form) {
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    redirect: "error",
  });
  if (!answer.ok) throw new Error("no options");
  return answer.json();
}

const say = (form, name) => {
  for (const sentence of all("[data-passkey-say]", form)) sentence.hidden = sentence.dataset.passkeySay !== name;
};

if (isKnown) {
  for (const form of all("[data-passkey]")) form.hidden = false;
  for (const sentence of all("[data-passkey-missing]")) sentence.hidden = true;
}

addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-passkey]") || form.elements.answer.value) return; // with an answer it goes to the server
  event.preventDefault();
  say(form, null);
  const button = event.submitter;
  if (button) button.disabled = true;
  try {
    const from = await options(form);
    const answer = form.dataset.passkey === "create" ? await create({ ...from, residentKey: "preferred" }) : await get(from);
    used();
    form.elements.answer.value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    // NotAllowedError is also what a browser says when nobody touched anything for too long.
    say(form, error.name === "NotAllowedError" || error.name === "AbortError" ? "stopped" : "failed");
  } finally {
    if (button) button.disabled = false;
  }
});

// A page that comes back from the browser's memory must not send an old answer.
addEventListener("pageshow", () => {
  for (const form of all("[data-passkey]")) form.elements.answer.value = "";
});
