import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { recentLambda } from '../../../src/lambda/cache/recent-lambda.ts';
import { connect } from '../../../src/lambda/client.ts';
import { temporaryStore } from './temporary-cache.ts';

const minute = 60_000;

/** Runs of durcb, each with a lambda that takes answers no older than five minutes, over a service that lists three pages. */
function runs(t: Parameters<typeof temporaryStore>[0]) {
  const { clock, directory, open, openHistories } = temporaryStore(t);
  const asked: unknown[] = [];
  const service = connect({ endpoint: 'http://127.0.0.1:9', environment: {} });
  service.close();
  const Variables = { PASSWORD: 'secret' };
  const lambda = {
    ...service,
    async listFunctions({ Marker }: { Marker?: string | undefined }) {
      const page = Number(Marker ?? 0);
      asked.push(page);
      const Functions = [{ FunctionName: `f${page}`, DurableConfig: {}, Environment: { Variables } }];
      return { Functions, NextMarker: page < 2 ? String(page + 1) : undefined };
    },
    async listTags() {
      asked.push('tags');
      return { Tags: { team: 'pay' } };
    },
    async listDurableExecutionsByFunction({ StartedBefore }: { StartedBefore?: Date | undefined }) {
      asked.push(StartedBefore);
      return { DurableExecutions: [] };
    },
  };
  const run = (scope = 'me') => {
    const since = clock.now() - 5 * minute;
    return recentLambda(lambda, { store: open(), histories: openHistories(), scope, since });
  };
  async function namesOf(pages: number, scope?: string) {
    const { lambda, oldest } = run(scope);
    const names: unknown[] = [];
    let Marker: string | undefined;
    for (let page = 0; page < pages; page++) {
      const { Functions = [], NextMarker } = await lambda.listFunctions({ Marker });
      names.push(...Functions.map(({ FunctionName }) => FunctionName));
      Marker = NextMarker;
    }
    return { names, asked: asked.splice(0), age: clock.now() - (oldest() ?? clock.now()) };
  }
  return { clock, directory, asked, run, namesOf };
}

const names = ['f0', 'f1', 'f2'];

describe('an answer that is recent enough', () => {
  test('is taken, every page of it', async (t) => {
    const { namesOf, clock } = runs(t);
    assert.deepEqual(await namesOf(3), { names, asked: [0, 1, 2], age: 0 });
    clock.advance(5 * minute);
    assert.deepEqual(await namesOf(3), { names, asked: [], age: 5 * minute });
    clock.advance(1);
    assert.deepEqual(await namesOf(3), { names, asked: [0, 1, 2], age: 0 });
  });

  test('is not taken in part', async (t) => {
    const { namesOf } = runs(t);
    await namesOf(2);
    assert.deepEqual((await namesOf(3)).asked, [0, 1, 2]);
  });

  test('is for who got it', async (t) => {
    const { namesOf } = runs(t);
    await namesOf(3);
    assert.deepEqual((await namesOf(3, 'somebody else')).asked, [0, 1, 2]);
  });

  test('may be about tags', async (t) => {
    const { run, asked } = runs(t);
    for (const _ of [1, 2])
      assert.deepEqual(await run().lambda.listTags({ Resource: 'f' }), { Tags: { team: 'pay' } });
    assert.deepEqual(asked, ['tags']);
  });

  test('answers for an end that has moved on with the time, and for no other', async (t) => {
    const { run, asked, clock } = runs(t);
    const ask = (StartedBefore: Date | undefined) =>
      run().lambda.listDurableExecutionsByFunction({ FunctionName: 'f', StartedBefore });
    const dayAgo = () => new Date(clock.now() - 1440 * minute);
    await ask(dayAgo());
    clock.advance(minute);
    await ask(dayAgo());
    assert.equal(asked.length, 1);
    await ask(new Date(dayAgo().getTime() + minute));
    assert.equal(asked.length, 2);
    await ask(undefined);
    assert.equal(asked.length, 3);
  });

  test('is kept without the environment of functions', async (t) => {
    const { namesOf, directory } = runs(t);
    await namesOf(3);
    const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    const files = paths.map((path) => join(directory, path)).filter((path) => statSync(path).isFile());
    const text = files.map((path) => readFileSync(path, 'utf8')).join();
    assert.match(text, /f1/);
    assert.doesNotMatch(text, /secret|PASSWORD/);
  });
});
