import { FunctionProperties } from './function-properties.ts';
import { Notes } from './notes.ts';
import type { Resource } from './resources.ts';
import type { Stack } from './stack.ts';
import { isList, mapOf, type Tree } from './tree.ts';

/** The tags of a function: its own, a map or CloudFormation's list, and those that every function of a stack gets. */
export function tagsOf(resource: Resource, stack: Stack): Readonly<Record<string, string>> {
  // No function sees its tags, so that what has no local value is not worth a warning.
  const tags = new FunctionProperties(resource, stack, new Notes()).value('Tags');
  const pairs = isList(tags) ? tags.map(pairOf) : Object.entries(mapOf(tags));
  return {
    ...Object.fromEntries(pairs.filter(isText)),
    'aws:cloudformation:logical-id': resource.id,
    'aws:cloudformation:stack-name': String(stack.ref('AWS::StackName')),
  };
}

type Pair = [key: Tree | undefined, value: Tree | undefined];

function pairOf(tree: Tree): Pair {
  const { Key, Value } = mapOf(tree);
  return [Key, Value];
}

function isText(pair: Pair): pair is [string, string] {
  return pair.every((part) => typeof part === 'string');
}
