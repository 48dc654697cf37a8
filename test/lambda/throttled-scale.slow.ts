import { test } from 'node:test';
import { everyThird } from '../aws-like-proxy.ts';
import { readAtScale } from './read-at-scale.ts';

// The other reading is throttled in scale.test.ts: here it would only wait two minutes more.
test('ten thousand executions are read where a third is throttled', (t) =>
  readAtScale(t, { reading: 'all versions', isThrottled: everyThird(3) }));
