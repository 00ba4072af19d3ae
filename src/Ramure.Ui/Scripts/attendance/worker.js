// The service worker: the application's own files, taken at installation and answered from there, network or not. `ramure` is put
// in front of this file by the server: the release and its files. Marks and sheets never pass through here.
const { release, page, files } = self.ramure;
const prefix = 'ramure-presence-';
const name = prefix + release;
const kept = new Set(files);

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(name);
  await Promise.all(files.map(async file => {
    const answer = await fetch(file, { cache: 'reload', credentials: 'omit', redirect: 'error' });
    if (!answer.ok) throw new Error(`${answer.status} ${file}`);
    await cache.put(file, answer);
  }));
  await self.skipWaiting();
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const old of await caches.keys()) if (old.startsWith(prefix) && old !== name) await caches.delete(old);
  await self.clients.claim();
})()));

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !kept.has(pathname)) return;
  if (pathname === page && request.mode !== 'navigate') return;
  event.respondWith((async () => (await (await caches.open(name)).match(pathname, { ignoreVary: true })) ?? fetch(request))());
});
