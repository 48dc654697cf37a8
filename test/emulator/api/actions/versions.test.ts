import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import {
  InvalidParameterValueException,
  type Lambda,
  PreconditionFailedException,
  ResourceNotFoundException,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { newFunction, saying } from '../../deployed.ts';
import { sandbox } from '../../functions/test-host.ts';
import { refused } from '../../refused.ts';
import { durable, scriptedEmulator } from '../../scripted-emulator.ts';

const environment = sandbox.environment;
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:greeter';
const FunctionName = 'greeter';

/** An emulator with a function that was created with one word. */
async function withGreeter(t: TestContext, more: Parameters<typeof newFunction>[2] = {}) {
  const service = await scriptedEmulator(t, { environment });
  const created = await service.lambda.createFunction(newFunction(FunctionName, 'one', more));
  return { ...service, created, lambda: service.lambda };
}

async function said(lambda: Lambda, name: string): Promise<unknown> {
  const { Payload } = await lambda.invoke({ FunctionName: name });
  return JSON.parse(Payload?.transformToString() ?? '');
}

async function versionsOf(lambda: Lambda): Promise<unknown> {
  const { Versions = [] } = await lambda.listVersionsByFunction({ FunctionName });
  return Versions.map(({ Version }) => Version);
}

describe('UpdateFunctionCode', () => {
  test('changes $LATEST and no version', async (t) => {
    const { lambda, created } = await withGreeter(t, { Publish: true });
    assert.deepEqual(await said(lambda, FunctionName), { word: 'one', version: '$LATEST' });
    const updated = await lambda.updateFunctionCode({ FunctionName, ZipFile: saying('two') });
    assert.deepEqual([updated.Version, updated.FunctionArn], ['$LATEST', arn]);
    assert.notEqual(updated.CodeSha256, created.CodeSha256);
    assert.notEqual(updated.RevisionId, created.RevisionId);
    const waited = await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 5 }, { FunctionName });
    assert.equal(waited.state, 'SUCCESS');
    assert.deepEqual(await said(lambda, FunctionName), { word: 'two', version: '$LATEST' });
    assert.deepEqual(await said(lambda, `${FunctionName}:1`), { word: 'one', version: '1' });
  });

  test('may publish what it changed', async (t) => {
    const { lambda } = await withGreeter(t, { Publish: true });
    const ZipFile = saying('two');
    const updated = await lambda.updateFunctionCode({ FunctionName, ZipFile, Publish: true });
    assert.deepEqual([updated.Version, updated.FunctionArn], ['2', `${arn}:2`]);
    const again = await lambda.updateFunctionCode({ FunctionName, ZipFile, Publish: true });
    assert.equal(again.Version, '2');
    assert.deepEqual(await said(lambda, `${FunctionName}:2`), { word: 'two', version: '2' });
  });

  test('changes nothing in a dry run, but says what it would', async (t) => {
    const { lambda, created } = await withGreeter(t);
    const dry = await lambda.updateFunctionCode({ FunctionName, ZipFile: saying('two'), DryRun: true });
    assert.notEqual(dry.CodeSha256, created.CodeSha256);
    const { CodeSha256 } = await lambda.getFunctionConfiguration({ FunctionName });
    assert.equal(CodeSha256, created.CodeSha256);
  });

  test('gives a function that is served from its file the code of an archive', async (t) => {
    const service = await scriptedEmulator(t, { environment });
    const { lambda } = service;
    const { Runtime } = await lambda.updateFunctionConfiguration({ FunctionName: 'plain', Timeout: 9 });
    assert.equal(Runtime, 'provided.al2023');
    const bound = lambda.updateFunctionConfiguration({ FunctionName: 'plain', Runtime: 'nodejs24.x' });
    await refused(bound, InvalidParameterValueException, 400, /^The code is served from where it is\./);
    await lambda.updateFunctionCode({ FunctionName: 'plain', ZipFile: saying('zipped') });
    const changed = { Runtime: 'nodejs24.x', Handler: 'index.handler' } as const;
    await lambda.updateFunctionConfiguration({ FunctionName: 'plain', ...changed });
    assert.deepEqual(await said(lambda, 'plain'), { word: 'zipped', version: '$LATEST' });
    const configuration = await lambda.getFunctionConfiguration({ FunctionName: 'plain' });
    assert.partialDeepStrictEqual(configuration, { ...changed, Timeout: 9 });
  });
});

describe('UpdateFunctionConfiguration', () => {
  test('changes what it gives and keeps the rest', async (t) => {
    const { lambda, created } = await withGreeter(t, {
      Environment: { Variables: { OLD: '1' } },
      Timeout: 5,
    });
    const Environment = { Variables: { NEW: '2' } };
    const { $metadata, ...updated } = await lambda.updateFunctionConfiguration({
      FunctionName,
      Environment,
      Description: 'new',
    });
    const { $metadata: _, ...before } = created;
    const { RevisionId, LastModified } = updated;
    assert.deepEqual(updated, { ...before, Environment, Description: 'new', RevisionId, LastModified });
    assert.notEqual(RevisionId, created.RevisionId);
  });

  test('changes members of a durable configuration, and can neither add nor remove one', async (t) => {
    const { lambda } = await withGreeter(t, {
      DurableConfig: { ExecutionTimeout: 60, KMSKeyArn: 'arn:aws:kms:k' },
    });
    const DurableConfig = { RetentionPeriodInDays: 3, KMSKeyArn: '' };
    const updated = await lambda.updateFunctionConfiguration({ FunctionName, DurableConfig });
    assert.deepEqual(updated.DurableConfig, { ExecutionTimeout: 60, RetentionPeriodInDays: 3 });
    const added = lambda.updateFunctionConfiguration({
      FunctionName: 'plain',
      DurableConfig: { ExecutionTimeout: 60 },
    });
    const message =
      'You cannot add a durable configuration to a function that was originally created with no durable configuration';
    await refused(added, InvalidParameterValueException, 400, message);
  });
});

describe('PublishVersion', () => {
  test('publishes what changed, under numbers that count up', async (t) => {
    const { lambda } = await withGreeter(t);
    const first = await lambda.publishVersion({ FunctionName, Description: 'the first' });
    assert.deepEqual(
      [first.$metadata.httpStatusCode, first.Version, first.FunctionArn, first.Description],
      [201, '1', `${arn}:1`, 'the first'],
    );
    const same = await lambda.publishVersion({ FunctionName, Description: 'another' });
    assert.deepEqual([same.Version, same.Description], ['1', 'the first']);
    await lambda.updateFunctionConfiguration({ FunctionName, Timeout: 7 });
    const second = await lambda.publishVersion({ FunctionName });
    assert.deepEqual([second.Version, second.Timeout], ['2', 7]);
    await lambda.deleteFunction({ FunctionName, Qualifier: '2' });
    await lambda.updateFunctionConfiguration({ FunctionName, Timeout: 8 });
    assert.equal((await lambda.publishVersion({ FunctionName })).Version, '3');
    assert.deepEqual(await versionsOf(lambda), ['$LATEST', '1', '3']);
  });

  test('checks its preconditions', async (t) => {
    const { lambda, created } = await withGreeter(t);
    const { RevisionId, CodeSha256 } = created;
    const otherCode = lambda.publishVersion({ FunctionName, CodeSha256: 'other' });
    const message = `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`;
    await refused(otherCode, InvalidParameterValueException, 400, message);
    const old = { FunctionName, RevisionId: 'old' };
    for (const call of [
      lambda.publishVersion(old),
      lambda.updateFunctionConfiguration(old),
      lambda.updateFunctionCode({ ...old, ZipFile: saying('two') }),
    ]) {
      await refused(call, PreconditionFailedException, 412, /^The Revision Id provided does not match/);
    }
    assert.equal((await lambda.publishVersion({ FunctionName, RevisionId, CodeSha256 })).Version, '1');
  });

  test('publishes a function that is served from its file', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const { CodeSha256 } = await lambda.getFunctionConfiguration({ FunctionName: 'order' });
    const first = await lambda.publishVersion({ FunctionName: 'order', CodeSha256 });
    assert.equal(first.Version, '1');
    assert.equal((await lambda.publishVersion({ FunctionName: 'order' })).Version, '1');
    const { DurableExecutionArn } = await lambda.invoke({ FunctionName: 'order:1', InvocationType: 'Event' });
    assert.match(DurableExecutionArn ?? '', /:function:order:1\/durable-execution\//);
  });
});

describe('DeleteFunction', () => {
  test('deletes a version, but not one that an alias names, nor $LATEST, nor an alias', async (t) => {
    const { lambda } = await withGreeter(t, { Publish: true });
    await lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
    const used = lambda.deleteFunction({ FunctionName, Qualifier: '1' });
    const message = 'Unable to delete version because the following aliases reference it: [live]';
    await refused(used, 'ResourceConflictException', 409, message);
    const latest = lambda.deleteFunction({ FunctionName: 'greeter:$LATEST' });
    await refused(latest, InvalidParameterValueException, 400, /^\$LATEST version cannot be deleted/);
    const alias = lambda.deleteFunction({ FunctionName, Qualifier: 'live' });
    await refused(
      alias,
      InvalidParameterValueException,
      400,
      'Deletion of aliases is not currently supported.',
    );
    await lambda.deleteAlias({ FunctionName, Name: 'live' });
    const deleted = await lambda.deleteFunction({ FunctionName, Qualifier: '1' });
    assert.equal(deleted.$metadata.httpStatusCode, 204);
    assert.deepEqual(await versionsOf(lambda), ['$LATEST']);
    await lambda.deleteFunction({ FunctionName, Qualifier: '1' });
  });

  test('deletes a function with all it has; its version numbers are not used again', async (t) => {
    const { lambda } = await withGreeter(t, { Publish: true });
    await lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
    await lambda.deleteFunction({ FunctionName });
    for (const qualified of [FunctionName, 'greeter:1', 'greeter:live']) {
      const call = lambda.getFunction({ FunctionName: qualified });
      await refused(call, ResourceNotFoundException, 404, /^Function not found: arn:/);
    }
    await refused(
      lambda.deleteFunction({ FunctionName }),
      ResourceNotFoundException,
      404,
      `Function not found: ${arn}`,
    );
    const again = await lambda.createFunction(newFunction(FunctionName, 'new', { Publish: true }));
    assert.equal(again.Version, '2');
    assert.deepEqual((await lambda.listAliases({ FunctionName })).Aliases, []);
  });

  test('lets what runs end; an execution fails when it would run again', async (t) => {
    const service = await scriptedEmulator(t);
    const { lambda } = service;
    const arnOfExecution = await service.start();
    const invocation = await service.order.next();
    await lambda.deleteFunction({ FunctionName: 'order' });
    const { CheckpointToken } = invocation.input;
    const [wait] = [{ Id: 'w', Type: 'WAIT', Action: 'START', WaitOptions: { WaitSeconds: 1 } } as const];
    await lambda.checkpointDurableExecution({
      DurableExecutionArn: arnOfExecution,
      CheckpointToken,
      Updates: [wait],
    });
    invocation.suspend();
    await service.invocationsEnded(arnOfExecution, 1);
    service.clock.advance(1000);
    await service.invocationsEnded(arnOfExecution, 2);
    const { Status, Error } = await lambda.getDurableExecution({ DurableExecutionArn: arnOfExecution });
    assert.equal(Status, 'FAILED');
    assert.equal(Error?.ErrorType, 'ResourceNotFoundException');
    const listed = lambda.listDurableExecutionsByFunction({ FunctionName: 'order' });
    await refused(listed, ResourceNotFoundException, 404, /^Function not found: /);
  });
});

test('only a function can be changed, not a version or an alias', async (t) => {
  const { lambda } = await withGreeter(t, { Publish: true });
  const FunctionName = 'greeter:1';
  for (const call of [
    lambda.updateFunctionCode({ FunctionName, ZipFile: saying('two') }),
    lambda.updateFunctionConfiguration({ FunctionName, Timeout: 9 }),
    lambda.publishVersion({ FunctionName }),
    lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' }),
  ]) {
    const message = /^This operation is permitted on Lambda functions only\./;
    await refused(call, InvalidParameterValueException, 400, message);
  }
});

test('versions, and all versions of all functions, are listed page by page', async (t) => {
  const also = () => [{ ...durable('job', 'http://127.0.0.1:1'), aliases: { live: '2', next: '3' } }];
  const { lambda } = await scriptedEmulator(t, { also });
  const pages: unknown[] = [];
  let Marker: string | undefined;
  do {
    const page = await lambda.listVersionsByFunction({ FunctionName: 'job', MaxItems: 2, Marker });
    pages.push(page.Versions?.map(({ FunctionArn }) => FunctionArn?.split('function:')[1]));
    Marker = page.NextMarker;
  } while (Marker);
  assert.deepEqual(pages, [['job:$LATEST', 'job:2'], ['job:3']]);
  const all = await lambda.listFunctions({ FunctionVersion: 'ALL' });
  assert.deepEqual(
    all.Functions?.map(({ FunctionArn }) => FunctionArn?.split('function:')[1]),
    ['order:$LATEST', 'plain:$LATEST', 'job:$LATEST', 'job:2', 'job:3'],
  );
  assert.equal((await lambda.listFunctions({})).Functions?.length, 3);
});
