// The match's tool for resumes: a file or pasted text is read on this device,
// the skills found in it are shown in place and put into the form's field, and
// skills and goal can be kept here. The text is never sent and never kept;
// without this script the form is filled in by hand.

const READ_MS = 15_000;
/* A little more than the module takes, so that it says so itself. */
const LARGEST_FILE = 10_000_001;
const FILE = 'backboard-match-profile.json';
const KEY = 'match-profile';
const FORMAT = 'backboard-match-profile';
const NOT_KEPT = 'This browser keeps nothing for this site.';
const TOO_SLOW =
  'Reading took longer than 15 seconds and was stopped. Save the file anew as PDF or text, or paste its text.';
const BROKE =
  'This file is built in a way that cannot be read here. Save it anew as PDF or text, or paste its text.';

const form = document.querySelector('[data-match-form]');
const place = document.querySelector('[data-reader]');
const field = form.elements.skills;

function element(name, properties = {}, ...children) {
  const { dataset, ...plain } = properties;
  const made = Object.assign(document.createElement(name), plain);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
}

const button = (text, onclick, extra = '') =>
  element('button', { type: 'button', className: `button button-quiet ${extra}`, textContent: text, onclick });
const counted = (count, one, many) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/* The skills of the field: its text is all the state there is. */
const listed = () => field.value.split(/[,;\n]/).map((name) => name.trim()).filter(Boolean);
const same = (one, other) => one.toLowerCase() === other.toLowerCase();
const isListed = (name) => listed().some((other) => same(name, other));

function write(names) {
  field.value = names.join(', ');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const add = (names) => write([...listed(), ...names.filter((name) => !isListed(name))]);
const drop = (name) => write(listed().filter((other) => !same(name, other)));
const toggle = (name) => (isListed(name) ? drop(name) : add([name]));

/* The parts of the tool. */
const said = element('p', { className: 'reader-said' });
said.setAttribute('role', 'status');
const trouble = element('p', { className: 'reader-trouble', hidden: true });
trouble.setAttribute('role', 'alert');
const file = element('input', {
  type: 'file',
  className: 'visually-hidden',
  id: 'reader-file',
  accept: '.pdf,.docx,.txt,.md,.markdown,text/plain,text/markdown,application/pdf',
});
const pasted = element('textarea', { id: 'reader-text', rows: 6, spellcheck: false });
const found = element('div', { className: 'reader-found', hidden: true });
const dropZone = element(
  'div',
  { className: 'reader-drop' },
  element('label', { className: 'button button-quiet', htmlFor: 'reader-file' }, 'Choose a resume'),
  file,
  element('p', {}, 'or drop it here: PDF, Word (.docx), text or Markdown, up to 10 MB. It is read on this device and never sent.'),
);
const paste = element(
  'details',
  { className: 'reader-paste' },
  element('summary', {}, 'Or paste the text'),
  element('label', { htmlFor: 'reader-text', className: 'visually-hidden' }, 'Text of your resume'),
  pasted,
  button('Find skills in this text', () => read(new Blob([pasted.value]), 'the text')),
);

/* Reading. The worker is made ready as soon as somebody comes near, and kept; it
   is ended when it fails, takes too long, or is asked for something else. */
let compiled;
let worker;
let waiting;
let running = 0;

function complain(words) {
  said.textContent = '';
  trouble.textContent = words;
  trouble.hidden = false;
}

function stop(words) {
  worker?.terminate();
  worker = undefined;
  waiting?.reject(new Error(words));
  waiting = undefined;
}

/* A worker with the module in it, made at most once. */
async function ready() {
  compiled ??= WebAssembly.compileStreaming(fetch('/modules/reader_bg.wasm'));
  let module;
  try {
    module = await compiled;
  } catch {
    compiled = undefined;
    throw new Error('The reader could not be loaded. Check the connection and try again.');
  }
  if (worker) return worker;
  worker = new Worker('/reader.worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => {
    waiting?.resolve(data);
    waiting = undefined;
  };
  worker.onerror = (event) => {
    event.preventDefault();
    stop(BROKE);
  };
  worker.postMessage({ module });
  return worker;
}

/* The worker's answer to a file. */
async function ask(bytes) {
  if (waiting) stop('');
  const worker = await ready();
  const late = setTimeout(() => stop(TOO_SLOW), READ_MS);
  const answer = new Promise((resolve, reject) => (waiting = { resolve, reject }));
  worker.postMessage({ bytes }, [bytes]);
  return answer.finally(() => clearTimeout(late));
}

/* The answer to a file, or why there is none. */
async function answerTo(blob) {
  let bytes;
  try {
    bytes = await blob.slice(0, LARGEST_FILE).arrayBuffer();
  } catch {
    return [null, 'This file cannot be opened. Choose it again.'];
  }
  try {
    return [JSON.parse(await ask(bytes))];
  } catch ({ message }) {
    return [null, message];
  }
}

async function read(blob, name) {
  const turn = ++running;
  trouble.hidden = true;
  found.hidden = true;
  place.setAttribute('aria-busy', 'true');
  said.textContent = `Reading ${name} …`;
  const [answer, words] = await answerTo(blob);
  if (turn !== running) return;
  place.removeAttribute('aria-busy');
  if (!answer) complain(words);
  else if (answer.refused) complain(answer.refused.words);
  else show(answer.read);
}

/* What was found. */
function show({ format, pages, text, skills }) {
  const what = pages ? `${format}, ${counted(pages, 'page', 'pages')}` : format;
  const names = skills.map(({ name }) => name);
  const fresh = names.filter((name) => !isListed(name)).length;
  said.textContent = names.length
    ? `Read (${what}): ${counted(names.length, 'skill', 'skills')} found, ${fresh} added to the list below.`
    : `Read (${what}), but no skill of our vocabulary is named in it. Add yours below.`;
  found.replaceChildren(
    ...(names.length ? [element('p', { className: 'reader-hint' }, 'Press a skill to leave it out or take it back.')] : []),
    element('ul', { className: 'reader-skills' }, ...skills.map(({ name, places }) => element('li', {}, switchOf(name, places.length)))),
    element(
      'details',
      { className: 'reader-text' },
      element('summary', {}, 'The text, with what was found'),
      marked(text, skills),
    ),
    adding(),
  );
  found.querySelector('ul').setAttribute('role', 'list');
  found.hidden = false;
  add(names);
}

function switchOf(name, places) {
  const made = element('button', { type: 'button', className: 'reader-skill', dataset: { skill: name }, onclick: () => toggle(name) }, name);
  if (places > 1) made.append(' ', element('small', {}, element('span', { className: 'visually-hidden' }, 'named '), `${places} ×`));
  return made;
}

/* The text with a switch at every place of a skill. */
function marked(text, skills) {
  const places = skills
    .flatMap(({ name, places }) => places.map((place) => ({ name, ...place })))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const shown = element('div', { className: 'reader-marked', tabIndex: 0 });
  shown.setAttribute('role', 'region');
  shown.setAttribute('aria-label', 'Text of the resume');
  let at = 0;
  for (const { name, start, end } of places) {
    if (start < at) continue;
    const written = text.slice(start, end);
    const mark = element('button', { type: 'button', className: 'reader-mark', dataset: { skill: name }, onclick: () => toggle(name) }, written);
    if (written !== name) mark.title = name;
    shown.append(text.slice(at, start), mark);
    at = end;
  }
  shown.append(text.slice(at));
  return shown;
}

/* A field for skills that were not found. */
function adding() {
  const input = element('input', { id: 'reader-add', autocomplete: 'off' });
  const take = () => {
    const names = input.value.split(/[,;]/).map((name) => name.trim()).filter(Boolean);
    if (names.length === 0) return;
    add(names);
    said.textContent = `${names.join(', ')} added to the list below.`;
    input.value = '';
    input.focus();
  };
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    take();
  });
  return element(
    'div',
    { className: 'reader-add' },
    element('label', { htmlFor: 'reader-add' }, 'Add a skill that is missing here'),
    input,
    button('Add', take),
  );
}

/* The switches follow the field, whoever writes in it. */
function follow() {
  const names = listed().map((name) => name.toLowerCase());
  for (const made of found.querySelectorAll('[data-skill]')) {
    made.setAttribute('aria-pressed', names.includes(made.dataset.skill.toLowerCase()));
  }
}
field.addEventListener('input', follow);

/* The ways in. */
file.addEventListener('change', () => {
  const [chosen] = file.files;
  if (chosen) void read(chosen, chosen.name);
  file.value = '';
});
for (const name of ['pointerenter', 'focusin', 'dragenter']) {
  place.addEventListener(name, () => ready().catch(() => {}), { once: true });
}
const carriesFile = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
dropZone.addEventListener('dragover', (event) => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  dropZone.classList.add('is-over');
});
dropZone.addEventListener('dragleave', () => dropZone.classList.remove('is-over'));
dropZone.addEventListener('drop', (event) => {
  dropZone.classList.remove('is-over');
  const [dropped] = event.dataTransfer.files;
  if (!dropped) return;
  event.preventDefault();
  void read(dropped, dropped.name);
});

/* The profile on this device: skills and goal, never the text. */
const profileSaid = element('p', { className: 'reader-said' });
profileSaid.setAttribute('role', 'status');

function profile() {
  const goal = [...new FormData(form)].filter(([name, value]) => !['skills', 'skill'].includes(name) && value !== '');
  return { format: FORMAT, version: 1, skills: listed(), goal };
}

function kept() {
  try {
    return parsed(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function parsed(text) {
  try {
    const found = JSON.parse(text);
    return found?.format === FORMAT && Array.isArray(found.skills) ? found : null;
  } catch {
    return null;
  }
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(profile()));
    profileSaid.textContent = 'Kept on this device: skills and goal, not the resume. Pages of roles now say how you fit.';
  } catch {
    profileSaid.textContent = NOT_KEPT;
  }
  showTools();
}

/* Fills the form in; several fields of one name take the values in turn. */
function fill({ skills, goal }) {
  const values = new Map();
  for (const [name, value] of Array.isArray(goal) ? goal : []) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    const { name, type } = control;
    if (!name || ['skills', 'skill'].includes(name) || type === 'hidden') continue;
    if (type === 'checkbox' || type === 'radio') control.checked = values.get(name)?.includes(control.value) ?? false;
    else if (values.get(name)?.length) control.value = values.get(name).shift();
  }
  write(skills.filter((name) => typeof name === 'string'));
}

function exportProfile() {
  const text = JSON.stringify(profile());
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', { href: address, download: FILE }).click();
  URL.revokeObjectURL(address);
}

async function importProfile(input) {
  const [chosen] = input.files;
  input.value = '';
  const found = chosen && chosen.size < 1_000_000 ? parsed(await chosen.text().catch(() => '')) : null;
  if (!found) return (profileSaid.textContent = 'That file is no export of a profile. Nothing was changed.');
  fill(found);
  profileSaid.textContent = 'Imported into the form. Save it to keep it on this device.';
}

/* The first press asks, the second deletes. */
function forget() {
  if (!('sure' in removal.dataset)) {
    removal.dataset.sure = '';
    removal.textContent = 'Delete for good';
    profileSaid.textContent = 'This deletes the profile from this device. Press again to do it.';
    return;
  }
  try {
    localStorage.removeItem(KEY);
  } catch {}
  profileSaid.textContent = 'Deleted. Nothing of it is on this device any more.';
  showTools();
}

const removal = button('Delete', forget);
function showTools() {
  delete removal.dataset.sure;
  removal.textContent = 'Delete';
  removal.hidden = kept() === null;
}

const imported = element('input', { type: 'file', className: 'visually-hidden', id: 'reader-import', accept: 'application/json,.json' });
imported.addEventListener('change', () => importProfile(imported));
const tools = element(
  'div',
  { className: 'reader-profile' },
  profileSaid,
  button('Save on this device', keep),
  button('Export', exportProfile),
  element('label', { className: 'button button-quiet', htmlFor: 'reader-import' }, 'Import'),
  imported,
  removal,
);
tools.setAttribute('role', 'group');
tools.setAttribute('aria-label', 'Your profile on this device');

/* Everything is shown at once, when its style is there. */
async function unfold() {
  place.classList.add('reader');
  place.setAttribute('role', 'group');
  place.setAttribute('aria-label', 'Skills from a resume');
  place.append(dropZone, paste, said, trouble, found);
  form.append(tools);
  showTools();
  const own = kept();
  if (own && location.search === '') {
    fill(own);
    profileSaid.textContent = 'Filled in from the profile on this device.';
  }
  await new Promise((resolve) => {
    document.head.append(element('link', { rel: 'stylesheet', href: '/reader.css', onload: resolve, onerror: resolve }));
  });
  place.hidden = false;
  place.dataset.ready = '';
}
void unfold();
