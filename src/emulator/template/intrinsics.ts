import { NoLocalValue } from './no-local-value.ts';
import type { Scope } from './scope.ts';
import { substitute } from './substitute.ts';
import { isList, isMap, mapOf, memberOf, type Tree } from './tree.ts';

type Value = (tree: Tree) => Tree | undefined;

type Intrinsic = (given: Tree, scope: Scope, value: Value) => Tree | undefined;

/** The intrinsic functions that have a value without a stack, by their long names. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (given, scope) => scope.ref(textOf('Ref', given)),
  'Fn::GetAtt': getAttribute,
  'Fn::Sub': (given, scope, value) => {
    const [text = '', variables] = isList(given) ? given : [given];
    const own = Object.entries(mapOf(variables)).map(([name, item]) => [name, value(item)] as const);
    return substitute(textOf('Fn::Sub', text), new Map(own), scope);
  },
  'Fn::Join': (given, _scope, value) => {
    const [separator = '', list = []] = listOf('Fn::Join', given);
    const items = listOf('Fn::Join', value(list));
    return items.map((item) => textOf('Fn::Join', item)).join(textOf('Fn::Join', value(separator)));
  },
  'Fn::Split': (given, _scope, value) => {
    const [separator, text] = listOf('Fn::Split', value(given));
    return textOf('Fn::Split', text).split(textOf('Fn::Split', separator));
  },
  'Fn::Select': (given, _scope, value) => {
    const [index = '', list = []] = listOf('Fn::Select', given);
    const items = listOf('Fn::Select', value(list));
    const found = items[Number(textOf('Fn::Select', value(index)))];
    if (found === undefined) throw new NoLocalValue('Fn::Select finds nothing at that index');
    return found;
  },
  'Fn::FindInMap': findInMap,
  'Fn::If': (given, scope, value) => {
    const [condition = '', then = '', otherwise = ''] = listOf('Fn::If', given);
    return value(scope.condition(textOf('Fn::If', condition)) ? then : otherwise);
  },
  'Fn::Base64': (given, _scope, value) => Buffer.from(textOf('Fn::Base64', value(given))).toString('base64'),
  'Fn::Length': (given, _scope, value) => String(listOf('Fn::Length', value(given)).length),
  'Fn::ToJsonString': (given, _scope, value) => JSON.stringify(value(given) ?? ''),
};

function getAttribute(given: Tree, scope: Scope, value: Value): Tree {
  const words = isList(given) ? given.map((word) => textOf('Fn::GetAtt', value(word))) : [];
  const [resource = '', ...attribute] = isList(given) ? words : textOf('Fn::GetAtt', given).split('.');
  return scope.attribute(resource, attribute.join('.'));
}

function findInMap(given: Tree, scope: Scope, value: Value): Tree {
  const [name, first, second, options] = listOf('Fn::FindInMap', value(given));
  const keys = [first, second].map((key) => textOf('Fn::FindInMap', key));
  const map = scope.mapping(textOf('Fn::FindInMap', name));
  const found = keys.reduce<Tree | undefined>((tree, key) => memberOf(mapOf(tree), key), map);
  const chosen = found ?? memberOf(mapOf(options), 'DefaultValue');
  if (chosen !== undefined) return chosen;
  throw new NoLocalValue(`Fn::FindInMap finds nothing under ${keys.join('.')}`);
}

function textOf(name: string, tree: Tree | undefined): string {
  if (typeof tree === 'string') return tree;
  throw new NoLocalValue(`${name} is given ${describe(tree)} for a text`);
}

function listOf(name: string, tree: Tree | undefined): readonly Tree[] {
  if (isList(tree)) return tree;
  throw new NoLocalValue(`${name} is given ${describe(tree)} for a list`);
}

function describe(tree: Tree | undefined): string {
  if (tree === undefined) return 'nothing';
  if (isMap(tree)) return 'a map';
  return isList(tree) ? 'a list' : 'a text';
}
