import { createContext, Script } from 'node:vm';

/**
 * Work that never waits, and throws once it has taken that many milliseconds. Nobody could interrupt it otherwise:
 * nothing is heard before it ends.
 */
export function brokenOffAfter<Input, Output>(
  milliseconds: number,
  work: (input: Input) => Output,
): (input: Input) => Output {
  let given: Input;
  const room = createContext({ work: () => work(given) });
  return (input) => {
    given = input;
    return script.runInContext(room, { timeout: milliseconds });
  };
}

const script = new Script('work()');

/** Whether that is what an error is about. */
export const isBrokenOff = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
