// Registers the worker that has a page to show when the server cannot be reached. Every page works without it.
const address = `/service-worker.js?lang=${document.documentElement.lang}`;
// The content security policy takes script addresses from a policy only; this one knows a single address.
const policy = globalThis.trustedTypes?.createPolicy("flowkeep-worker", { createScriptURL: () => address });
// A browser that refuses (a private window, a certificate it was not told to trust) goes on without.
navigator.serviceWorker?.register(policy?.createScriptURL("") ?? address, { scope: "/" }).catch(() => {});
