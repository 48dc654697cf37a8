import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scriptedEmulator } from '../scripted-emulator.ts';
import { apiModel, type MemberModel, type OperationModel, type Place } from './api-model.ts';

// Nothing that is asked for is there: a request that is in shape is answered with that, one that is not with its shape.
const usual: Readonly<Record<string, string>> = {
  DurableExecutionArn:
    'arn:aws:lambda:us-east-1:123456789012:function:order:$LATEST/durable-execution/none/none',
  CallbackId: 'AAAA',
  FunctionName: 'none',
};

const longArn = usual.DurableExecutionArn ?? '';

/** Text in the pattern of the member, of that length. */
function sample(wireName: string, length: number): string {
  return wireName === 'DurableExecutionArn' ? longArn.padEnd(length, 'x') : 'a'.repeat(length);
}

type Value = string | number | readonly string[] | undefined;

interface Change {
  readonly place: Place;
  readonly wireName: string;
  readonly value: Value;
}

interface Answer {
  readonly type: string | null;
  readonly message: string;
}

async function ask(base: string, name: string, change: Change): Promise<Answer> {
  const { method, path } = modelOf(name);
  const { place, wireName, value } = change;
  const labels = place === 'label' ? { ...usual, [wireName]: String(value) } : usual;
  const url = new URL(
    base + path.replace(/\{(\w+)\}/, (_, label) => encodeURIComponent(labels[label] ?? '')),
  );
  if (name === 'GetDurableExecutionState') url.searchParams.set('CheckpointToken', 'AAAA');
  if (place === 'query') setQuery(url, wireName, value);
  const headers: Record<string, string> =
    place === 'header' && value !== undefined ? { [wireName]: String(value) } : {};
  const body = method === 'POST' ? bodyOf(name, change) : undefined;
  const answer = await fetch(url, { method, headers, body });
  const text = await answer.text();
  return {
    type: answer.headers.get('x-amzn-errortype'),
    message: text ? (JSON.parse(text).message ?? '') : '',
  };
}

function modelOf(name: string): OperationModel {
  const model = apiModel[name];
  assert.ok(model);
  return model;
}

function setQuery(url: URL, wireName: string, value: Value): void {
  url.searchParams.delete(wireName);
  for (const one of Array.isArray(value) ? value : [value]) {
    if (one !== undefined) url.searchParams.append(wireName, String(one));
  }
}

function bodyOf(name: string, { place, wireName, value }: Change): string {
  if (name !== 'CheckpointDurableExecution') return '{}';
  const ChainedInvokeOptions = { FunctionName: 'none' };
  const update = { Id: 'a', Type: 'CHAINED_INVOKE', Action: 'START', ChainedInvokeOptions };
  const body = { CheckpointToken: 'AAAA', Updates: [update] };
  if (place === 'body') assign(body, wireName.split('.'), value);
  return JSON.stringify(body);
}

function assign(target: object, [name = '', ...deeper]: readonly string[], value: Value): void {
  const members: Record<string, unknown> = Object(target);
  if (deeper.length === 0) {
    members[name] = value;
    return;
  }
  members[name] ??= {};
  assign(Object(members[name]), deeper, value);
}

/** Values the member may have, and others with what is said of them. */
interface Cases {
  readonly taken: readonly Value[];
  readonly refused: readonly (readonly [value: Value, ...constraints: string[]])[];
}

function casesOf(place: Place, wireName: string, model: MemberModel): Cases {
  if (model.isInteger) return integerCases(model);
  if (model.list) return listCases(model.list, model.values ?? []);
  const missing = model.isRequired && place !== 'label' ? [[undefined, notNull] as const] : [];
  const { taken, refused } = model.values ? enumCases(model.values) : textCases(place, wireName, model);
  return { taken, refused: [...refused, ...missing] };
}

const notNull = 'Member must not be null';

function integerCases({ min = 0, max = 0 }: MemberModel): Cases {
  return {
    taken: [min, max],
    refused: [
      [min - 1, `Member must have value greater than or equal to ${min}`],
      [max + 1, `Member must have value less than or equal to ${max}`],
    ],
  };
}

function enumCases(values: readonly string[]): Cases {
  return {
    taken: values,
    refused: [['OTHER', `Member must satisfy enum value set: [${values.join(', ')}]`]],
  };
}

function listCases([, most]: readonly [number, number], values: readonly string[]): Cases {
  const one = values[0] ?? '';
  return {
    taken: values.map((value) => [value]),
    refused: [
      [
        [one, 'OTHER'],
        `Member must satisfy constraint: [Member must satisfy enum value set: [${values.join(', ')}], ${notNull}]`,
      ],
      [Array(most + 1).fill(one), `Member must have length less than or equal to ${most}`],
    ],
  };
}

function textCases(place: Place, wireName: string, { min, max = 0, pattern }: MemberModel): Cases {
  const tooLong = `Member must have length less than or equal to ${max}`;
  const noMatch = pattern === undefined ? [] : [`Member must satisfy regular expression pattern: ${pattern}`];
  const tooShort = min === undefined ? [] : [`Member must have length greater than or equal to ${min}`];
  // Bytes of a header are no letters.
  const foreign = place === 'header' ? '(' : 'ż';
  // A label that is empty makes another path, and a header that is empty says nothing.
  const canBeEmpty = min !== undefined && (place === 'query' || place === 'body');
  return {
    taken: [sample(wireName, wireName === 'DurableExecutionArn' ? longArn.length : 1), sample(wireName, max)],
    refused: [
      [sample(wireName, max + 1), tooLong],
      ...(pattern === undefined ? [] : [[foreign, ...noMatch] as const]),
      ...(canBeEmpty ? [['', ...tooShort, ...noMatch] as const] : []),
    ],
  };
}

function wordsFor(member: string, value: Value, constraints: readonly string[]): string {
  const shown = value === undefined ? 'null' : `'${Array.isArray(value) ? `[${value.join(', ')}]` : value}'`;
  const all = constraints.map(
    (constraint) => `Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`,
  );
  return `${all.length} validation ${all.length === 1 ? 'error' : 'errors'} detected: ${all.join('; ')}`;
}

describe('every member is held to the API model:', () => {
  for (const [name, { members }] of Object.entries(apiModel)) {
    test(name, async (t) => {
      const { url } = (await scriptedEmulator(t)).emulator;
      for (const [member, [place, wireName, model]] of Object.entries(members)) {
        const { taken, refused } = casesOf(place, wireName, model);
        for (const value of taken) {
          const { type, message } = await ask(url, name, { place, wireName, value });
          const isInShape = type !== 'ValidationException' && type !== 'SerializationException';
          assert.ok(isInShape, `${member} ${value}: ${message}`);
        }
        for (const [value, ...constraints] of refused) {
          const answer = await ask(url, name, { place, wireName, value });
          const message = wordsFor(member, value, constraints);
          assert.deepEqual(answer, { type: 'ValidationException', message });
        }
      }
    });
  }
});

test('several members are told at once, and the paths of several updates', async (t) => {
  const { emulator } = await scriptedEmulator(t);
  const path = `/2025-12-01/durable-executions/${encodeURIComponent(longArn)}/checkpoint`;
  const body = {
    CheckpointToken: '(',
    Updates: [
      { Id: '(', Type: 'STEP', Action: 'START' },
      { Id: 'b', Type: 'NAP' },
    ],
  };
  const answer = await fetch(emulator.url + path, { method: 'POST', body: JSON.stringify(body) });
  const { message } = Object(await answer.json());
  assert.match(message, /^4 validation errors detected: Value '\(' at 'checkpointToken' /);
  const paths = [...message.matchAll(/at '([^']+)'/g)].map(([, at]) => at);
  assert.deepEqual(paths, [
    'checkpointToken',
    'updates.1.member.id',
    'updates.2.member.type',
    'updates.2.member.action',
  ]);
});

describe('what is not of its type is a SerializationException:', () => {
  const arn = encodeURIComponent(longArn);
  const checkpoint = `/2025-12-01/durable-executions/${arn}/checkpoint`;
  const list = '/2025-12-01/functions/none/durable-executions';
  const nested = (depth: number) =>
    `{"CheckpointToken":"AAAA","Other":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  const cases: Record<string, readonly [path: string, body: string | undefined, message: string]> = {
    'text that is no number': [`${list}?MaxItems=x`, undefined, "'x' can not be converted to Integer"],
    'a number that is too large to be one': [
      `${list}?MaxItems=2147483648`,
      undefined,
      "'2147483648' can not be converted to Integer",
    ],
    'text that is no time': [`${list}?StartedAfter=NaN`, undefined, "'NaN' can not be converted to Date"],
    'text that is no flag': [
      `${list}?ReverseOrder=maybe`,
      undefined,
      "'maybe' can not be converted to Boolean",
    ],
    'a body that is no JSON': [checkpoint, '{', 'The request body is not valid JSON.'],
    'a body that is no object': [checkpoint, '[]', 'Start of structure or map found where not expected.'],
    'JSON nested very deep': [checkpoint, nested(100_000), 'JSON is nested deeper than 1000 levels.'],
    'JSON nested a little too deep': [checkpoint, nested(1000), 'JSON is nested deeper than 1000 levels.'],
  };
  for (const [what, [path, body, message]] of Object.entries(cases)) {
    test(what, async (t) => {
      const { emulator } = await scriptedEmulator(t);
      const answer = await fetch(emulator.url + path, body === undefined ? {} : { method: 'POST', body });
      assert.deepEqual(await answer.json(), { Type: 'User', message });
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get('x-amzn-errortype'), 'SerializationException');
    });
  }

  test('but not JSON that is nested as deep as it may be', async (t) => {
    const { emulator } = await scriptedEmulator(t);
    const answer = await fetch(emulator.url + checkpoint, { method: 'POST', body: nested(999) });
    assert.deepEqual(await answer.json(), { Type: 'User', message: 'Invalid checkpoint token' });
  });
});

test('a marker that is empty is none', async (t) => {
  const service = await scriptedEmulator(t);
  const arn = await service.start();
  const history = `${service.emulator.url}/2025-12-01/durable-executions/${encodeURIComponent(arn)}/history`;
  assert.deepEqual(await (await fetch(`${history}?Marker=`)).json(), await (await fetch(history)).json());
});
