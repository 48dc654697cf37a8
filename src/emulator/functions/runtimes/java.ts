import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shellQuoted } from '../../../model/shell-quoted.ts';
import type { FunctionCode } from '../functions.ts';
import { HandlerError } from '../handler-code.ts';
import type { DeployedCode } from '../runtime-code.ts';

const client = 'com.amazonaws.services.lambda.runtime.api.client.AWSLambda';
const clientFile = `${client.replaceAll('.', '/')}.class`;

/** Classes, `*.jar` and `lib/*.jar` of the task root, or one jar; Java's own runtime client calls `pkg.Class::method`. */
export function javaCode({ directory, handler }: DeployedCode): FunctionCode {
  const isJar = statSync(directory).isFile();
  const jars = isJar ? [directory] : [...jarsIn(directory), ...jarsIn(join(directory, 'lib'))];
  const isThere = existsSync(join(directory, clientFile)) || jars.some(hasClient);
  if (!isThere) throw clientMissing(directory);
  const classPath = (isJar ? jars : [directory, ...jars]).join(':');
  const command = ['java', '-cp', classPath, client, handler].map(shellQuoted).join(' ');
  return { kind: 'command', command, directory: isJar ? dirname(directory) : directory, handler };
}

function jarsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).filter((name) => name.endsWith('.jar'));
  return names.sort().map((name) => join(directory, name));
}

// An archive lists the names of its files uncompressed.
function hasClient(jar: string): boolean {
  return readFileSync(jar).includes(clientFile);
}

function clientMissing(directory: string): HandlerError {
  return new HandlerError(
    'runtime-client-missing',
    `No class or jar in ${directory} has ${client}`,
    'Add com.amazonaws:aws-lambda-java-runtime-interface-client to the dependencies, and build',
  );
}
