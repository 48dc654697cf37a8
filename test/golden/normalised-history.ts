import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

const answer = z.object({ Events: z.array(z.record(z.string(), z.unknown())) });

export type NormalisedEvent = Readonly<Record<string, unknown>>;

/**
 * The history of an execution as it is on the wire, payloads included, with everything replaced that differs from run
 * to run: moments, ids, what the machine calls its folders, where an error was thrown.
 */
export async function normalisedHistory(
  url: string,
  arn: string,
  directory?: string,
): Promise<NormalisedEvent[]> {
  const path = `/2025-12-01/durable-executions/${encodeURIComponent(arn)}/history`;
  const response = await fetch(`${url}${path}?IncludeExecutionData=true&MaxItems=1000`);
  const { Events } = answer.parse(await response.json());
  const names = new Names(Events, directory);
  return Events.map((event) => normalised(event, names));
}

type Event = Readonly<Record<string, unknown>>;

function normalised(event: Event, names: Names): NormalisedEvent {
  const inner = (key: string, value: unknown): unknown => {
    if (Array.isArray(value))
      return key === 'StackTrace' ? '<stack>' : value.map((one: unknown) => inner(key, one));
    if (typeof value === 'string') return names.replaced(value);
    if (typeof value === 'number') return key.endsWith('Timestamp') ? moment(event, key, value) : value;
    return value instanceof Object
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inner(name, one)]))
      : value;
  };
  return Object.fromEntries(Object.entries(event).map(([key, value]) => [key, inner(key, value)]));
}

/** Planned moments tell how far away they are, in whole seconds; the others happened when they did. */
function moment(event: Event, key: string, value: number): string {
  if (!key.startsWith('Scheduled')) return '<time>';
  return `<time + ${Math.round(value - Number(event.EventTimestamp))}s>`;
}

const longest = 300;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What stands for the names of a run. */
class Names {
  readonly #names = new Map<string, string>();
  readonly #uuids = new Map<string, string>();

  constructor(events: readonly Event[], directory: string | undefined) {
    if (directory !== undefined) this.#names.set(directory, '<directory>');
    let operations = 0;
    for (const { Id, EventType, CallbackStartedDetails } of events) {
      if (typeof Id !== 'string' || EventType === 'ExecutionStarted' || uuid.test(Id)) continue;
      if (!this.#names.has(Id)) this.#names.set(Id, `#${++operations}`);
      const { CallbackId } = Object(CallbackStartedDetails);
      if (typeof CallbackId === 'string') this.#names.set(CallbackId, `<callback ${this.#names.get(Id)}>`);
    }
  }

  replaced(text: string): string {
    const exact = this.#names.get(text);
    if (exact !== undefined) return exact;
    if (text.length > longest) return digest(text);
    const known = [...this.#names].filter(([name]) => name.length > 8);
    const named = known.reduce((so, [name, stand]) => so.replaceAll(name, stand), text);
    return named.replaceAll(uuid, (found) => this.#uuid(found));
  }

  #uuid(found: string): string {
    const known = this.#uuids.get(found) ?? `<uuid ${this.#uuids.size + 1}>`;
    this.#uuids.set(found, known);
    return known;
  }
}

function digest(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return `<${Buffer.byteLength(text)} bytes, sha256 ${hash.slice(0, 16)}>`;
}
