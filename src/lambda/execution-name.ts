import { exitCodes, Failure } from '../cli/failure.ts';

/** Throws when the service would let no execution have that name. */
export function checkExecutionName(name: string): void {
  if (/^[a-zA-Z0-9_-]{1,64}$/.test(name)) return;
  throw new Failure({
    code: 'malformed-execution-name',
    message: `no execution can be named ${name}`,
    hint: 'names have 1 to 64 letters, digits, - and _',
    exitCode: exitCodes.refused,
  });
}
