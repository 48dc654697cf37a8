import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type ReadTemplate, readTemplate } from '../../../src/emulator/template/read-template.ts';
import { directoryOf } from '../../directory-of.ts';

export const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

export const arn = (name: string): string => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;

/** Files beside a template that most need. */
const code = { 'app.mjs': '', 'app.py': '' };

export interface Reading {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Reads a template of a directory of its own, with its files beside it. */
export function reading(t: TestContext, template: string, { files, parameters = {} }: Reading = {}) {
  const directory = directoryOf(t, { ...code, ...files, 'template.yaml': template });
  const codeDirectory = join(directory, 'state', 'code');
  const options = { file: 'template.yaml', workingDirectory: directory, place, parameters, codeDirectory };
  const read = readTemplate(options);
  return { directory, ...read, only: onlyOf(read) };
}

function onlyOf({ functions }: ReadTemplate) {
  const [only] = functions;
  if (only === undefined) throw new Error('no function was read');
  return only;
}

/** A template with one function, `Orders`, whose other properties are given. */
export function oneFunction(properties: string, others = ''): string {
  const indented = properties.replaceAll(/^/gm, '      ');
  return [
    others,
    'Resources:',
    '  Orders:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Runtime: nodejs24.x',
    '      Handler: app.handler',
    indented,
  ].join('\n');
}
