import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import type { FunctionCode } from '../functions/functions.ts';
import { HandlerError } from '../functions/handler-code.ts';
import { runtimeCode } from '../functions/runtime-code.ts';
import { TemplateError } from './template-error.ts';
import { isList, isMap, mapOf, type Tree, type TreeMap } from './tree.ts';

/** What the template says of a function's code, without intrinsic functions. */
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
  /** Where code that stands in the template is written, in a folder of the function's own. */
  readonly inlineDirectory: string;
}

/** Code that is not on this machine, or in a language that nothing here runs. */
export class CodeElsewhere extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CodeElsewhere';
  }
}

/** The code that a template's function has here. Throws a CodeElsewhere, a HandlerError or a TemplateError. */
export function functionCode(
  properties: CodeProperties,
  { template, inlineDirectory }: CodePlace,
): FunctionCode {
  const { runtime, handler, metadata } = properties;
  const project = dirname(template);
  const inline = properties.inline ?? mapOf(properties.code).ZipFile;
  const directory =
    typeof inline === 'string'
      ? writeInline(inline, runtime, inlineDirectory)
      : resolve(project, localPath(properties.code, metadata));
  const deployed = { directory, runtime, handler, project };
  try {
    return runtimeCode(deployed);
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    if (error.code === 'runtime-unsupported') throw new CodeElsewhere(error.message);
    const source = error.code === 'handler-not-found' ? entryPoint(handler, directory, metadata) : undefined;
    if (source === undefined) throw error;
    const code = runtimeCode({ ...deployed, handler: source });
    return code.kind === 'node' ? { ...code, task: { directory, handler } } : code;
  }
}

function localPath(code: Tree | undefined, metadata: TreeMap): string {
  // Where the CDK keeps what it is going to upload.
  const asset = metadata['aws:asset:path'];
  if (isMap(code) && typeof asset === 'string') return asset;
  if (isMap(code)) throw new CodeElsewhere('its code is in a bucket');
  if (code === undefined || isList(code)) return '.';
  if (/^(s3|https?):\/\//.test(code)) throw new CodeElsewhere(`its code is at ${code}`);
  return code;
}

function writeInline(text: string, runtime: string, directory: string): string {
  const [file] = [...(runtime.startsWith('python') ? ['index.py'] : []), 'index.js'];
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, file ?? 'index.js'), text);
  } catch (error) {
    const message = `cannot write ${directory}: ${error instanceof Error ? error.message : error}`;
    throw new TemplateError('file-unwritable', message, 'start it where files can be written');
  }
  return directory;
}

/** The source that esbuild would make the handler's file from, written as a handler. */
function entryPoint(handler: string, directory: string, metadata: TreeMap): string | undefined {
  const { EntryPoints } = mapOf(metadata.BuildProperties);
  const [, module, exported] = /([^./]+)\.(.+)$/.exec(handler) ?? [];
  const sources = isList(EntryPoints) ? EntryPoints.filter((one) => typeof one === 'string') : [];
  const source = sources.find((one) => parse(one).name === module && existsSync(join(directory, one)));
  return source === undefined ? undefined : `${join(parse(source).dir, parse(source).name)}.${exported}`;
}
