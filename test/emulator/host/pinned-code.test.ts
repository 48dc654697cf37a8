import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryDirectory } from '../../temporary-directory.ts';
import { newFunction, sleeper } from '../deployed.ts';
import { sandbox } from '../functions/test-host.ts';
import { scriptedEmulator } from '../scripted-emulator.ts';

const FunctionName = 'job';

test('a version goes on with its code, over a restart; $LATEST with what it is then', async (t) => {
  const state = { kind: 'directory', directory: temporaryDirectory(t) } as const;
  const { environment } = sandbox;
  const first = await scriptedEmulator(t, { state, environment });
  const { lambda } = first;
  const Code = { ZipFile: sleeper('one') };
  const DurableConfig = { ExecutionTimeout: 600 };
  await lambda.createFunction(newFunction(FunctionName, '', { Code, DurableConfig, Publish: true }));
  await lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
  const start = async (Qualifier: string) => {
    const { DurableExecutionArn } = await lambda.invoke({ FunctionName, Qualifier, InvocationType: 'Event' });
    return DurableExecutionArn ?? '';
  };
  const [pinned, moving, started] = [await start('live'), await start('$LATEST'), await start('1')];
  for (const arn of [pinned, moving, started]) await first.invocationsEnded(arn, 1);
  await lambda.updateFunctionCode({ FunctionName, ZipFile: sleeper('two') });
  await first.emulator.close();

  const second = await scriptedEmulator(t, { state, environment, clock: first.clock });
  second.clock.advance(60_000);
  const results = [pinned, moving, started].map(async (DurableExecutionArn) => {
    await second.invocationsEnded(DurableExecutionArn, 2);
    return (await second.lambda.getDurableExecution({ DurableExecutionArn })).Result;
  });
  assert.deepEqual(await Promise.all(results), ['"one"', '"two"', '"one"']);
});
