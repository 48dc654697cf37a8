import type { JSONValue } from '@jmespath-community/jmespath';
import { Failure } from './failure.ts';
import { usageFailure } from './usage.ts';

export type Json = JSONValue;

/** Picks from plain data. */
export type Query = (data: Json) => Json;

/** Reads a JMESPath expression, so that a wrong one is refused before anything is done. The only code that knows the library. */
export async function compileQuery(expression: string, option = '--query'): Promise<Query> {
  const { compile, TreeInterpreter } = await import('@jmespath-community/jmespath');
  const node = attempt(
    () => compile(expression, { enable_legacy_literals: true }),
    (why) => usageFailure(`${option}: ${why}`, 'see jmespath.org'),
  );
  return (data) =>
    attempt(
      () => TreeInterpreter.search(node, data),
      (why) => new Failure({ code: 'query-failed', message: `${option}: ${why}`, hint: 'see jmespath.org' }),
    );
}

function attempt<Value>(call: () => Value, failure: (why: string) => Failure): Value {
  try {
    return call();
  } catch (error) {
    throw failure(error instanceof Error ? error.message : String(error));
  }
}
