import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import {
  InvalidParameterValueException,
  PreconditionFailedException,
  ResourceConflictException,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { temporaryDirectory } from '../../../temporary-directory.ts';
import { refused } from '../../refused.ts';
import { functionArn, scriptedEmulator, scriptedFunctions, usualInput } from '../../scripted-emulator.ts';

const FunctionName = 'order';
const arn = functionArn.replace(':$LATEST', '');

/** An emulator whose durable function has version 1, with a timeout of 31, and an alias for it. */
async function withAlias(t: TestContext) {
  const service = await scriptedEmulator(t);
  const { lambda } = service;
  await lambda.updateFunctionConfiguration({ FunctionName, Timeout: 31 });
  await lambda.publishVersion({ FunctionName });
  const alias = await lambda.createAlias({
    FunctionName,
    Name: 'live',
    FunctionVersion: '1',
    Description: 'for all',
  });
  return { service, lambda, alias };
}

describe('an alias', () => {
  test('is made, shown, changed and deleted', async (t) => {
    const { lambda, alias } = await withAlias(t);
    const { $metadata, ...created } = alias;
    assert.equal($metadata.httpStatusCode, 201);
    const { RevisionId } = created;
    assert.match(RevisionId ?? '', /^[0-9a-f-]{36}$/);
    assert.deepEqual(created, {
      AliasArn: `${arn}:live`,
      Name: 'live',
      FunctionVersion: '1',
      Description: 'for all',
      RevisionId,
    });
    const { $metadata: _, ...shown } = await lambda.getAlias({ FunctionName, Name: 'live' });
    assert.deepEqual(shown, created);
    const changed = await lambda.updateAlias({
      FunctionName,
      Name: 'live',
      FunctionVersion: '$LATEST',
      RevisionId,
    });
    assert.deepEqual([changed.FunctionVersion, changed.Description], ['$LATEST', 'for all']);
    assert.notEqual(changed.RevisionId, RevisionId);
    for (const _ of [1, 2]) {
      const deleted = await lambda.deleteAlias({ FunctionName, Name: 'live' });
      assert.equal(deleted.$metadata.httpStatusCode, 204);
    }
    assert.deepEqual((await lambda.listAliases({ FunctionName })).Aliases, []);
  });

  test('means its version wherever a function is named', async (t) => {
    const { lambda } = await withAlias(t);
    for (const request of [
      { FunctionName: 'order:live' },
      { FunctionName, Qualifier: 'live' },
      { FunctionName: `${arn}:live` },
    ]) {
      const { Version, Timeout, FunctionArn } = await lambda.getFunctionConfiguration(request);
      assert.deepEqual([Version, Timeout, FunctionArn], ['1', 31, `${arn}:live`]);
    }
  });

  test('is refused with a version that is not there, a name that is taken, or two versions', async (t) => {
    const { lambda } = await withAlias(t);
    const other = { FunctionName, Name: 'next', FunctionVersion: '7' };
    const missing = `Function not found: ${arn}:7`;
    await refused(lambda.createAlias(other), ResourceNotFoundException, 404, missing);
    const same = lambda.createAlias({ ...other, Name: 'live', FunctionVersion: '1' });
    await refused(same, ResourceConflictException, 409, `Alias already exists: ${arn}:live`);
    const RoutingConfig = { AdditionalVersionWeights: { 1: 0.5 } };
    const routed = lambda.updateAlias({ FunctionName, Name: 'live', RoutingConfig });
    await refused(routed, InvalidParameterValueException, 400, /^An alias means one version here\./);
    const none = lambda.getAlias({ FunctionName, Name: 'other' });
    await refused(none, ResourceNotFoundException, 404, `Cannot find alias arn: ${arn}:other`);
    const unknown = lambda.updateAlias({ FunctionName, Name: 'other' });
    await refused(unknown, ResourceNotFoundException, 404, `Alias not found: ${arn}:other`);
    const old = lambda.updateAlias({ FunctionName, Name: 'live', RevisionId: 'old' });
    await refused(old, PreconditionFailedException, 412, /^The Revision Id provided does not match/);
    const number = lambda.createAlias({ ...other, Name: '12' });
    await refused(number, 'ValidationException', 400, /'name' failed to satisfy constraint/);
  });

  test('is listed, by its version if that is asked', async (t) => {
    const { lambda } = await withAlias(t);
    await lambda.createAlias({ FunctionName, Name: 'edge', FunctionVersion: '$LATEST' });
    const names = async (request = {}) => {
      const { Aliases = [], NextMarker } = await lambda.listAliases({ FunctionName, ...request });
      return [Aliases.map(({ Name }) => Name), NextMarker];
    };
    assert.deepEqual(await names(), [['live', 'edge'], undefined]);
    assert.deepEqual(await names({ FunctionVersion: '1' }), [['live'], undefined]);
    assert.deepEqual(await names({ MaxItems: 1 }), [['live'], '1']);
    assert.deepEqual(await names({ MaxItems: 1, Marker: '1' }), [['edge'], undefined]);
  });
});

describe('an execution', () => {
  test('started by an alias is pinned to what that means then', async (t) => {
    const { service, lambda } = await withAlias(t);
    const { DurableExecutionArn = '', ExecutedVersion } = await lambda.invoke({
      FunctionName: 'order:live',
      InvocationType: 'Event',
    });
    assert.equal(ExecutedVersion, '1');
    assert.match(DurableExecutionArn, /:function:order:1\/durable-execution\//);
    const invocation = await service.order.next();
    await lambda.updateFunctionConfiguration({ FunctionName, Timeout: 32 });
    await lambda.publishVersion({ FunctionName });
    await lambda.updateAlias({ FunctionName, Name: 'live', FunctionVersion: '2' });
    invocation.succeed();
    await service.invocationsEnded(DurableExecutionArn, 1);
    const { Version } = await lambda.getDurableExecution({ DurableExecutionArn });
    assert.equal(Version, '1');
  });

  test('is listed by its version, the alias of it, or the function', async (t) => {
    const { service, lambda } = await withAlias(t);
    const latest = await service.startSucceeded();
    const first = await service.startSucceeded(undefined, {
      FunctionName: 'order:1',
      DurableExecutionName: 'n',
    });
    const arns = async (request: object) => {
      const listed = await lambda.listDurableExecutionsByFunction({ FunctionName, ...request });
      return listed.DurableExecutions?.map(({ DurableExecutionArn }) => DurableExecutionArn);
    };
    assert.deepEqual(await arns({}), [first, latest]);
    for (const Qualifier of ['1', 'live']) assert.deepEqual(await arns({ Qualifier }), [first]);
    assert.deepEqual(await arns({ FunctionName: 'order:live' }), [first]);
    assert.deepEqual(await arns({ Qualifier: '$LATEST' }), [latest]);
    const missing = arns({ Qualifier: 'other' });
    await refused(missing, ResourceNotFoundException, 404, `Function not found: ${arn}:other`);
  });

  test('of $LATEST has its name for itself over all versions', async (t) => {
    const { service, lambda } = await withAlias(t);
    const named = { DurableExecutionName: 'n', Payload: usualInput };
    const one = await service.startSucceeded(undefined, named);
    const { DurableExecutionArn } = await lambda.invoke({ FunctionName: 'order:1', ...named });
    assert.equal(DurableExecutionArn, one);
  });
});

test('what was deployed outlives the emulator; what is given today is $LATEST', async (t) => {
  const state = { kind: 'directory', directory: temporaryDirectory(t) } as const;
  const scripted = await scriptedFunctions(t);
  const first = await scriptedEmulator(t, { state, scripted });
  await first.lambda.updateFunctionConfiguration({ FunctionName, Timeout: 31 });
  await first.lambda.publishVersion({ FunctionName });
  await first.lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
  await first.lambda.createAlias({ FunctionName, Name: 'gone', FunctionVersion: '1' });
  await first.lambda.deleteAlias({ FunctionName, Name: 'gone' });
  await first.lambda.tagResource({ Resource: arn, Tags: { team: 'a', stage: 'b' } });
  await first.lambda.untagResource({ Resource: arn, TagKeys: ['stage'] });
  const before = await first.lambda.getFunction({ FunctionName, Qualifier: 'live' });
  await first.emulator.close();
  const { lambda } = await scriptedEmulator(t, { state, scripted });
  const after = await lambda.getFunction({ FunctionName, Qualifier: 'live' });
  assert.deepEqual(after.Configuration, before.Configuration);
  assert.deepEqual((await lambda.listTags({ Resource: arn })).Tags, { team: 'a' });
  assert.equal((await lambda.getFunctionConfiguration({ FunctionName })).Timeout, 30);
  const { Aliases } = await lambda.listAliases({ FunctionName });
  assert.deepEqual(
    Aliases?.map(({ Name, FunctionVersion }) => [Name, FunctionVersion]),
    [['live', '1']],
  );
});
