// The service worker: pages that were visited stay readable without a network,
// and scripts, style and the offline page are there before they are needed.
//
// The build fills in the two placeholders. A worker without them is a
// development build's: it removes itself and whatever an earlier one kept.
const VERSION = /*VERSION*/ 'dev';
const PRECACHE = /*PRECACHE*/ [];

const RELEASE = `backboard-release-${VERSION}`; // files with fixed names
const HASHED = 'backboard-hashed'; // files whose names change with them
const PAGES = 'backboard-pages'; // pages as they were last seen
const MOST_PAGES = 60;
const MOST_TOPICS = 300; // pages of the roadmap, which are kept apart from the others
const MOST_HASHED = 150;
const OFFLINE = '/offline';

const isHashed = (path) => /^\/(pkg|style)\//.test(path);

async function precache() {
  const release = await caches.open(RELEASE);
  const hashed = await caches.open(HASHED);
  const fixed = PRECACHE.filter((path) => !isHashed(path));
  const missing = [];
  for (const path of PRECACHE.filter(isHashed)) {
    if (!(await hashed.match(path))) missing.push(path);
  }
  await Promise.all([
    release.addAll(fixed.map((path) => new Request(path, { cache: 'reload' }))),
    hashed.addAll(missing),
  ]);
}

// Pages kept from an earlier release still ask for its hashed files, so these
// go only when there are many of them, the oldest first.
async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith('backboard-release-') && name !== RELEASE) await caches.delete(name);
  }
  const hashed = await caches.open(HASHED);
  const old = (await hashed.keys()).filter((kept) => !PRECACHE.includes(new URL(kept.url).pathname));
  for (const request of old.slice(0, Math.max(0, old.length + PRECACHE.length - MOST_HASHED))) {
    await hashed.delete(request);
  }
}

async function withdraw() {
  for (const name of await caches.keys()) {
    if (name.startsWith('backboard-')) await caches.delete(name);
  }
  await self.registration.unregister();
}

function mayBeKept(response) {
  const type = response.headers.get('content-type') ?? '';
  const caching = response.headers.get('cache-control') ?? '';
  return (
    response.status === 200 &&
    response.type === 'basic' &&
    !response.redirected &&
    type.startsWith('text/html') &&
    !caching.includes('no-store')
  );
}

// Whether the program itself says that there is no such page. While it restarts, a proxy
// before it may answer 404 to everything, but without the policy that our pages have.
function isGone({ status, headers }) {
  const type = headers.get('content-type') ?? '';
  const isOurs = headers.has('content-security-policy') && type.startsWith('text/html');
  return status === 410 || (status === 404 && isOurs);
}

/* A reader goes through the roadmap for months, and must find it again. */
const isTopic = (address) => /^\/roadmap(\/|$)/.test(new URL(address).pathname);

async function keepPage(url, response) {
  const pages = await caches.open(PAGES);
  await pages.delete(url);
  await pages.put(url, response);
  const kept = await pages.keys();
  const topics = kept.filter(({ url }) => isTopic(url));
  const others = kept.filter(({ url }) => !isTopic(url));
  const old = (requests, most) => requests.slice(0, Math.max(0, requests.length - most));
  for (const request of [...old(topics, MOST_TOPICS), ...old(others, MOST_PAGES)]) {
    await pages.delete(request);
  }
}

// A page that is no more: what was kept of it would go on saying that it is.
async function forgetPage(address) {
  const pages = await caches.open(PAGES);
  const gone = meaning(address);
  for (const request of await pages.keys()) {
    if (meaning(request.url) === gone) await pages.delete(request);
  }
}

// The offline page with what can be read instead, put in before it is shown:
// nothing moves when it is.
async function offlinePage(pages, response) {
  if (!response) return Response.error();
  const items = [];
  for (const request of (await pages.keys()).reverse()) {
    const html = (await (await pages.match(request))?.text()) ?? '';
    const title = /<title>([^<]+)<\/title>/.exec(html)?.[1];
    const address = request.url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    items.push(`<li><a href="${address}">${title ?? address}</a></li>`);
  }
  const list = `<h2>Kept on this device</h2><ul class="ways">${items.join('')}</ul>`;
  const html = (await response.text()).replace(
    /(<div id="kept-pages")[^>]*>/,
    (whole, start) => (items.length > 0 ? `${start}>${list}` : whole),
  );
  const { headers, status } = response;
  return new Response(html, { headers, status });
}

// What an address asks for, in whatever order, with defaults spelt out or not.
function meaning(address) {
  const { pathname, searchParams } = new URL(address, self.location.origin);
  const said = [...searchParams].map((pair) => pair.join('=')).filter((pair) => !/=$|^status=open$/.test(pair));
  return [pathname, ...said.sort()].join('&');
}

// The newest kept page that says the same.
async function findKept(pages, address) {
  const wanted = meaning(address);
  return (await pages.keys()).reverse().find(({ url }) => meaning(url) === wanted);
}

async function showKept(client, address) {
  const kept = await findKept(await caches.open(PAGES), address);
  if (kept) await client.navigate(kept.url);
}

// A page: from the network, or as it was last seen, or the offline page.
async function page(event) {
  const { url } = event.request;
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    if (mayBeKept(response)) event.waitUntil(keepPage(url, response.clone()));
    if (isGone(response)) event.waitUntil(forgetPage(url));
    return response;
  } catch {
    const pages = await caches.open(PAGES);
    const release = await caches.open(RELEASE);
    const kept = await findKept(pages, url);
    return kept ? pages.match(kept) : offlinePage(pages, await release.match(OFFLINE));
  }
}

async function fromCache(event, name) {
  const cache = await caches.open(name);
  const kept = await cache.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.status === 200) event.waitUntil(cache.put(event.request, response.clone()));
  return response;
}

// Scripts and modules of single pages: as they are now, or as they were last.
const isPart = (path) => /^\/(modules\/|(match|fit|reader|reader\.worker)\.(js|css)$)/.test(path);

async function newest(event) {
  const cache = await caches.open(RELEASE);
  try {
    const response = await fetch(event.request);
    if (response.status === 200) event.waitUntil(cache.put(event.request, response.clone()));
    return response;
  } catch {
    return (await cache.match(event.request, { ignoreVary: true })) ?? Response.error();
  }
}

self.addEventListener('install', (event) => {
  event.waitUntil(VERSION === 'dev' ? self.skipWaiting() : precache());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    VERSION === 'dev'
      ? withdraw()
      : Promise.all([tidy(), self.registration.navigationPreload?.enable()]).then(() =>
          self.clients.claim(),
        ),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (VERSION === 'dev' || request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (isHashed(pathname)) event.respondWith(fromCache(event, HASHED));
  else if (PRECACHE.includes(pathname)) event.respondWith(fromCache(event, RELEASE));
  else if (isPart(pathname)) event.respondWith(newest(event));
});

self.addEventListener('message', (event) => {
  // The visitor agreed to the new version.
  if (event.data === 'activate') self.skipWaiting();
  // A search had no answer.
  if (event.data?.unanswered) event.waitUntil(showKept(event.source, event.data.unanswered));
  // The first page was loaded before there was a worker to keep it.
  if (event.data?.visited) {
    const url = new URL(event.data.visited, self.location.origin);
    if (url.origin !== self.location.origin) return;
    event.waitUntil(
      fetch(url, { headers: { accept: 'text/html' } }).then((response) => {
        if (mayBeKept(response)) return keepPage(url.href.split('#')[0], response);
        return isGone(response) ? forgetPage(url.href) : undefined;
      }),
    );
  }
});
