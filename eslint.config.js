import js from '@eslint/js';
import globals from 'globals';

/** Which folders of static/js the modules of a folder may import, besides their own. */
const LAYERS = {
  lib: [],
  model: ['lib'],
  data: ['lib', 'model'],
  charts: ['lib', 'model'],
  views: ['lib', 'model', 'data', 'charts'],
  app: ['lib', 'model', 'data', 'charts', 'views'],
};

/** What computes knows neither the document nor the network; these it may use. */
const PURE = ['lib', 'model'];
const PURE_GLOBALS = { URLSearchParams: 'readonly' };

const layer = ([folder, below]) => ({
  files: [`static/js/${folder}/**/*.js`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^app/(?!(?:${[folder, ...below].join('|')})/)`,
            message: `${folder}/ imports only ${below.join(', ') || 'itself'}.`,
          },
          { regex: '^\\.', message: 'Modules name each other as app/….' },
        ],
      },
    ],
  },
});

export default [
  { ignores: ['target/', 'node_modules/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'no-unused-vars': ['error', { ignoreRestSiblings: true }] },
  },
  {
    files: ['static/**/*.js'],
    ignores: PURE.map((folder) => `static/js/${folder}/**`),
    languageOptions: { globals: globals.browser },
  },
  {
    files: PURE.map((folder) => `static/js/${folder}/**/*.js`),
    languageOptions: { globals: PURE_GLOBALS },
    rules: { 'no-restricted-globals': ['error', 'globalThis'] },
  },
  { files: ['src/test/js/**/*.js', '*.js'], languageOptions: { globals: globals.node } },
  { files: ['static/single/*.js'], languageOptions: { sourceType: 'script' } },
  ...Object.entries(LAYERS).map(layer),
  {
    files: ['static/js/main.js'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^app/(?!(?:app|data|model|lib)/)' }] },
      ],
    },
  },
];
