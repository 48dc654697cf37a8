import { limits } from '../../model/limits.ts';
import type { FunctionDefinition, LoggingSettings } from '../functions/functions.ts';
import { CodeElsewhere, type CodePlace } from './code-directory.ts';
import { functionCode } from './function-code.ts';
import { FunctionProperties } from './function-properties.ts';
import { loggingOf } from './logging-of.ts';
import type { Notes } from './notes.ts';
import type { Resource } from './resources.ts';
import type { Stack } from './stack.ts';
import { tagsOf } from './tags-of.ts';
import { mapOf, type TreeMap } from './tree.ts';
import { unserved } from './unserved-properties.ts';

/** A function as a template has it; what the template leaves open is undefined. */
export interface TemplateFunction
  extends Pick<
    FunctionDefinition,
    'name' | 'code' | 'environment' | 'runtime' | 'description' | 'aliases' | 'versions' | 'tags'
  > {
  readonly timeoutSeconds: number | undefined;
  readonly memoryMegabytes: number | undefined;
  /** Present when the function is durable. */
  readonly durable: Partial<NonNullable<FunctionDefinition['durable']>> | undefined;
  readonly logging: LoggingSettings | undefined;
}

/** Undefined, and noted, for a function that cannot be served here. */
export function templateFunction(
  resource: Resource,
  stack: Stack,
  place: CodePlace,
  notes: Notes,
): TemplateFunction | undefined {
  const properties = new FunctionProperties(resource, stack, notes);
  const name = stack.names.nameOf(resource);
  const code = codeOf(resource, properties, place, notes);
  if (code === undefined) return undefined;
  noteUnserved(resource, notes);
  const durable = properties.map('DurableConfig');
  return {
    name,
    code,
    environment: environmentOf(resource, properties, notes),
    runtime: properties.text('Runtime'),
    description: properties.text('Description'),
    aliases: stack.names.aliasesOf(resource),
    versions: stack.names.versionsOf(resource),
    tags: tagsOf(resource, stack),
    timeoutSeconds: properties.number('Timeout', properties.value('Timeout'), 1, limits.functionTimeout),
    memoryMegabytes: memoryOf(properties),
    durable: durable && durableOf(properties, durable),
    logging: loggingOf(resource.id, properties, durable !== undefined, notes),
  };
}

function memoryOf(properties: FunctionProperties): number | undefined {
  const { leastFunctionMemory, functionMemory } = limits;
  return properties.number('MemorySize', properties.value('MemorySize'), leastFunctionMemory, functionMemory);
}

function codeOf(
  { id, metadata }: Resource,
  properties: FunctionProperties,
  place: CodePlace,
  notes: Notes,
): FunctionDefinition['code'] | undefined {
  const isImage = properties.text('PackageType') === 'Image' || metadata.Dockerfile !== undefined;
  const [runtime, handler] = isImage ? [] : [properties.text('Runtime'), properties.text('Handler')];
  const code = properties.value('CodeUri') ?? properties.value('Code');
  const inline = properties.text('InlineCode');
  try {
    if (isImage) throw new CodeElsewhere('it is a container image');
    if (runtime === undefined) throw new CodeElsewhere('it has no Runtime');
    return functionCode({ runtime, handler: handler ?? '', code, inline, metadata }, place);
  } catch (error) {
    if (!(error instanceof CodeElsewhere)) throw error;
    notes.add('Code', id, `${error.message}; the function is not served`);
    return undefined;
  }
}

function noteUnserved({ id, properties }: Resource, notes: Notes): void {
  for (const property of Object.keys(properties)) {
    const outcome = unserved(property);
    if (outcome !== undefined) notes.add(property, id, outcome);
  }
}

/** They would send what the function does to AWS instead of the emulator. */
const endpoints = new Set(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_LAMBDA']);

function environmentOf(
  { id }: Resource,
  properties: FunctionProperties,
  notes: Notes,
): Record<string, string> {
  const variables = Object.entries(mapOf(properties.map('Environment')?.Variables));
  const usable = variables.flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string' && !endpoints.has(name)) return [[name, value]];
    const reason = endpoints.has(name) ? 'here it is the emulator' : 'it is no text';
    notes.add(`Environment.Variables.${name}`, id, `${reason}; left out`);
    return [];
  });
  return Object.fromEntries(usable);
}

function durableOf(properties: FunctionProperties, settings: TreeMap): TemplateFunction['durable'] {
  const within = (name: string, most: number) =>
    properties.number(`DurableConfig.${name}`, settings[name], 1, most);
  const ExecutionTimeout = within('ExecutionTimeout', limits.executionTimeout);
  const RetentionPeriodInDays = within('RetentionPeriodInDays', limits.retentionDays);
  return {
    ...(ExecutionTimeout !== undefined && { ExecutionTimeout }),
    ...(RetentionPeriodInDays !== undefined && { RetentionPeriodInDays }),
  };
}
