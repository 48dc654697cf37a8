import { exitCodes, Failure } from '../../cli/failure.ts';
import { checkJson } from '../../cli/payload.ts';
import type { JsonSchema } from './json-schema.ts';

// As many as a person reads through.
const few = 10;

/** Refuses a result that is not JSON, or not as a schema wants it, and says where; `name` is whose value it is. */
export function checkResult(schema: JsonSchema, result: Uint8Array, name: string): void {
  checkJson(result, name, 'with --schema a result has to be JSON');
  const violations = schema.violations(JSON.parse(new TextDecoder().decode(result)));
  if (violations.length === 0) return;
  const more = violations.length > few ? [`and ${violations.length - few} more`] : [];
  throw new Failure({
    code: 'schema-violated',
    message: `${name} is not what --schema allows: ${[...violations.slice(0, few), ...more].join('; ')}; nothing was sent`,
    hint: 'correct it, or leave out --schema to send it all the same',
    exitCode: exitCodes.refused,
  });
}
