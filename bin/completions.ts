import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completionFiles, completionScript, shells } from '../src/cli/completion.ts';
import { commands } from '../src/commands/index.ts';

const directory = join(import.meta.dirname, '..', 'completions');

for (const shell of shells)
  writeFileSync(join(directory, completionFiles[shell]), completionScript(shell, commands));
