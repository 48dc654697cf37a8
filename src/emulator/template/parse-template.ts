import {
  type CollectionTag,
  LineCounter,
  parseDocument,
  Scalar,
  type ScalarTag,
  type Tags,
  YAMLMap,
} from 'yaml';
import { TemplateError } from './template-error.ts';
import { isMap, type Tree, type TreeMap } from './tree.ts';

/** Reads YAML or JSON with the short forms of intrinsic functions made long. Throws a TemplateError with the place. */
export function parseTemplate(text: string): TreeMap {
  const lineCounter = new LineCounter();
  const options = {
    schema: 'failsafe',
    customTags: withIntrinsics,
    lineCounter,
    prettyErrors: false,
  } as const;
  const document = parseDocument(text, options);
  const [trouble] = [...document.errors, ...document.warnings.filter(isUnknownTag)];
  if (trouble) {
    const { line, col } = lineCounter.linePos(trouble.pos[0]);
    throw syntaxError(`line ${line}, column ${col}: ${plain(trouble.message)}`);
  }
  const tree = treeOf(contentOf(() => document.toJS()));
  if (isMap(tree)) return tree;
  throw syntaxError('a template is a map, with Resources');
}

function syntaxError(message: string): TemplateError {
  return new TemplateError('template-syntax', message, 'correct the template');
}

const isUnknownTag = ({ message }: Error): boolean => !message.includes('tag:yaml.org');

const plain = (message: string): string =>
  message.replace(/^Unresolved tag: (.*)$/, '$1 is no function here');

// Aliases that multiply one another.
function contentOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    throw syntaxError(error instanceof Error ? error.message : String(error));
  }
}

const deepest = 100;

function treeOf(value: unknown, depth = 0): Tree {
  if (depth > deepest) throw syntaxError(`it is nested deeper than ${deepest} levels`);
  if (Array.isArray(value)) return value.map((item) => treeOf(item, depth + 1));
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, treeOf(item, depth + 1)]));
}

// What CloudFormation takes for true and false; the rest of YAML's words and numbers stay as they are written.
const words: readonly ScalarTag[] = [
  { tag: 'tag:yaml.org,2002:null', default: true, test: /^(?:~|null|Null|NULL)?$/, resolve: () => '' },
  word('true', /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/),
  word('false', /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/),
];

function word(text: string, test: RegExp): ScalarTag {
  return { tag: 'tag:yaml.org,2002:bool', default: true, test, resolve: () => text };
}

const functionNames = [
  ...['And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap'],
  ...['ForEach', 'GetAtt', 'GetAZs', 'GetStackOutput', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or'],
  ...['RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll'],
];

function withIntrinsics(basic: Tags): Tags {
  const long = functionNames.flatMap((name) => shortForms(name, `Fn::${name}`));
  return [
    ...basic,
    'merge',
    ...words,
    ...shortForms('Ref', 'Ref'),
    ...shortForms('Condition', 'Condition'),
    ...long,
  ];
}

function shortForms(short: string, long: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${short}`;
  const isAttribute = short === 'GetAtt';
  const scalar = { tag, resolve: (text: string) => ({ [long]: isAttribute ? splitAtDot(text) : text }) };
  const resolve = (value: unknown) => {
    const map = new YAMLMap();
    map.set(new Scalar(long), value);
    return map;
  };
  return [scalar, { tag, collection: 'seq', resolve }, { tag, collection: 'map', resolve }];
}

function splitAtDot(text: string): readonly string[] {
  const at = text.indexOf('.');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
