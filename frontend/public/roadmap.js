// The picture of the roadmap: scaled by keys, buttons, wheel and two fingers,
// moved by dragging, and with the lines of a topic lit while it is pointed at.
// Without this script the picture scrolls in its box, and every topic is a link.

const box = document.querySelector('.roadmap-box');
const drawings = [...box.querySelectorAll('svg')];
const sizes = drawings.map((svg) => [svg.width.baseVal.value, svg.height.baseVal.value]);
const map = box.querySelector('.roadmap-map');
const zoom = document.querySelector('.roadmap-zoom');

const LARGEST = 2;
const STEP = 1.25;
/* Titles are too small to read below this. */
const FAR = 0.55;
/* Pixels that a pressed pointer may move and still mean to click. */
const SLACK = 5;

let scale = 1;

const overview = () => box.clientWidth / (map.viewBox.baseVal.width + 28);

/* Scales the picture so that what lies at a point of the box stays there. */
function scaleTo(wanted, x = box.clientWidth / 2, y = box.clientHeight / 2) {
  const next = Math.min(LARGEST, Math.max(Math.min(1, overview()), wanted));
  const [left, top] = [(box.scrollLeft + x) / scale, (box.scrollTop + y) / scale];
  drawings.forEach((svg, index) => {
    const [width, height] = sizes[index];
    svg.setAttribute('width', width * next);
    svg.setAttribute('height', height * next);
  });
  scale = next;
  box.classList.toggle('is-distant', scale < FAR);
  box.scrollTo({ left: left * scale - x, top: top * scale - y, behavior: 'instant' });
}

const actions = {
  in: () => scaleTo(scale * STEP),
  out: () => scaleTo(scale / STEP),
  all: () => scaleTo(scale > overview() * 1.01 ? overview() : 1),
};

zoom.hidden = false;
zoom.addEventListener('click', ({ target }) => actions[target.closest('[data-zoom]')?.dataset.zoom]?.());

const keys = { '+': actions.in, '=': actions.in, '-': actions.out, '−': actions.out, 0: () => scaleTo(1) };
box.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

const within = ({ clientX, clientY }) => {
  const { left, top } = box.getBoundingClientRect();
  return [clientX - left, clientY - top];
};

/* A wheel scrolls; with the Control key, or pinched on a touchpad, it scales. */
box.addEventListener(
  'wheel',
  (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    scaleTo(scale * 2 ** (-event.deltaY / 200), ...within(event));
  },
  { passive: false },
);

/* One finger scrolls by itself; two scale. */
let spread = null;
const distance = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
box.addEventListener(
  'touchmove',
  (event) => {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    const [a, b] = event.touches;
    const now = distance([a, b]);
    if (spread) {
      const middle = { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
      scaleTo(scale * (now / spread), ...within(middle));
    }
    spread = now;
  },
  { passive: false },
);
for (const name of ['touchend', 'touchcancel']) box.addEventListener(name, () => (spread = null));

/* A mouse drags. */
let drag = null;
box.addEventListener('pointerdown', (event) => {
  if (event.pointerType !== 'mouse' || event.button !== 0) return;
  drag = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop, far: false };
});
addEventListener('pointermove', (event) => {
  if (!drag) return;
  const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
  drag.far ||= Math.hypot(dx, dy) > SLACK;
  if (drag.far) {
    box.classList.add('is-dragged');
    box.scrollTo({ left: drag.left - dx, top: drag.top - dy, behavior: 'instant' });
  }
});
addEventListener('pointerup', () => {
  const far = drag?.far;
  drag = null;
  // The click that ends a drag comes after this.
  if (far) setTimeout(() => box.classList.remove('is-dragged'));
});
box.addEventListener('click', (event) => {
  if (box.classList.contains('is-dragged')) event.preventDefault();
});
box.addEventListener('dragstart', (event) => event.preventDefault());

/* What a topic needs and what needs it. */
const node = (index) => box.querySelector(`[data-node="${index}"]`);
function light(index) {
  for (const lit of box.querySelectorAll('.is-lit')) lit.classList.remove('is-lit');
  map.classList.toggle('has-lit', index !== undefined);
  if (index === undefined) return;
  node(index)?.classList.add('is-lit');
  for (const edge of box.querySelectorAll(`[data-from="${index}"], [data-to="${index}"]`)) {
    edge.classList.add('is-lit');
    for (const end of [edge.dataset.from, edge.dataset.to]) node(end)?.classList.add('is-lit');
  }
}
box.addEventListener('pointerover', (event) => {
  if (event.pointerType === 'mouse' && !drag) light(event.target.closest('.roadmap-node')?.dataset.node);
});
box.addEventListener('pointerleave', () => light(undefined));

/* A selection begins where its first topic is. */
const first = node(box.dataset.first)?.querySelector('rect');
if (box.querySelector('.roadmap-node.is-off') && first) {
  const { left, top } = box.getBoundingClientRect();
  const place = first.getBoundingClientRect();
  box.scrollTo({ left: place.left - left - 60, top: place.top - top - 80, behavior: 'instant' });
}
