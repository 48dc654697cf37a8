import { join } from 'node:path';
import { type Build, buildCache, built } from './built.ts';

const go: Build = {
  name: 'go',
  source: 'test/fixtures/functions/go',
  commands: [['go', 'build', '-o', 'bootstrap', '.']],
};

const java: Build = {
  name: 'java',
  source: 'test/fixtures/functions/java',
  commands: [['mvn', '-B', '-q', 'compile']],
};

const rust: Build = {
  name: 'rust',
  source: 'test/fixtures/functions/rust',
  commands: [
    ['cargo', 'build'],
    ['cp', join(buildCache, 'rust', 'target', 'debug', 'orders'), 'bootstrap'],
  ],
  // The crates it depends on are compiled once, whatever becomes of the function.
  environment: { CARGO_TARGET_DIR: join(buildCache, 'rust', 'target') },
};

/** The folder with the Go function, an executable `bootstrap`. */
export const goFunction = (): Promise<string> => built(go);

/** The folder with the durable Rust function, an executable `bootstrap`. */
export const rustFunction = (): Promise<string> => built(rust);

/** A Java function on the runtime interface client, as durcb takes it: `cmd: java … sample.Price`. */
export async function javaFunction(handler: string, ...options: readonly string[]): Promise<string> {
  const target = join(await built(java), 'target');
  const client = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda';
  return `cmd: java ${options.join(' ')} -cp '${target}/classes:${target}/lib/*' ${client} ${handler}`;
}

/** The folder with the program `client`, which uses the Go SDK. */
export const goClient = (): Promise<string> =>
  built({
    name: 'go-client',
    source: 'test/clients/go',
    commands: [['go', 'build', '-o', 'client', '.']],
  });

/** The folder with the classes of the program that uses the Java SDK, and with `lib`, what it needs. */
export const javaClient = async (): Promise<string> =>
  join(
    await built({
      name: 'java-client',
      source: 'test/clients/java',
      commands: [['mvn', '-B', '-q', 'compile']],
    }),
    'target',
  );
