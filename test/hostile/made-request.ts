import type { NormalizedSchema } from '@smithy/core/schema';
import type { Random } from '../random.ts';
import { nastyText, nastyValue } from './nasty-values.ts';

/** An operation as the SDK's own model tells it. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly input: NormalizedSchema;
}

export interface MadeRequest {
  readonly method: string;
  /** Percent-encoded, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** Values that mean something to the emulator, by member: ARNs, ids and tokens that it gave out. */
export type KnownValues = ReadonlyMap<string, readonly string[]>;

/** A request of the operation whose members are right, nearly right, missing or nonsense. */
export function makeRequest(operation: Operation, known: KnownValues, random: Random): MadeRequest {
  // From requests without a fault to those in which nothing is right.
  const sanity = random.of([1, 0.95, 0.8, 0.3]) ?? 1;
  return new RequestMaker(known, random, sanity).make(operation);
}

class RequestMaker {
  readonly #known: KnownValues;
  readonly #random: Random;
  readonly #sanity: number;

  constructor(known: KnownValues, random: Random, sanity: number) {
    this.#known = known;
    this.#random = random;
    this.#sanity = sanity;
  }

  make({ method, path, input }: Operation): MadeRequest {
    const labels = new Map<string, string>();
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    const json: Record<string, unknown> = {};
    let raw: Buffer | undefined;
    for (const [name, member] of input.structIterator()) {
      const traits = member.getMergedTraits();
      if (traits.httpLabel) labels.set(name, String(this.#value(name, member)));
      else if (!this.#isPresent(name, member)) continue;
      else if (traits.httpQuery)
        query.append(String(traits.httpQuery), cut(String(this.#value(name, member))));
      else if (traits.httpHeader) headers[String(traits.httpHeader)] = headerText(this.#value(name, member));
      else if (traits.httpPayload) raw = Buffer.from(JSON.stringify(this.#value(name, member)) ?? '');
      else json[name] = this.#value(name, member);
    }
    const body = method === 'GET' ? undefined : this.#damaged(raw ?? Buffer.from(JSON.stringify(json)));
    const target = path.replace(/\{(\w+)\}/g, (_, name) => encode(labels.get(name) ?? ''));
    return { method, path: query.size > 0 ? `${target}?${query}` : target, headers, body };
  }

  // Text for which nothing right is known would spoil requests that shall be right.
  #isPresent(name: string, schema: NormalizedSchema): boolean {
    const isGuessed = schema.isStringSchema() && !this.#known.has(name) && !usual[name];
    return this.#random.chance(isGuessed ? 0.05 : 0.4 + this.#sanity / 2);
  }

  #value(name: string, schema: NormalizedSchema): unknown {
    if (!this.#random.chance(this.#sanity)) return nastyValue(this.#random);
    if (schema.isStructSchema()) return this.#struct(schema);
    if (schema.isListSchema())
      return Array.from({ length: this.#random.between(0, 3) }, () =>
        this.#value(name, schema.getValueSchema()),
      );
    if (schema.isMapSchema())
      return { [nastyText(this.#random)]: this.#value(name, schema.getValueSchema()) };
    return this.#simple(name, schema);
  }

  #struct(schema: NormalizedSchema): object {
    const made: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator())
      if (this.#isPresent(name, member)) made[name] = this.#value(name, member);
    return made;
  }

  #simple(name: string, schema: NormalizedSchema): unknown {
    const random = this.#random;
    if (schema.isNumericSchema()) return random.of([0, 1, 5, 50, 60, 86_400]);
    if (schema.isBooleanSchema()) return random.chance(0.5);
    if (schema.isTimestampSchema()) return random.of([0, 1_760_000_000, '2026-01-01T00:00:00Z']);
    if (schema.isBlobSchema()) return schema.getMergedTraits().httpPayload ? { payload: 1 } : 'AAAA';
    return random.of(this.#known.get(name) ?? usual[name] ?? ['order']);
  }

  #damaged(body: Buffer): Buffer {
    const random = this.#random;
    if (random.chance(this.#sanity) || body.length === 0) return body;
    const at = random.between(0, body.length - 1);
    if (random.chance(0.3)) return body.subarray(0, at);
    if (random.chance(0.3)) return Buffer.concat([body, body]);
    // Not UTF-8 any more.
    const damaged = Buffer.from(body);
    damaged[at] = 0xff;
    return damaged;
  }
}

const usual: Readonly<Record<string, readonly string[]>> = {
  Type: ['EXECUTION', 'CONTEXT', 'STEP', 'WAIT', 'CALLBACK', 'CHAINED_INVOKE'],
  Action: ['START', 'SUCCEED', 'FAIL', 'RETRY', 'CANCEL'],
  Id: ['a', 'b', 'c', 'd'],
  ParentId: ['a', 'b'],
  // A request that waits for the end of an execution waits for long.
  InvocationType: ['Event', 'DryRun'],
  Statuses: ['RUNNING', 'SUCCEEDED', 'FAILED', 'STOPPED', 'TIMED_OUT'],
  LogType: ['None', 'Tail'],
  CallbackId: ['AAAA'],
  CheckpointToken: ['AAAA'],
  DurableExecutionArn: [
    'arn:aws:lambda:us-east-1:123456789012:function:order:$LATEST/durable-execution/none/none',
  ],
  Payload: ['{}', '"done"'],
  ErrorType: ['Failed'],
  ErrorMessage: ['it failed'],
  MasterRegion: ['ALL'],
  FunctionVersion: ['ALL', '$LATEST', '1'],
  Resource: ['arn:aws:lambda:us-east-1:123456789012:function:order'],
  Role: ['arn:aws:iam::123456789012:role/any'],
  Handler: ['index.handler'],
  S3Bucket: ['local'],
  S3Key: ['/nowhere'],
  PackageType: ['Zip'],
  DurableExecutionName: ['one', 'two', 'three', 'four'],
  FunctionName: ['order', 'order:$LATEST', 'mail', 'arn:aws:lambda:us-east-1:123456789012:function:order'],
  Runtime: ['nodejs24.x', 'python3.13', 'provided.al2023'],
  Qualifier: ['$LATEST', '1', 'live'],
};

// What no client can put into a header at all would only try the client.
const headerText = (value: unknown): string =>
  String(value)
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?')
    .slice(0, 8000);

// Of a line that is longer still a server does not even read the end.
const cut = (text: string): string => text.slice(0, 20_000);

// Lone surrogates have no percent-encoding.
const encode = (text: string): string => encodeURIComponent(cut(text).toWellFormed());
