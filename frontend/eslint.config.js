import boundaries from 'eslint-plugin-boundaries';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** A policy: files of `from` may import files of any of `types`. */
const to = (from, ...types) => ({
  from: { element: { type: from } },
  allow: { to: { element: { type: types } } },
});

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'src/api/schema.d.ts', 'eslint.config.js'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // React calls event handlers and ignores what they return.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['**/*.tsx', '**/*.ts'], ...reactHooks.configs.flat.recommended },
  { files: ['**/*.tsx'], ...jsxA11y.flatConfigs.recommended },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': [
        { type: 'app', pattern: 'src/app' },
        { type: 'feature', pattern: 'src/features/*', capture: ['name'] },
        { type: 'ui', pattern: 'src/ui' },
        { type: 'api', pattern: 'src/api' },
      ],
    },
    rules: {
      // app > features > ui | api; a feature never imports another one.
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            to('app', 'app', 'feature', 'ui', 'api'),
            to('feature', 'ui', 'api'),
            {
              from: { element: { type: 'feature' } },
              allow: {
                to: {
                  element: {
                    type: 'feature',
                    captured: { name: '{{ from.element.captured.name }}' },
                  },
                },
              },
            },
            to('ui', 'ui', 'api'),
            to('api', 'api'),
          ],
        },
      ],
    },
  },
);
