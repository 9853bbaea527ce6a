// The reader's progress on the roadmap: read from the device, shown on lists,
// picture and pages of topics, written back when it changes. Nothing of it is
// ever sent. What progress is, the module knows.
import init, { Keeper } from '/modules/keeper.js';

/* Where the device keeps it, in the form of an export. */
const KEY = 'roadmap-progress';
/* Where what cannot be read is laid aside: it is never overwritten unseen. */
const ASIDE = 'roadmap-progress-unreadable';
const FILE = 'backboard-roadmap-progress.json';
const LARGEST_FILE = 5_000_000;
const NOT_KEPT = 'This browser keeps nothing for this site: it is lost when you leave.';
const WORDS = { done: 'Done', learning: 'Learning', skip: 'Skipped' };
const MARKS = { done: '✓', learning: '…', skip: '–' };

const root = document.querySelector('[data-progress]');
const part = (selector) => root.querySelector(selector);
const form = part('[data-progress-form]');
const tools = part('[data-progress-tools]');

await init();
const keeper = new Keeper(root.dataset.progress);

/* A browser may allow no storage, or have no room. */
function keep(name, text) {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {}
}

const say = (words) => (part('[data-progress-said]').textContent = words);

function load() {
  const text = kept(KEY);
  if (text === null) keeper.clear();
  else if (!keeper.load(text)) keep(ASIDE, text);
}

function showMarks() {
  const each = (name, show) => {
    for (const element of document.querySelectorAll(`[data-${name}]`)) {
      show(element, keeper.state(element.getAttribute(`data-${name}`)));
    }
  };
  each('state-of', (element, state) => {
    if (state) element.dataset.state = state;
    else delete element.dataset.state;
  });
  each('state-words', (element, state) => (element.textContent = WORDS[state] ?? ''));
  each('state-mark', (element, state) => (element.textContent = MARKS[state] ?? ''));
}

function fillForm() {
  const id = form.dataset.progressForm;
  form.elements.state.value = keeper.state(id);
  const { hours, notes } = form.elements;
  if (document.activeElement !== hours) hours.value = keeper.hours(id);
  if (document.activeElement !== notes) notes.value = keeper.notes(id);
}

function show() {
  showMarks();
  if (form) fillForm();
  if (tools) say(keeper.summary());
}

/* Another window may have written since: what it says of other topics stays. */
function change(id) {
  const { state, hours, notes } = form.elements;
  load();
  keeper.set(id, state.value, hours.value, notes.value);
  showMarks();
  say(keep(KEY, keeper.export()) ? 'Kept on this device.' : NOT_KEPT);
}

function save() {
  const address = URL.createObjectURL(new Blob([keeper.export()], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: address, download: FILE }).click();
  URL.revokeObjectURL(address);
}

async function take(field) {
  const [file] = field.files;
  const text = file && file.size <= LARGEST_FILE ? await file.text().catch(() => null) : null;
  field.value = '';
  if (text === null) return say('That file is too large to be an export, or cannot be read.');
  load();
  if (!keeper.import(text)) return say('That file is no export of roadmap progress. Nothing was changed.');
  const isKept = keep(KEY, keeper.export());
  show();
  say(isKept ? `Imported. ${keeper.summary()}` : NOT_KEPT);
}

/* The first press asks, the second deletes. */
function remove(button) {
  if (!('sure' in button.dataset)) {
    button.dataset.sure = '';
    button.textContent = 'Delete for good';
    return say('This deletes all progress and notes on this device. Press again to do it.');
  }
  delete button.dataset.sure;
  button.textContent = 'Delete';
  keeper.clear();
  forget(KEY);
  forget(ASIDE);
  show();
}

form?.addEventListener('submit', (event) => event.preventDefault());
form?.addEventListener('input', () => change(form.dataset.progressForm));
part('[data-progress-export]')?.addEventListener('click', save);
part('[data-progress-import]')?.addEventListener('change', ({ target }) => take(target));
part('[data-progress-delete]')?.addEventListener('click', ({ target }) => remove(target));

/* Other windows write, and a page that comes back from the history is old. */
function refresh() {
  load();
  show();
}
addEventListener('storage', ({ key }) => (key === KEY || key === null) && refresh());
addEventListener('pageshow', ({ persisted }) => persisted && refresh());

refresh();
for (const shown of [form, tools]) if (shown) shown.hidden = false;
root.dataset.ready = '';
