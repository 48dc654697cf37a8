import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluate } from '../../../src/emulator/template/evaluate.ts';
import { withGlobals } from '../../../src/emulator/template/globals.ts';
import { NoLocalValue } from '../../../src/emulator/template/no-local-value.ts';
import { Notes } from '../../../src/emulator/template/notes.ts';
import { parseTemplate } from '../../../src/emulator/template/parse-template.ts';
import { Stack } from '../../../src/emulator/template/stack.ts';
import { substitute } from '../../../src/emulator/template/substitute.ts';
import { TemplateError } from '../../../src/emulator/template/template-error.ts';
import { isMap, type Tree, type TreeMap } from '../../../src/emulator/template/tree.ts';
import { place } from './reading.ts';

const name = fc.constantFrom(
  'A',
  'B',
  'V',
  'N',
  'P',
  'List',
  'C',
  'M',
  'AWS::Region',
  'AWS::NoValue',
  '__proto__',
  '',
);
const word = fc.oneof(
  name,
  fc.constantFrom(
    '0',
    '1',
    'Arn',
    'true',
    'A.Arn',
    'B.Alias',
    'V.Version',
    `\${A}-\${B.Arn}`,
    `\${!A}\${`,
    `\${List}`,
  ),
  fc.string(),
);
const functions = [
  'Ref',
  'GetAtt',
  'Sub',
  'Join',
  'Select',
  'Split',
  'FindInMap',
  'If',
  'Base64',
  'ImportValue',
];
const functionName = fc.constantFrom(
  ...functions.map((one) => (one === 'Ref' ? one : `Fn::${one}`)),
  'Fn::X',
);

const { tree } = fc.letrec<{ tree: Tree; list: Tree; map: Tree; call: Tree }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small' }, word, tie('list'), tie('map'), tie('call'), tie('call')),
  list: fc.array(tie('tree'), { maxLength: 4 }),
  map: fc.dictionary(fc.oneof(word, name), tie('tree'), { maxKeys: 3 }),
  call: fc.tuple(functionName, tie('tree')).map(([key, given]) => ({ [key]: given })),
}));

const condition: fc.Arbitrary<Tree> = fc.oneof(
  fc.tuple(tree, tree).map(([one, other]) => ({ 'Fn::Equals': [one, other] })),
  fc.constantFrom<Tree>({ Condition: 'C' }, { 'Fn::Not': [{ Condition: 'D' }] }, { 'Fn::Or': [] }, 'true'),
);

const template = fc
  .record({
    functionName: tree,
    alias: tree,
    version: tree,
    variable: tree,
    condition,
    other: condition,
    map: tree,
  })
  .map(
    (one): TreeMap => ({
      Parameters: { P: { Default: 'p' }, List: { Type: 'CommaDelimitedList', Default: 'a,b' } },
      Conditions: { C: one.condition, D: one.other },
      Mappings: { M: one.map },
      Resources: {
        A: {
          Type: 'AWS::Serverless::Function',
          Properties: { FunctionName: one.functionName, AutoPublishAlias: one.alias },
        },
        B: { Type: 'AWS::Lambda::Function', Condition: 'C', Properties: { FunctionName: one.variable } },
        N: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: one.variable } },
        V: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: one.version } },
        W: {
          Type: 'AWS::Lambda::Alias',
          Properties: { FunctionName: one.version, Name: one.alias, FunctionVersion: one.variable },
        },
      },
    }),
  );

/** What is read of any template: a value, or a refusal in words. */
function refusedOr<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    assert.ok(
      error instanceof NoLocalValue || error instanceof TemplateError,
      error instanceof Error ? error.stack : '',
    );
    assert.ok(error.message);
    return undefined;
  }
}

test('any template has values, or says what has none', () => {
  fc.assert(
    fc.property(template, tree, (made, asked) => {
      const stack = refusedOr(() => new Stack({ template: made, place, parameters: {}, notes: new Notes() }));
      if (stack) refusedOr(() => evaluate(asked, stack));
      for (const resource of stack?.resources ?? []) {
        refusedOr(() => stack?.names.nameOf(resource));
        refusedOr(() => stack?.names.aliasesOf(resource));
        refusedOr(() => stack?.names.versionsOf(resource));
      }
    }),
    { numRuns: 500 },
  );
});

test('any text is a template or is refused with its place', () => {
  const texts = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom(...`!Ref Sub\${}[]:,-&*"\n \t`.split('')), { maxLength: 40 })
      .map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const read = refusedOr(() => parseTemplate(text));
      assert.ok(read === undefined || isMap(read));
    }),
    { numRuns: 500 },
  );
});

test('a template is the same in JSON and in YAML', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc
          .string({ minLength: 1 })
          .filter((key) => !/^(~|null|yes|no|on|off|true|false|<<|__proto__)$/i.test(key)),
        tree,
      ),
      (made) => {
        const plain = JSON.parse(JSON.stringify(made));
        assert.deepEqual(parseTemplate(JSON.stringify(plain)), plain);
      },
    ),
    { numRuns: 200 },
  );
});

test('Sub replaces what has a name, and nothing else', () => {
  const scope = {
    ref: (one: string) => `<${one}>`,
    attribute: () => '',
    condition: () => true,
    mapping: () => undefined,
  };
  const plain = fc.string().filter((text) => !text.includes(`\${`) && !text.endsWith('$'));
  fc.assert(
    fc.property(plain, plain, (before, after) => {
      assert.equal(substitute(`${before}\${ X }${after}`, new Map(), scope), `${before}<X>${after}`);
      assert.equal(substitute(`${before}\${!X}${after}`, new Map(), scope), `${before}\${X}${after}`);
    }),
  );
});

test('properties over nothing, or nothing over Globals, are themselves', () => {
  fc.assert(
    fc.property(fc.dictionary(word, tree), (properties) => {
      assert.deepEqual(withGlobals({}, properties), { ...properties });
      assert.deepEqual(withGlobals(properties, {}), { ...properties });
    }),
  );
});
