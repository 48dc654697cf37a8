import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { directoryOf } from '../../directory-of.ts';
import { definition, testHost } from './test-host.ts';

function hosted(t: TestContext, files: Readonly<Record<string, string>>, main: string) {
  const directory = directoryOf(t, files);
  return testHost(t, definition({ kind: 'node', file: join(directory, main), export: 'handler' }));
}

const files = {
  'app.ts': [
    "import { price } from './price';",
    "import { rate } from './rates/rate.js';",
    "import { names } from './names';",
    "import { plain } from './plain';",
    'export const handler = async () => [price, rate, names, plain, (await import(`./late`)).late];',
  ].join('\n'),
  'price.ts': 'export const price: number = 1;\n',
  'rates/rate.ts': "export { rate } from '../deep/rate';\n",
  'deep/rate.mts': 'export const rate: number = 2;\n',
  'names/index.ts': "export const names: string[] = ['Ada'];\n",
  'plain.js': 'export const plain = true;\n',
  'late.ts': "export const late: string = 'late';\n",
};

test('TypeScript finds what it imports without an ending, or with that of what it becomes', async (t) => {
  const { invoke } = hosted(t, files, 'app.ts');
  assert.partialDeepStrictEqual(await invoke(), { result: [1, 2, ['Ada'], true, 'late'] });
});

const missing = [
  ['nothing at all', { 'app.ts': "import './nothing';\n" }, 'app.ts', /Cannot find module '.*\/nothing'/],
  [
    'a package',
    { 'app.ts': "import 'no-such-package';\n" },
    'app.ts',
    /Cannot find package 'no-such-package'/,
  ],
  [
    'anything from JavaScript',
    { ...files, 'app.mjs': "import './price';\n" },
    'app.mjs',
    /Cannot find module '.*\/price'/,
  ],
] as const;

for (const [what, code, main, message] of missing) {
  test(`but not ${what}`, async (t) => {
    await assert.rejects(hosted(t, code, main).host.warm('tried'), ({ error }) => {
      assert.equal(error.ErrorType, 'Runtime.ImportModuleError');
      assert.match(error.ErrorMessage, message);
      return true;
    });
  });
}
