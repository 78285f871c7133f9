// Passkeys at the door of the staff: signing in, and following an invitation's link. Nothing else there needs a script.
// There is no text here: every outcome stands in the page already, hidden, and is shown by its name.
import "./frame.js";

const one = (selector) => document.querySelector(selector);

const decoded = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const encoded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

// Shows one outcome in the place of all others.
function say(name) {
  for (const element of document.querySelectorAll("[data-says]")) element.hidden = element.dataset.says !== name;
}

// Asks the server; the answer's JSON, or the name of what to say instead.
async function call(path, body) {
  const answer = await fetch(`/staff/call/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  const detail = one("[data-detail]");
  if (detail) detail.textContent = problem.detail ?? "";
  throw new Error(answer.status === 429 ? "tooMany" : "refused");
}

// Runs what a button is for, once at a time.
function on(button, work) {
  if (!button) return;
  const isPossible = "credentials" in navigator && "PublicKeyCredential" in globalThis;
  say(isPossible ? "ready" : "impossible");
  button.hidden = !isPossible;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      say(await work());
    } catch (error) {
      say(error.name === "NotAllowedError" ? "cancelled" : ["tooMany", "refused"].includes(error.message) ? error.message : "failed");
    }
    button.disabled = false;
  });
}

const device = () => one("[name=device]").value.trim() || navigator.platform || "-";

on(one("[data-sign-in]"), async () => {
  const start = await call("sign-in/start", {});
  const used = await navigator.credentials.get({
    publicKey: {
      challenge: decoded(start.challenge),
      rpId: start.relyingParty,
      userVerification: "required",
      timeout: 120000,
    },
  });
  const { response } = used;
  const answer = {
    challenge: start.challenge,
    id: encoded(used.rawId),
    clientData: encoded(response.clientDataJSON),
    authenticatorData: encoded(response.authenticatorData),
    signature: encoded(response.signature),
    device: device(),
  };
  if (response.userHandle?.byteLength) answer.userHandle = encoded(response.userHandle);
  const { state } = await call("sign-in", answer);
  if (state === "in") location.assign("/staff");
  return state;
});

// What the passkey derives of a salt: at once where it can, else by using it right after it was made.
async function output(made, salt, rpId) {
  const results = made.getClientExtensionResults().prf;
  if (results?.results?.first) return results.results.first;
  if (!results?.enabled) return null;
  const used = await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rpId,
      allowCredentials: [{ type: "public-key", id: made.rawId }],
      userVerification: "required",
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  return used.getClientExtensionResults().prf?.results?.first ?? null;
}

const joining = one("[data-join]");
// The secret stands behind the # of the address, which no browser sends; it leaves the address at once.
const link = location.hash.slice(1);
if (joining) {
  history.replaceState(null, "", location.pathname);
  if (!link) say("noLink");
}
let invited = null;
if (joining && link) {
  call("join/start", { link }).then(
    (start) => {
      invited = start;
      one("[data-name]").textContent = start.name;
      one("[data-role]").textContent = start.role;
      on(joining, join);
    },
    (error) => say(error.message),
  );
}

async function join() {
  // Each try has a challenge of its own.
  const start = invited ?? (await call("join/start", { link }));
  invited = null;
  const salt = decoded(start.salt);
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: decoded(start.challenge),
      rp: { id: start.relyingParty, name: "Flowkeep" },
      user: { id: decoded(start.member), name: start.name, displayName: start.name },
      pubKeyCredParams: start.algorithms.map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
      timeout: 120000,
      extensions: { prf: { eval: { first: salt } } },
    },
  });
  const derived = await output(made, salt, start.relyingParty);
  const answer = {
    link,
    challenge: start.challenge,
    id: encoded(made.rawId),
    clientData: encoded(made.response.clientDataJSON),
    attestation: encoded(made.response.attestationObject),
    device: device(),
  };
  if (derived) answer.output = encoded(derived);
  const { state } = await call("join", answer);
  joining.hidden = true;
  return state;
}
