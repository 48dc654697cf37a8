import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OperationUpdate } from '../../../src/model/wire.ts';
import { checkpoint, executionId, invoke, update } from './commands.ts';
import { checkpointed } from './events.ts';
import { at, given } from './given.ts';
import { second } from './second.ts';

const running = at(0, invoke);
const startStep = update('STEP', 'START', 'a');
const wait10 = { WaitOptions: { WaitSeconds: 10 } };
const succeedStep = update('STEP', 'SUCCEED', 'a');

function refuses(message: string, updates: readonly OperationUpdate[], past = [running]) {
  given(...past)
    .when(checkpoint(...updates), 50)
    .refused('InvalidParameterValueException', message);
}

test('an empty checkpoint is a poll', () => {
  given(running).when(checkpoint(), 1).happens(checkpointed(1));
});

test('events stand in the order of the updates', () => {
  const { newest } = given(running)
    .when(checkpoint(update('CONTEXT', 'START', 'c'), startStep, update('WAIT', 'START', 'w', wait10)), 1)
    .accepted();
  const types = newest.map(({ EventType }) => EventType);
  assert.deepEqual(types, ['ContextStarted', 'StepStarted', 'WaitStarted', '_Checkpointed']);
});

test('an update sees what the updates before it did', () => {
  const inContext = { ParentId: 'c' };
  given(running)
    .when(checkpoint(update('CONTEXT', 'START', 'c'), update('STEP', 'START', 'a', inContext)), 1)
    .accepted()
    .shows('a', {
      Id: 'a',
      Type: 'STEP',
      Status: 'STARTED',
      ParentId: 'c',
      StartTimestamp: second(1),
      StepDetails: { Attempt: 0 },
    });
});

test('a batch is accepted whole or not at all', () => {
  const bad = update('WAIT', 'CANCEL', 'w');
  const after = given(running)
    .when(checkpoint(startStep, update('CONTEXT', 'START', 'c'), bad), 1)
    .refused(
      'InvalidParameterValueException',
      'Cannot cancel a WAIT that does not exist or has already completed.',
    );
  after.when(checkpoint(startStep, update('CONTEXT', 'START', 'c')), 2).accepted();
});

test('an execution is closed once, and last', () => {
  const close = update('EXECUTION', 'SUCCEED', 'x');
  refuses('Cannot checkpoint multiple EXECUTION updates.', [close, update('EXECUTION', 'FAIL', 'y')]);
  refuses('EXECUTION checkpoint must be the last update.', [close, startStep]);
  given(running).when(checkpoint(startStep, close), 1).accepted();
  // Whatever id it is closed under.
  given(running)
    .when(checkpoint(startStep, { ...close, Id: startStep.Id }), 1)
    .accepted();
});

test('an operation is updated once in a request, but for the start and the end of a step or context', () => {
  const twice = 'Cannot update the same operation twice in a single request.';
  const startContext = update('CONTEXT', 'START', 'c');
  const endContext = update('CONTEXT', 'FAIL', 'c');
  const retry = update('STEP', 'RETRY', 'a', { StepOptions: { NextAttemptDelaySeconds: 1 } });
  refuses(twice, [startStep, startStep]);
  refuses(twice, [succeedStep, startStep]);
  refuses(twice, [succeedStep, succeedStep]);
  refuses(twice, [startStep, retry, succeedStep]);
  refuses(twice, [startContext, endContext, endContext]);
  refuses(twice, [update('WAIT', 'START', 'w', wait10), update('WAIT', 'CANCEL', 'w')]);
  for (const end of [succeedStep, update('STEP', 'FAIL', 'a'), retry]) {
    given(running).when(checkpoint(startStep, end), 1).accepted();
  }
  given(running)
    .when(checkpoint(startContext, startStep, endContext), 1)
    .accepted();
});

test('the rules of the whole batch come before those of its updates', () => {
  refuses('Cannot update the same operation twice in a single request.', [
    update('WAIT', 'CANCEL', 'w'),
    startStep,
    startStep,
  ]);
});

test('an operation keeps its type, sub-type, name and parent', () => {
  const c = update('CONTEXT', 'START', 'c');
  const first = update('STEP', 'START', 'a', { Name: 'n', SubType: 'Step', ParentId: 'c' });
  const past = [running, at(1, checkpoint(c, first))];
  const last = { ...first, Action: 'SUCCEED' } as const;
  refuses('Inconsistent operation type.', [{ ...last, Type: 'CONTEXT' }], past);
  refuses('Inconsistent operation subtype.', [{ ...last, SubType: 'Wait' }], past);
  refuses('Inconsistent operation name.', [{ ...last, Name: 'm' }], past);
  refuses('Inconsistent parent operation id.', [{ ...last, ParentId: undefined }], past);
  refuses('Inconsistent parent operation id.', [{ ...last, ParentId: 'd' }], past);
  refuses('Inconsistent operation type.', [{ ...last, Id: executionId }], past);
});

test('the parent of an operation is a context that has been started', () => {
  const invalid = 'Invalid parent operation id.';
  refuses(invalid, [update('STEP', 'START', 'b', { ParentId: 'nobody' })]);
  refuses(invalid, [update('STEP', 'START', 'b', { ParentId: executionId })]);
  refuses(invalid, [update('CONTEXT', 'START', 'b', { ParentId: 'b' })]);
  refuses(invalid, [startStep, update('STEP', 'START', 'b', { ParentId: 'a' })]);
  refuses(invalid, [update('STEP', 'START', 'b', { ParentId: 'c' }), update('CONTEXT', 'START', 'c')]);
});

test('the id of the closing update says nothing', () => {
  for (const id of ['execution-result-1', executionId, 'a']) {
    given(running, at(1, checkpoint(startStep)))
      .when(checkpoint(update('EXECUTION', 'SUCCEED', id)), 2)
      .accepted();
  }
});

test('a success has no error and a failure no payload', () => {
  const Error = { ErrorType: 'E' };
  for (const type of ['STEP', 'CONTEXT', 'EXECUTION'] as const) {
    refuses('Cannot provide an Error for SUCCEED action.', [update(type, 'SUCCEED', 'a', { Error })]);
    refuses('Cannot provide a Payload for FAIL action.', [update(type, 'FAIL', 'a', { Payload: '1' })]);
  }
});
