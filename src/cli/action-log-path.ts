import { join } from 'node:path';
import { stateDirectory } from './state-directory.ts';

/** Where it is written down what was changed, by whom and why; undefined where nobody has a home. */
export function actionLogPath(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const directory = stateDirectory(environment);
  return directory && join(directory, 'actions.jsonl');
}
