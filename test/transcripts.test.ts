import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { playTranscript } from './play-transcript.ts';

describe('as typed into a shell', { concurrency: 2, timeout: 120_000 }, () => {
  for (const file of globSync(join(import.meta.dirname, 'transcripts/*.md')).sort())
    test(basename(file, '.md'), (t) => playTranscript(t, readFileSync(file, 'utf8')));
});
