// What browsers and passkeys say to each other (WebAuthn): all bytes are base64url here, as they travel. Both the door of
// people and that of the staff ask through it.
export const isKnown = typeof PublicKeyCredential === "function" && "credentials" in navigator;

const fromText = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const named = (credentials) =>
  credentials.map(({ id, transports }) => ({ type: "public-key", id: fromText(id), transports }));
const derivation = (salt) => (salt ? { prf: { eval: { first: fromText(salt) } } } : {});
const secretOf = (credential) => credential.getClientExtensionResults().prf?.results?.first;

function request({ partyId, timeout, salt }, challenge, credentials) {
  return navigator.credentials.get({
    publicKey: {
      challenge,
      rpId: partyId,
      timeout,
      userVerification: "required",
      allowCredentials: credentials,
      extensions: derivation(salt),
    },
  });
}

// Uses a passkey: { challenge, partyId, timeout, salt?, credentials }, where no credentials means whichever there is.
export async function get(from) {
  const credential = await request(from, fromText(from.challenge), named(from.credentials));
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

// Makes one: { challenge, partyId, party, timeout, salt, userId, userName, algorithms, credentials, residentKey }, where
// credentials are those that she has.
export async function create(from) {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: fromText(from.challenge),
      timeout: from.timeout,
      rp: { id: from.partyId, name: from.party },
      user: { id: fromText(from.userId), name: from.userName, displayName: from.userName },
      pubKeyCredParams: from.algorithms.map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: named(from.credentials),
      authenticatorSelection: {
        residentKey: from.residentKey,
        requireResidentKey: from.residentKey === "required",
        userVerification: "required",
      },
      attestation: "none",
      extensions: derivation(from.salt),
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
  return secretOf(await request(from, crypto.getRandomValues(new Uint8Array(32)), known));
}
