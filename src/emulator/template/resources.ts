import { withGlobals } from './globals.ts';
import { mapOf, type Tree, type TreeMap } from './tree.ts';

/** A resource of a template that has to do with functions. */
export interface Resource {
  readonly id: string;
  readonly kind: 'function' | 'version' | 'alias';
  /** With what `Globals` says. */
  readonly properties: TreeMap;
  readonly metadata: TreeMap;
  readonly condition: string | undefined;
}

const kinds: Readonly<Record<string, Resource['kind']>> = {
  'AWS::Serverless::Function': 'function',
  'AWS::Lambda::Function': 'function',
  'AWS::Lambda::Version': 'version',
  'AWS::Lambda::Alias': 'alias',
};

/** In the order of the template. */
export function resourcesOf(template: TreeMap): Resource[] {
  const globals = mapOf(mapOf(template.Globals).Function);
  return Object.entries(mapOf(template.Resources)).flatMap(([id, tree]) => {
    const { Type, Properties, Metadata, Condition } = mapOf(tree);
    const kind = typeof Type === 'string' && Object.hasOwn(kinds, Type) ? kinds[Type] : undefined;
    if (!kind) return [];
    const own = mapOf(Properties);
    return {
      id,
      kind,
      properties: Type === 'AWS::Serverless::Function' ? withGlobals(globals, own) : own,
      metadata: mapOf(Metadata),
      condition: textOrNothing(Condition),
    };
  });
}

function textOrNothing(tree: Tree | undefined): string | undefined {
  return typeof tree === 'string' ? tree : undefined;
}

/** Parts of a template that may hold functions which are not read. */
export function unreadParts(template: TreeMap): { readonly id: string; readonly outcome: string }[] {
  const entries = Object.entries(mapOf(template.Resources));
  return entries.flatMap(([id, tree]) => {
    const { Type = '' } = mapOf(tree);
    const isNested = Type === 'AWS::Serverless::Application' || Type === 'AWS::CloudFormation::Stack';
    if (isNested) return { id, outcome: 'not read; give the template of that stack as well' };
    return id.startsWith('Fn::') ? { id, outcome: 'not read; it is a macro' } : [];
  });
}
