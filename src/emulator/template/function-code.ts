import { dirname, join, parse } from 'node:path';
import type { FunctionCode } from '../functions/functions.ts';
import { HandlerError } from '../functions/handler-code.ts';
import { runtimeCode } from '../functions/runtime-code.ts';
import { CodeElsewhere, type CodePlace, type CodeProperties, codeDirectory } from './code-directory.ts';
import { isList, mapOf, type TreeMap } from './tree.ts';

/** The code that a template's function has here. Throws a CodeElsewhere, a HandlerError or a TemplateError. */
export function functionCode(properties: CodeProperties, place: CodePlace): FunctionCode {
  const { runtime, handler, metadata } = properties;
  const deployed = { directory: codeDirectory(properties, place), runtime, project: dirname(place.template) };
  try {
    return runtimeCode({ ...deployed, handler });
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    if (error.code === 'runtime-unsupported') throw new CodeElsewhere(error.message);
    const source = entryPoint(handler, metadata);
    if (error.code !== 'handler-not-found' || source === undefined) throw error;
    const code = runtimeCode({ ...deployed, handler: source });
    return code.kind === 'node' ? { ...code, task: { directory: deployed.directory, handler } } : code;
  }
}

/** The source that esbuild makes the handler's file from, itself written as a handler. */
function entryPoint(handler: string, metadata: TreeMap): string | undefined {
  const { EntryPoints } = mapOf(metadata.BuildProperties);
  const [, module, exported] = /([^./]+)\.(.+)$/.exec(handler) ?? [];
  const sources = isList(EntryPoints) ? EntryPoints.filter((one) => typeof one === 'string') : [];
  const { dir, name } = parse(sources.find((one) => parse(one).name === module) ?? '');
  return name === '' ? undefined : `${join(dir, name)}.${exported}`;
}
