import { test } from 'node:test';
import { readAtScale } from './read-at-scale.ts';

for (const reading of ['all versions', '$LATEST only'] as const)
  test(`ten thousand executions are read where no qualifier means ${reading}`, (t) =>
    readAtScale(t, { reading }));
