// Conveniences on top of pages that work without them.

const find = (selector) => document.querySelector(selector);

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* A line at the foot of the window. */
function notice(about, text, label, action) {
  find('.app-notice')?.remove();
  const bar = element('div', { className: 'app-notice', role: 'status' }, element('p', { textContent: text }));
  bar.dataset.about = about;
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

const withdraw = (about) => find(`.app-notice[data-about=${about}]`)?.remove();

/* Keys. */
const KEYS = [
  ['/', 'Go to the search box'],
  ['j', 'Next result'],
  ['k', 'Previous result'],
  ['Enter', 'Open the result'],
  ['?', 'Show these keys'],
  ['Esc', 'Close'],
];

/* Where nothing may be kept, they are on. */
let keysAreOff = false;
try {
  keysAreOff = localStorage.getItem('keys') === 'off';
} catch {}

function showKeys() {
  let dialog = find('dialog.keys');
  if (!dialog) {
    const rows = KEYS.flatMap(([key, meaning]) => [
      element('dt', {}, element('kbd', { textContent: key })),
      element('dd', { textContent: meaning }),
    ]);
    const use = element('input', {
      type: 'checkbox',
      checked: !keysAreOff,
      onchange() {
        keysAreOff = !use.checked;
        localStorage.setItem('keys', keysAreOff ? 'off' : 'on');
      },
    });
    dialog = element(
      'dialog',
      { className: 'keys' },
      element('h2', { id: 'keys-title', textContent: 'Keys' }),
      element('dl', {}, ...rows),
      element('label', { className: 'keys-switch' }, use, 'Use keys'),
      element('form', { method: 'dialog' }, element('button', { className: 'button', textContent: 'Close' })),
    );
    dialog.setAttribute('aria-labelledby', 'keys-title');
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}

function focusSearch() {
  const field = find('main input[type=search]');
  if (!field) return location.assign('/jobs#q');
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
  const writing = event.target.closest?.('input:not([type=checkbox]), textarea, select, dialog, [contenteditable]');
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (!action || keysAreOff || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});

document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-keys]')) showKeys();
});
for (const opener of document.querySelectorAll('[data-keys]')) opener.hidden = false;

if (location.hash === '#q') {
  history.replaceState(null, '', location.pathname);
  focusSearch();
}

/* What lies beneath the sheet of filters cannot be reached. */
const sheet = find('#filters');
sheet?.addEventListener('beforetoggle', ({ newState }) => {
  for (const part of document.querySelectorAll('.finder > :not(.facets), body > :not(main, dialog)')) {
    part.inert = newState === 'open';
  }
});
matchMedia('(min-width: 62rem)').addEventListener('change', () => {
  if (sheet?.matches(':popover-open')) sheet.hidePopover();
});

/* A search without an answer: the worker may have kept its page. */
addEventListener(
  'unanswered',
  ({ target }) => {
    notice('search', 'That search had no answer. The results are as they were.', 'Try again', () => {
      withdraw('search');
      find('#results-total').focus({ preventScroll: true });
      target.dispatchEvent(new Event('retry'));
    });
    navigator.serviceWorker?.controller?.postMessage({ ...target.dataset });
  },
  true,
);
addEventListener('answered', () => withdraw('search'), true);

/* A part of the client that is gone: this page is older than the release. */
const MISSING = 'missing-part';
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
  notice('version', 'A new version is ready', 'Reload', () => {
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
  // Its downloads must not compete with the page.
  if (document.readyState === 'complete') register();
  else addEventListener('load', () => register());
}

/* The offline page says so itself. */
function sayOffline() {
  if (!find('#kept-pages')) notice('network', 'You are offline. This is the page as you last saw it.');
}
if (!navigator.onLine) sayOffline();
addEventListener('offline', sayOffline);
addEventListener('online', () => withdraw('network'));
