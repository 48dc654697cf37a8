import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { oneFunction, reading } from './reading.ts';

test('CodeUri is relative to the template, and the directory of the template without one', (t) => {
  const files = { 'src/app.mjs': '' };
  const one = reading(t, oneFunction('CodeUri: src/'), { files });
  assert.partialDeepStrictEqual(one.only.code, { file: join(one.directory, 'src', 'app.mjs') });
  const other = reading(t, oneFunction('Role: a'), { files });
  assert.partialDeepStrictEqual(other.only.code, { file: join(other.directory, 'app.mjs') });
});

const python = 'def handler(event, context):\n    return 1\n';

for (const property of ['InlineCode: |', 'Code:\n  ZipFile: |']) {
  test(`${property} is written to a file`, (t) => {
    const indented = python.replaceAll(/^/gm, '    ');
    const properties = `${property}\n${indented}`;
    const template = oneFunction(properties)
      .replace('nodejs24.x', 'python3.13')
      .replace('app.handler', 'index.handler');
    const { only, directory } = reading(t, template);
    assert.ok(only.code.kind === 'python');
    const { file } = only.code;
    assert.equal(basename(file), 'index.py');
    assert.equal(dirname(dirname(file)), join(directory, 'state', 'code'));
    assert.equal(readFileSync(file, 'utf8').trimEnd(), python.trimEnd());
  });
}

test('an archive is unpacked', (t) => {
  const files = { 'package.zip': zipSync({ 'shop/app.mjs': Buffer.from('// packed') }) };
  const template = oneFunction('CodeUri: package.zip').replace('app.handler', 'shop/app.handler');
  const { only } = reading(t, template, { files });
  assert.ok(only.code.kind === 'node');
  assert.equal(readFileSync(only.code.file, 'utf8'), '// packed');
  assert.throws(() => reading(t, template, { files: { 'package.zip': 'no archive' } }), {
    code: 'code-unreadable',
    hint: 'build the archive again',
  });
});

test('what esbuild would make is served from its source', (t) => {
  const metadata =
    '    Metadata:\n      BuildMethod: esbuild\n      BuildProperties: { EntryPoints: [src/other.ts, src/app.ts] }';
  const template = `${oneFunction('CodeUri: shop/')}\n${metadata}`;
  const { only, directory } = reading(t, template, { files: { 'shop/src/app.ts': '' } });
  assert.deepEqual(only.code, {
    kind: 'node',
    file: join(directory, 'shop', 'src', 'app.ts'),
    export: 'handler',
    task: { directory: join(directory, 'shop'), handler: 'app.handler' },
  });
  assert.throws(() => reading(t, template, { files: { 'shop/src/app.txt': '' } }), {
    code: 'handler-not-found',
  });
});

test("the CDK's assets are found", (t) => {
  const template = JSON.stringify({
    Resources: {
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { S3Bucket: { 'Fn::Sub': 'cdk-assets' }, S3Key: 'abc.zip' },
          Handler: 'app.handler',
          Runtime: 'nodejs24.x',
        },
        Metadata: { 'aws:asset:path': 'asset.abc', 'aws:asset:property': 'Code' },
      },
    },
  });
  const { only, directory, warnings } = reading(t, template, { files: { 'asset.abc/app.mjs': '' } });
  assert.partialDeepStrictEqual(only.code, { file: join(directory, 'asset.abc', 'app.mjs') });
  assert.deepEqual(warnings, []);
});

const elsewhere = [
  ['PackageType: Image\nImageUri: x', 'it is a container image'],
  ['CodeUri: s3://bucket/key', 'it is at s3://bucket/key'],
  ['CodeUri: {Bucket: a, Key: b}', 'it is in a bucket'],
  ['Runtime: ruby3.4', 'The runtime ruby3.4 cannot be run here'],
  ['Runtime: ""', 'it has no Runtime'],
] as const;

for (const [properties, reason] of elsewhere) {
  test(`${JSON.stringify(properties)} is not served, and told`, (t) => {
    const template = `${oneFunction(properties)}\n  Other: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs24.x, Handler: app.handler } }`;
    const isRuntime = properties.startsWith('Runtime');
    const { functions, warnings } = reading(
      t,
      isRuntime ? template.replace('Runtime: nodejs24.x\n', 'Role: a\n') : template,
    );
    assert.deepEqual(
      functions.map(({ name }) => name),
      ['Other'],
    );
    assert.deepEqual(warnings, [`template.yaml: Code of Orders: ${reason}; the function is not served`]);
  });
}

test('a handler that is not there leaves the other functions alone', (t) => {
  const other =
    '\n  Other: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs24.x, Handler: no.handler } }';
  const { only, directory, warnings } = reading(t, oneFunction('Timeout: 5') + other);
  assert.equal(only.name, 'Orders');
  assert.deepEqual(warnings, [
    `template.yaml: Code of Other: There is no handler no.handler in ${directory}; the function is not served`,
  ]);
});
