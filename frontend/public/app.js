// Conveniences on top of pages that work without them: keys, reading offline,
// and a word when a new version is ready.

const find = (selector) => document.querySelector(selector);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* A line at the foot of the window, with an action or without one. */
function notice(text, label, action) {
  find('.app-notice')?.remove();
  const bar = element('div', { className: 'app-notice', role: 'status' }, element('p', { textContent: text }));
  if (label) bar.append(element('button', { type: 'button', className: 'button', textContent: label, onclick: action }));
  bar.append(
    element('button', {
      type: 'button',
      className: 'button button-quiet',
      textContent: 'Dismiss',
      onclick: () => bar.remove(),
    }),
  );
  document.body.append(bar);
}

/* Keys. */
const KEYS = [
  ['/', 'Go to the search box'],
  ['j', 'Next result'],
  ['k', 'Previous result'],
  ['Enter', 'Open the result'],
  ['?', 'Show these keys'],
  ['Esc', 'Close'],
];

function showKeys() {
  let dialog = find('dialog.keys');
  if (!dialog) {
    const rows = KEYS.flatMap(([key, meaning]) => [
      element('dt', {}, element('kbd', { textContent: key })),
      element('dd', { textContent: meaning }),
    ]);
    dialog = element(
      'dialog',
      { className: 'keys' },
      element('h2', { id: 'keys-title', textContent: 'Keys' }),
      element('dl', {}, ...rows),
      element('form', { method: 'dialog' }, element('button', { className: 'button', textContent: 'Close' })),
    );
    dialog.setAttribute('aria-labelledby', 'keys-title');
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}

function focusSearch() {
  const field = find('main input[type=search], main input[name=q]') ?? find('input[name=q]');
  if (!field) return location.assign('/jobs');
  field.focus();
  field.select();
}

function moveTo(step) {
  const results = [...document.querySelectorAll('[data-result]')];
  const now = results.findIndex((result) => result.contains(document.activeElement));
  const next = results[now < 0 ? (step > 0 ? 0 : results.length - 1) : now + step];
  next?.querySelector('a')?.focus();
}

const actions = {
  '/': focusSearch,
  '?': showKeys,
  j: () => moveTo(1),
  k: () => moveTo(-1),
};

addEventListener('keydown', (event) => {
  const writing = event.target.closest?.('input, textarea, select, dialog, [contenteditable]');
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (!action || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-keys]')) showKeys();
});
for (const opener of document.querySelectorAll('[data-keys]')) opener.hidden = false;

/* A part of the client that is gone: this page is older than the release. */
const MISSING = 'reloaded-for-missing-part';
if (window.PerformanceObserver) {
  new PerformanceObserver((list) => {
    const gone = list
      .getEntries()
      .some((entry) => entry.responseStatus === 404 && new URL(entry.name).pathname.startsWith('/pkg/'));
    const last = Number(sessionStorage.getItem(MISSING));
    if (!gone || Date.now() - last < 60_000) return;
    sessionStorage.setItem(MISSING, Date.now());
    location.reload();
  }).observe({ type: 'resource', buffered: true });
}

/* The service worker. */
function offerUpdate(worker) {
  notice('A new version is ready', 'Reload', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    worker.postMessage('activate');
  });
}

async function register() {
  const container = navigator.serviceWorker;
  if (!container.controller) {
    container.addEventListener(
      'controllerchange',
      () => container.controller?.postMessage({ visited: location.href }),
      { once: true },
    );
  }
  const registration = await container.register('/sw.js', { updateViaCache: 'none' });
  if (registration.waiting && container.controller) offerUpdate(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && container.controller) offerUpdate(worker);
    });
  });
}

if ('serviceWorker' in navigator) {
  // After the page: the worker's downloads must not compete with it.
  if (document.readyState === 'complete') register();
  else addEventListener('load', () => register());
}

/* Without a network. The offline page says so itself. */
if (!navigator.onLine && !find('#kept-pages')) {
  notice('You are offline. This is the page as you last saw it.');
}
