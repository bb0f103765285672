import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

/**
 * Two habits are enforced here:
 * no `any`, and no hand-written shape of the HTTP interface. The server speaks snake_case, so a property
 * signature in snake_case outside the generated schema is a copy of it: use `Schema<'Name'>` instead.
 */
export default ts.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'test-results/**', 'packages/api/src/schema.ts', 'packages/api/src/permissions.ts'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['packages/*/src/**/*.{ts,vue}', 'apps/*/src/**/*.{ts,vue}'],
    rules: {
      'vue/multi-word-component-names': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Call the server through @niangjia/api.' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSPropertySignature[key.name=/_/], TSPropertySignature[key.value=/_/]',
          message: "This looks like a hand-written API type. Use Schema<'Name'> from @niangjia/api.",
        },
        { selector: "CallExpression[callee.property.name='innerHTML']", message: 'No raw HTML.' },
      ],
      'vue/no-v-html': 'error',
    },
  },
)
