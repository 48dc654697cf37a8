import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure } from '../../src/cli/failure.ts';
import { type ExecutionQuery, listExecutions } from '../../src/lambda/executions.ts';
import { collect } from './collect.ts';
import { executionsOn, type Reading, versionedService } from './versioned-service.ts';

const executions = executionsOn('1', '$LATEST', '2', '1', '$LATEST');

async function namesOf(reading: Reading, query: ExecutionQuery) {
  const { lambda } = versionedService(reading, executions);
  const listed = await collect(listExecutions(lambda, query));
  return listed.map(({ DurableExecutionName }) => DurableExecutionName);
}

for (const reading of ['all versions', '$LATEST only'] as const)
  describe(`where no qualifier means ${reading}`, () => {
    test('a function is listed over its versions, newest first, each execution once', async () => {
      assert.deepEqual(await namesOf(reading, { functionName: 'order' }), ['e5', 'e4', 'e3', 'e2', 'e1']);
    });

    test('or oldest first', async () => {
      const names = await namesOf(reading, { functionName: 'order', oldestFirst: true });
      assert.deepEqual(names, ['e1', 'e2', 'e3', 'e4', 'e5']);
    });

    test('a qualifier is kept to', async () => {
      assert.deepEqual(await namesOf(reading, { functionName: 'order:1' }), ['e4', 'e1']);
    });

    test('without a function all durable ones are looked at', async () => {
      assert.equal((await namesOf(reading, {})).length, 5);
    });
  });

test('versions are not asked one by one where the first answer shows that it was for all', async () => {
  const { lambda, asked } = versionedService('all versions', executionsOn('$LATEST', '1'));
  await collect(listExecutions(lambda, { functionName: 'order' }));
  assert.deepEqual(asked, [undefined, undefined]);
});

test('several statuses are asked one by one and listed as one', async () => {
  const { lambda, asked } = versionedService('all versions', executions);
  const statuses = ['RUNNING', 'FAILED'] as const;
  const listed = await collect(listExecutions(lambda, { functionName: 'order:1', statuses }));
  assert.equal(listed.length, 2);
  assert.equal(asked.length, 4);
});

test('a list whose function is deleted meanwhile ends there', async () => {
  const { lambda } = versionedService('all versions', executionsOn('1', '1', '1', '1'));
  const listPage = lambda.listDurableExecutionsByFunction;
  lambda.listDurableExecutionsByFunction = async (question) => {
    if (question.Marker === '2')
      throw new Failure({ code: 'not-found', message: 'no such function', exitCode: 8 });
    return listPage(question);
  };
  assert.equal((await collect(listExecutions(lambda, {}))).length, 2);
});

test('what is no function name is refused before anybody is asked', async () => {
  const { lambda, asked } = versionedService('all versions', executions);
  const listing = collect(listExecutions(lambda, { functionName: 'no name' }));
  await assert.rejects(listing, { code: 'malformed-function-name', exitCode: 11 });
  assert.deepEqual(asked, []);
});
