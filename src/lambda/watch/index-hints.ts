import type { CallbackScope } from '../callbacks.ts';
import type { Lambda } from '../client.ts';
import { askPending } from '../emulator-questions.ts';

/** Tells where callbacks have come or gone since it was asked last, which durcb's emulator knows at once. */
export class IndexHints {
  readonly #lambda: Lambda;
  readonly #scope: CallbackScope;
  #open: ReadonlyMap<string, string> = new Map();

  constructor(lambda: Lambda, scope: CallbackScope) {
    this.#lambda = lambda;
    this.#scope = scope;
  }

  /** ARNs of executions, also of some outside the scope; undefined when it is not durcb's emulator that is asked. */
  async changed(signal: AbortSignal): Promise<readonly string[] | undefined> {
    const { DurableExecutionArn } = this.#scope;
    const rows = await askPending(this.#lambda.endpoint, { DurableExecutionArn }, signal);
    if (!rows) return undefined;
    const before = this.#open;
    const open = new Map<string, string>();
    for (const row of rows)
      open.set(row.DurableExecutionArn, `${open.get(row.DurableExecutionArn) ?? ''} ${row.CallbackId}`);
    this.#open = open;
    return [...new Set([...before.keys(), ...open.keys()])].filter(
      (arn) => before.get(arn) !== open.get(arn),
    );
  }
}
