import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openPackages } from '../functions/packages.ts';
import { TemplateError } from './template-error.ts';
import { isList, isMap, mapOf, type Tree, type TreeMap } from './tree.ts';

/** What a template says of where a function's code is, without intrinsic functions. */
export interface CodeProperties {
  readonly runtime: string;
  readonly handler: string;
  /** `CodeUri`, or `Code` of CloudFormation's own resource. */
  readonly code: Tree | undefined;
  /** `InlineCode`. */
  readonly inline: string | undefined;
  readonly metadata: TreeMap;
}

export interface CodePlace {
  /** The template's file, absolute. */
  readonly template: string;
  /** Where code that stands in a template is written, and archives are unpacked. */
  readonly codeDirectory: string;
}

/** Code that is not on this machine, or in a language that nothing here runs. */
export class CodeElsewhere extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CodeElsewhere';
  }
}

/** The task root, or Java's jar. It need not be there. Throws a CodeElsewhere or a TemplateError. */
export function codeDirectory(properties: CodeProperties, { template, codeDirectory }: CodePlace): string {
  const { code, inline = mapOf(code).ZipFile, metadata, runtime } = properties;
  try {
    if (typeof inline === 'string') return written(inline, runtime, codeDirectory);
    const path = resolve(dirname(template), localPath(code, metadata));
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile();
    return isFile && !path.endsWith('.jar') ? unpacked(path, codeDirectory) : path;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new TemplateError('file-unwritable', error.message, 'start it where files can be written');
  }
}

function localPath(code: Tree | undefined, metadata: TreeMap): string {
  // Where the CDK keeps what it is going to upload.
  const asset = metadata['aws:asset:path'];
  if (isMap(code) && typeof asset === 'string') return asset;
  if (isMap(code)) throw new CodeElsewhere('it is in a bucket');
  if (code === undefined || isList(code)) return '.';
  if (/^(s3|https?):\/\//.test(code)) throw new CodeElsewhere(`it is at ${code}`);
  return code;
}

function written(text: string, runtime: string, directory: string): string {
  return openPackages(directory).hold(runtime.startsWith('python') ? 'index.py' : 'index.js', text);
}

function unpacked(archive: string, directory: string): string {
  const packages = openPackages(directory);
  const taken = packages.take(readFileSync(archive));
  if (!('refused' in taken)) return packages.directoryOf(taken.from);
  throw new TemplateError('code-unreadable', `${archive}: ${taken.refused}`, 'build the archive again');
}
