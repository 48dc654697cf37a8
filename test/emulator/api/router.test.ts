import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actions } from '../../../src/emulator/api/actions/index.ts';
import { router } from '../../../src/emulator/api/router.ts';

const find = router(actions);
const found = (method: string, path: string) => {
  const route = find(method, path);
  return route && [route.action.name, route.labels];
};

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:orders:$LATEST/durable-execution/name/id';
const executions = '/2025-12-01/durable-executions';
const callbacks = '/2025-12-01/durable-execution-callbacks';

describe('a path is found', () => {
  test('with its ARN percent-encoded, as SDKs send it', () => {
    const path = `${executions}/${encodeURIComponent(arn)}`;
    const labels = { DurableExecutionArn: arn };
    assert.deepEqual(found('GET', path), ['GetDurableExecution', labels]);
    assert.deepEqual(found('GET', `${path}/history`), ['GetDurableExecutionHistory', labels]);
    assert.deepEqual(found('GET', `${path}/state`), ['GetDurableExecutionState', labels]);
    assert.deepEqual(found('POST', `${path}/stop`), ['StopDurableExecution', labels]);
    assert.deepEqual(found('POST', `${path}/checkpoint`), ['CheckpointDurableExecution', labels]);
  });

  test('with its ARN as it is, slashes and all', () => {
    const labels = { DurableExecutionArn: arn };
    assert.deepEqual(found('GET', `${executions}/${arn}`), ['GetDurableExecution', labels]);
    assert.deepEqual(found('GET', `${executions}/${arn}/history`), ['GetDurableExecutionHistory', labels]);
    assert.deepEqual(found('POST', `${executions}/${arn}/checkpoint`), [
      'CheckpointDurableExecution',
      labels,
    ]);
  });

  test('with a callback id of any base64', () => {
    for (const id of ['a%2Fb%2Bc%3D%3D', 'a/b+c==']) {
      assert.deepEqual(found('POST', `${callbacks}/${id}/succeed`), [
        'SendDurableExecutionCallbackSuccess',
        { CallbackId: 'a/b+c==' },
      ]);
    }
  });

  test('with a label decoded once, after the path was split', () => {
    const [, labels] = found('GET', '/2015-03-31/functions/a%252Fb%2Fconfiguration') ?? [];
    assert.deepEqual(labels, { FunctionName: 'a%2Fb/configuration' });
  });

  test('with a label that is not percent-encoded correctly, taken as it is', () => {
    const [, labels] = found('GET', `${executions}/100%25%`) ?? [];
    assert.deepEqual(labels, { DurableExecutionArn: '100%25%' });
  });

  test('with or without a slash at its end', () => {
    assert.deepEqual(found('GET', '/2015-03-31/functions'), ['ListFunctions', {}]);
    assert.deepEqual(found('GET', '/2015-03-31/functions/'), ['ListFunctions', {}]);
  });
});

describe('there is no operation', () => {
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/2015-03-31/functions/orders/code'],
    ['DELETE', '/2015-03-31/functions'],
    ['GET', `${executions}/${encodeURIComponent(arn)}/checkpoint`],
    ['POST', `${executions}/${encodeURIComponent(arn)}`],
    ['POST', `/prefix${callbacks}/id/succeed`],
    ['GET', '/healthy'],
    ['HEAD', '/health'],
  ] as const) {
    test(`${method} ${path}`, () => {
      assert.equal(find(method, path), undefined);
    });
  }
});
