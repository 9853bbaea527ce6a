// How the profile on this device fits the role of this page, worked out here:
// nothing of the profile is sent. Without a profile nothing is loaded or shown.

const KEY = 'match-profile';
const MARKS = { met: ['is-met', 'met'], partly: ['is-partly', 'partly met'], missing: ['is-missing', 'missing'] };

const place = document.querySelector('[data-fit]');

function profile() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function item({ name, slug, standing, reason }) {
  const [className, words] = MARKS[standing];
  const link = Object.assign(element('a', '', name), { href: `/skills/${slug}` });
  const parts = [element('span', 'visually-hidden', `${words}: `), link];
  if (reason) parts.push(' ', element('small', '', `(${reason})`));
  return element('li', className, ...parts);
}

function list(skills) {
  const made = element('ul', 'fit-skills', ...skills.map(item));
  made.setAttribute('role', 'list');
  return made;
}

function show({ words, conditions, groups }) {
  const title = Object.assign(element('h2', '', 'How you fit'), { id: 'fit-title' });
  const change = Object.assign(element('a', '', 'Change your profile'), { href: '/match' });
  place.replaceChildren(
    title,
    element('p', 'fit-verdict', words),
    ...(conditions.length ? [element('p', 'fit-conditions', conditions.join(' · '))] : []),
    element(
      'dl',
      'fit-groups',
      ...groups.map(({ title, skills }) => element('div', '', element('dt', '', title), element('dd', '', list(skills)))),
    ),
    element('p', 'fine-print', 'Worked out on this device from the profile you keep here. ', change),
  );
  place.setAttribute('aria-labelledby', title.id);
  place.hidden = false;
}

const own = profile();
if (own && place) {
  const { default: init, fit } = await import('/modules/fitter.js');
  await init();
  const answer = fit(own, place.dataset.facts);
  if (answer) show(JSON.parse(answer));
}
