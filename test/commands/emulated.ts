import { join } from 'node:path';
import type { ExitCode } from '../../src/cli/failure.ts';
import { type MemoryIo, type MemoryOptions, memoryIo } from '../../src/cli/io.ts';
import { type EmulatorOptions, handlerCode, startEmulator } from '../../src/emulator/emulator.ts';
import { connect, type Lambda } from '../../src/lambda/client.ts';
import { type Clock, systemClock } from '../../src/model/time.ts';
import { run } from '../../src/run.ts';
import { checkPrintedJson } from '../printed-json.ts';

export interface Trial extends MemoryOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly insisted?: AbortSignal;
  /** To see what is said before the end. */
  readonly io?: MemoryIo;
}

export interface Said {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface Emulated {
  readonly url: string;
  readonly lambda: Lambda;
  /** Runs a command line, the words in a list, against the emulator. */
  durcb(words: readonly string[], trial?: Trial): Promise<Said>;
  /** The document that a command line prints, which may also fail. */
  json(...words: readonly string[]): Promise<ReturnType<typeof JSON.parse>>;
  /** Starts an execution and returns its ARN once the condition of `wait --for` is met. */
  started(functionName: string, name: string, input: unknown, condition: string): Promise<string>;
  close(): Promise<void>;
}

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'functions', 'typescript');

/** A real emulator with some of the sample functions, and durcb working with it. */
export async function emulated(
  functions: readonly string[],
  clock: Clock = systemClock,
  where: Pick<EmulatorOptions, 'port' | 'state'> = {},
): Promise<Emulated> {
  const emulator = await startEmulator({ functions: functions.map(definitionOf), clock, ...where });
  const { url } = emulator;
  const lambda = connect({ endpoint: url, environment: {} });
  const durcb = async (
    words: readonly string[],
    { environment, signal, insisted, ...options }: Trial = {},
  ): Promise<Said> => {
    const { io = memoryIo(options) } = options;
    const exitCode = await run(words, {
      io,
      clock,
      workingDirectory: import.meta.dirname,
      environment: { DURCB_ENDPOINT_URL: url, ...environment },
      ...(signal && { signal }),
      ...(insisted && { insisted }),
    });
    const said = { exitCode, out: io.out.text, err: io.err.text };
    checkPrintedJson(words, environment ?? {}, said);
    return said;
  };
  return {
    url,
    lambda,
    durcb,
    json: async (...words) => JSON.parse((await durcb([...words, '-o', 'json'])).out),
    async started(functionName, name, input, condition) {
      const started = await durcb([
        'start',
        functionName,
        '--name',
        name,
        '--input-text',
        JSON.stringify(input),
        '-o',
        'id',
      ]);
      await durcb(['wait', name, '--function', functionName, '--for', condition, '--timeout', '20s']);
      return started.out.trim();
    },
    async close() {
      lambda.close();
      await emulator.close();
    },
  };
}

function definitionOf(name: string) {
  return {
    ...handlerCode(`${name}=${name}.ts`, fixtures),
    environment: {},
    timeoutSeconds: 20,
    memoryMegabytes: 128,
    durable: { ExecutionTimeout: 86_400, RetentionPeriodInDays: 1 },
  };
}
