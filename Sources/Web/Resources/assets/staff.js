// Passkeys of the staff: signing in, following an invitation’s link, and agreeing to an access (passkeys.js).
// There is no text here: every outcome stands in the page already, hidden, and is shown by its name.
import "./frame.js";
import "./passkeys.js";
import { create, get, isKnown } from "./ceremony.js";
import { one } from "./dom.js";

const TIMEOUT = 120000; // milliseconds

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
  say(isKnown ? "ready" : "impossible");
  button.hidden = !isKnown;
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
  const used = await get({
    challenge: start.challenge,
    partyId: start.relyingParty,
    timeout: TIMEOUT,
    credentials: [],
  });
  const answer = {
    challenge: start.challenge,
    id: used.id,
    clientData: used.clientDataJSON,
    authenticatorData: used.authenticatorData,
    signature: used.signature,
    device: device(),
  };
  if (used.userHandle) answer.userHandle = used.userHandle;
  const { state } = await call("sign-in", answer);
  if (state === "in") location.assign("/staff");
  return state;
});

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
  const made = await create({
    challenge: start.challenge,
    partyId: start.relyingParty,
    party: "Flowkeep",
    timeout: TIMEOUT,
    salt: start.salt,
    userId: start.member,
    userName: start.name,
    algorithms: start.algorithms,
    credentials: [],
    residentKey: "required",
  });
  const answer = {
    link,
    challenge: start.challenge,
    id: made.id,
    clientData: made.clientDataJSON,
    attestation: made.attestationObject,
    device: device(),
  };
  if (made.secret) answer.output = made.secret;
  const { state } = await call("join", answer);
  joining.hidden = true;
  return state;
}
