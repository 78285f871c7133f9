// When the server cannot be reached, a page of ours says so, in the look of the others. What is kept on this device is
// named below: style, scripts and icon, which are the same for everybody, and that page. Lines typed meanwhile are kept
// elsewhere (queue.js), as ciphertext that this device cannot open.
const version = "asset:version";
const files = ["asset:files"];
const offline = "/offline" + location.search;

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (files.includes(address.pathname)) event.respondWith(file(request));
  // Everything else goes to the server as if this worker were not here.
});

// Without her cookies: what is fetched here cannot be hers.
async function keep() {
  const cache = await caches.open(version);
  const wanted = [...files, offline].map((path) => new Request(path, { credentials: "omit", cache: "no-cache" }));
  await cache.addAll(wanted);
  await skipWaiting();
}

async function takeOver() {
  for (const name of await caches.keys()) if (name !== version) await caches.delete(name);
  // The request for a page leaves at once, not when this worker has started.
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(offline, { cacheName: version })) ?? Response.error();
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName: version })) ?? fetch(request);
}
