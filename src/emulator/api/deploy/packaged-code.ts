import { basename, extname } from 'node:path';
import { invalidParameter } from '../../engine/rejection.ts';
import type { PackagedCode, Release, ReleasedCode } from '../../functions/function-event.ts';
import type { Package } from '../../functions/packages.ts';
import type { ApiContext } from '../action.ts';
import { runtimeOf } from '../function-configuration.ts';
import type { ConfigurationInput } from './members.ts';

/** New code for a function that keeps its runtime and handler. */
export function repackaged(
  { nodeVersion }: Pick<ApiContext, 'nodeVersion'>,
  { code, settings }: Release,
  { from }: Package,
): PackagedCode {
  if (code.kind === 'package') return { ...code, from };
  const runtime = runtimeOf({ code, settings }, nodeVersion);
  return { kind: 'package', from, runtime, handler: deployedHandler(code) };
}

/** The same code with the runtime and the handler that the request gives. Throws InvalidParameterValueException. */
export function reconfigured(
  { packages, nodeVersion }: Pick<ApiContext, 'packages' | 'nodeVersion'>,
  { code, settings }: Release,
  { Runtime, Handler }: ConfigurationInput,
): ReleasedCode {
  if (Runtime === undefined && Handler === undefined) return code;
  if (code.kind !== 'package') {
    throw invalidParameter(
      'The code is served from where it is. Update the code first, to give it another Runtime or Handler.',
    );
  }
  const runtime = Runtime ?? runtimeOf({ settings, code }, nodeVersion);
  return checked(packages, { ...code, runtime, handler: Handler ?? code.handler });
}

/** Throws InvalidParameterValueException for a runtime that nothing here can run. */
export function checked(packages: ApiContext['packages'], code: PackagedCode): PackagedCode {
  const refusal = packages.refusal(code.runtime, code.handler);
  if (refusal === undefined) return code;
  throw invalidParameter(refusal);
}

// As AWS writes it, from where the file would be in a package.
function deployedHandler(code: Exclude<ReleasedCode, PackagedCode>): string {
  if (code.kind === 'remote') return 'bootstrap';
  if (code.kind === 'command') return code.handler ?? 'bootstrap';
  const exported = code.kind === 'node' ? code.export : code.function;
  return code.task?.handler ?? `${basename(code.file, extname(code.file))}.${exported}`;
}
