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
import { all, used } from "./dom.js";

const isKnown = typeof PublicKeyCredential === "function";

const fromText = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function options(form) {
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    redirect: "error",
  });
  if (!answer.ok) throw new Error("no options");
  return answer.json();
}

const named = (credentials) =>
  credentials.map(({ id, transports }) => ({ type: "public-key", id: fromText(id), transports }));
const secretOf = (credential) => credential.getClientExtensionResults().prf?.results?.first;

function request(from, credentials, challenge = fromText(from.challenge)) {
  return navigator.credentials.get({
    publicKey: {
      challenge,
      rpId: from.partyId,
      timeout: from.timeout,
      userVerification: "required",
      allowCredentials: credentials,
      extensions: { prf: { eval: { first: fromText(from.salt) } } },
    },
  });
}

async function get(from) {
  const credential = await request(from, named(from.credentials));
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  const secret = secretOf(credential);
  return {
    id: toText(credential.rawId),
    clientDataJSON: toText(clientDataJSON),
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    ...(userHandle?.byteLength && { userHandle: toText(userHandle) }),
    ...(secret && { secret: toText(secret) }),
  };
}

async function create(from) {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: fromText(from.challenge),
      timeout: from.timeout,
      rp: { id: from.partyId, name: from.party },
      user: { id: fromText(from.userId), name: from.userName, displayName: from.userName },
      pubKeyCredParams: from.algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: named(from.credentials),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      attestation: "none",
      extensions: { prf: { eval: { first: fromText(from.salt) } } },
    },
  });
  const { clientDataJSON, attestationObject } = credential.response;
  const secret = secretOf(credential) ?? (await secretOfNew(from, credential));
  return {
    id: toText(credential.rawId),
    clientDataJSON: toText(clientDataJSON),
    attestationObject: toText(attestationObject),
    transports: credential.response.getTransports?.() ?? [],
    ...(secret && { secret: toText(secret) }),
  };
}

// Many authenticators say while a passkey is made that they have the function, and give its value only in use. Nothing is
// proved by this use, so what is signed is thrown away.
async function secretOfNew(from, credential) {
  if (!credential.getClientExtensionResults().prf?.enabled) return undefined;
  const known = [{ type: "public-key", id: credential.rawId, transports: credential.response.getTransports?.() }];
  const use = await request(from, known, crypto.getRandomValues(new Uint8Array(32)));
  return secretOf(use);
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
    const answer = form.dataset.passkey === "create" ? await create(from) : await get(from);
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
