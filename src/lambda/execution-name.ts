import { exitCodes, Failure } from '../cli/failure.ts';

/** Whether the service would let an execution have that name. */
export const isExecutionName = (name: string): boolean => /^[a-zA-Z0-9_-]{1,64}$/.test(name);

/** Throws when the service would let no execution have that name. */
export function checkExecutionName(name: string): void {
  if (isExecutionName(name)) return;
  throw new Failure({
    code: 'malformed-execution-name',
    message: `no execution can be named ${name}`,
    hint: 'names have 1 to 64 letters, digits, - and _',
    exitCode: exitCodes.refused,
  });
}
