// Every place on the pages that the flows touch, in one file.
export const select = {
  main: 'main',
  searchBox: 'input[name="q"]',
  searchButton: 'form[action="/jobs"] button[type="submit"]',
  hydrated: '[data-hydrated]',
  filtersButton: '.finder-filters',
  filters: '#filters',
  applyFilters: '#filters-apply',
  closeFilters: '.facets-close',
  filterOf: (field: string, value: string) => `[id="${field}-${value}"]`,
  countOf: (field: string, value: string) =>
    `label:has([id="${field}-${value}"]) .facet-count`,
  chips: '.filter-chips .chip',
  heading: '#results-total',
  total: '.results-total strong',
  result: '[data-result]',
  resultLink: '[data-result] h3 a',
  nextPage: 'a[rel="next"]',
  keysDialog: 'dialog.keys',
  notice: '.app-notice',
  finder: '.finder-root',
  posting: '.job-page',
  picture: '.roadmap-box',
  map: '.roadmap-map',
  topic: '.roadmap-table tbody th a',
  topicRow: (id: string) => `tr[data-state-of="${id}"]`,
  topicInPicture: (id: string) => `.roadmap-node[data-state-of="${id}"]`,
  skills: '[data-match-form] [name="skills"]',
  matchAsked: '.match-asked > summary',
  matchedRole: '.match-roles > li',
  matchTotal: '[data-match-total]',
  progressForm: '[data-progress-form]',
  progressSaid: '[data-progress-said]',
  progressPlain: '[data-progress-plain]',
};

/** Pages that have no address of their own data. */
export const fixedPages = [
  '/',
  '/jobs',
  '/companies',
  '/skills',
  '/outlook',
  '/salaries',
  '/compare?skills=go,rust,java',
  '/method',
  '/roadmap',
  '/match',
  '/match?skill=docker&skill=postgresql&skill=python&workplace=remote',
  '/about',
  '/sources',
  '/status',
  '/offline',
];

/** Pages without an island: they must not load any WebAssembly. */
export const pagesWithoutIslands = ['/companies', '/skills', '/salaries', '/method', '/about', '/sources', '/offline'];
