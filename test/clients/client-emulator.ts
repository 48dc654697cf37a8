import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type EmulatorProcess, emulatorProcess } from '../emulator-process.ts';
import { type ScriptedFunction, scriptedFunction } from '../scripted-function.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

/** An emulator in a process of its own, for somebody else's client of it. */
export interface ClientEmulator extends EmulatorProcess {
  readonly url: string;
  /** For the files of the client. */
  readonly directory: string;
  /** Of a client who knows nothing but where the emulator is, on a machine without AWS. */
  readonly environment: Readonly<Record<string, string>>;
  /** What is served as `scripted`. */
  readonly scripted: ScriptedFunction;
}

const functions = join(import.meta.dirname, '../fixtures/functions/typescript');

const durable = [
  'order',
  'payment',
  'failing',
  'all-operations',
  'callback-with-timeouts',
  'chained-caller',
  'chained-target',
  'crashing',
  'submitter-retry',
];

/** Serves sample functions and a scripted one until the end of the test. */
export async function clientEmulator(t: TestContext): Promise<ClientEmulator> {
  const directory = temporaryDirectory(t);
  const scripted = await scriptedFunction(t);
  const words = [
    ...durable.map((name) => `${name}=${join(functions, `${name}.ts`)}`),
    `scripted=${scripted.url}`,
    ...['--plain', `plain-doubler=${join(functions, 'plain-doubler.ts')}`],
    ...['--execution-timeout', '15m'],
  ];
  const emulator = await emulatorProcess(directory, words);
  t.after(() => emulator.end('SIGINT'));
  const url = emulator.ready.Url;
  return { ...emulator, url, directory, scripted, environment: environmentOf(url, directory) };
}

function environmentOf(url: string, home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    AWS_ENDPOINT_URL_LAMBDA: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
