import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { generatedFiles } from '../../bin/generated-files.ts';

for (const { file, text } of generatedFiles()) {
  test(`${basename(file)} is up to date with the command table (else: npm run generate)`, () => {
    assert.equal(readFileSync(file, 'utf8'), text);
  });
}
