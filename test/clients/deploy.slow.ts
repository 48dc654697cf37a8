import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { archive } from '../emulator/deployed.ts';
import { type ClientEmulator, clientEmulator } from './client-emulator.ts';
import { pythonClient } from './python-client.ts';
import { runProgram } from './run-program.ts';

const client = await pythonClient('aws-cli');

const sdk = import.meta.resolve('@aws/durable-execution-sdk-js');

/** A durable function that asks somebody and then answers with its own word, too. */
const asking = (word: string) =>
  archive({
    'index.mjs': `
      import { withDurableExecution } from '${sdk}';
      export const handler = withDurableExecution(async (event, context) => {
        const said = await context.waitForCallback('say', async () => {});
        return \`${word} \${said} \${process.env.AWS_LAMBDA_FUNCTION_VERSION}\`;
      });`,
  });

test('a script that deploys with the AWS CLI', { skip: client.missing }, async (t) => {
  const { deploy, aws, durcb } = deployer(await clientEmulator(t));
  const named = ['--function-name', 'asker'];
  const start = async () => {
    const request = ['invoke', ...named, '--qualifier', 'live', '--invocation-type', 'Event', 'ignored'];
    const arn = await aws(...request, '--query', 'DurableExecutionArn', '--output', 'text');
    await durcb.text('wait', arn, '--for', 'suspended');
    return arn;
  };
  const answer = async (arn: string) => {
    await durcb.text('send-success', '--execution', arn, '--callback', 'say', '--result-text', 'hello');
    return durcb.text('result', arn, '--wait');
  };

  assert.equal(await deploy('one'), '1');
  const before = await start();
  assert.match(before, /:function:asker:1\/durable-execution\//);
  assert.equal(await deploy('one'), '1');
  assert.equal(await deploy('two'), '2');
  const after = await start();
  assert.match(after, /:function:asker:2\/durable-execution\//);
  assert.equal(await answer(before), '"one hello 1"');
  assert.equal(await answer(after), '"two hello 2"');

  const versions = [
    'list-versions-by-function',
    ...named,
    '--query',
    'Versions[].Version',
    '--output',
    'text',
  ];
  assert.equal(await aws(...versions), '$LATEST\t1\t2');
  const listed = ['list-durable-executions-by-function', ...named, '--qualifier', '1', '--output', 'text'];
  assert.equal(await aws(...listed, '--query', 'DurableExecutions[].DurableExecutionArn'), before);
  await aws('delete-function', ...named, '--qualifier', '1');
  assert.equal(await aws(...versions), '$LATEST\t2');
  await aws('delete-alias', ...named, '--name', 'live');
  await aws('delete-function', ...named);
  const functions = await aws(
    'list-functions',
    '--query',
    "Functions[?FunctionName=='asker']",
    '--output',
    'text',
  );
  assert.equal(functions, '');
});

/** The script, and `aws lambda` and durcb, for one emulator. */
function deployer({ environment, directory, durcb }: ClientEmulator) {
  const bin = dirname(client.program('aws'));
  const options = {
    directory,
    environment: { ...environment, PATH: `${bin}${delimiter}${environment.PATH}` },
  };
  const text = async (program: string, words: readonly string[]) => {
    const { exitCode, out, err } = await runProgram(program, words, options);
    assert.equal(exitCode, 0, `${program} ${words.join(' ')}: ${err}`);
    return out.trim();
  };
  return {
    durcb,
    aws: (...words: readonly string[]) => text('aws', ['lambda', ...words]),
    deploy(word: string) {
      const file = join(directory, `${word}.zip`);
      writeFileSync(file, asking(word));
      return text('sh', [join(import.meta.dirname, 'deploy.sh'), 'asker', file]);
    },
  };
}
