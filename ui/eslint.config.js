// What the code of the window may not do.
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const onlyInBackend = {
  group: ['@tauri-apps/*'],
  message: 'Only src/lib/backend.ts may know Tauri.',
};

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/lib/wire.gen.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    rules: {
      'max-lines': ['error', 300],
      'no-undef': 'off',
      'no-restricted-imports': ['error', { patterns: [onlyInBackend] }],
    },
  },
  // Words are not code: all of them stand in one file, however many there are.
  { files: ['src/lib/strings.ts'], rules: { 'max-lines': 'off' } },
  { files: ['src/lib/backend.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    // The tiers: what stands lower never knows what stands higher.
    files: ['src/lib/**', 'src/shared/**'],
    ignores: ['src/lib/backend.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [onlyInBackend, { group: ['**/views/*', '**/parts/*'], message: 'Views and parts stand above.' }] },
      ],
    },
  },
  {
    files: ['src/parts/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [onlyInBackend, { group: ['**/views/*'], message: 'Views stand above parts.' }] },
      ],
    },
  },
);
