import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { emulatorProcess } from '../emulator-process.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { goFunction, javaFunction } from './programs.ts';
import { withoutPrograms } from './toolchain.ts';

const skip = withoutPrograms('java', 'mvn', 'go');

test('a template serves Java and Go as they are built for Lambda', { skip }, async (t) => {
  const directory = temporaryDirectory(t);
  const [, target = ''] = /-cp '([^:]+)\/classes:/.exec(await javaFunction('sample.Price')) ?? [];
  // As `sam build` lays it out: classes in the root, jars in lib.
  cpSync(join(target, 'classes'), join(directory, 'java'), { recursive: true });
  cpSync(join(target, 'lib'), join(directory, 'java', 'lib'), { recursive: true });
  cpSync(await goFunction(), join(directory, 'go'), { recursive: true });
  const properties = {
    InJava: { Runtime: 'java21', Handler: 'sample.Price', CodeUri: 'java/' },
    InGo: { Runtime: 'provided.al2023', Handler: 'bootstrap', CodeUri: 'go/' },
  };
  const resources = Object.entries(properties).map(([id, one]) => [
    id,
    { Type: 'AWS::Serverless::Function', Properties: { ...one, Timeout: 30, MemorySize: 512 } },
  ]);
  writeFileSync(
    join(directory, 'template.json'),
    JSON.stringify({ Resources: Object.fromEntries(resources) }),
  );
  const emulator = await emulatorProcess(directory, ['--template', 'template.json', '--state', 'memory']);
  t.after(() => emulator.end('SIGKILL'));
  for (const [name, by] of [
    ['InJava', 'java'],
    ['InGo', 'go'],
  ]) {
    const url = `${emulator.ready.Url}/2015-03-31/functions/${name}/invocations`;
    const answer = await fetch(url, { method: 'POST', body: '{"cents":250,"count":2}' });
    assert.partialDeepStrictEqual(await answer.json(), { total: 500, by, name, memory: 512 });
  }
});
