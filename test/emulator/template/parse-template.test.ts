import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTemplate } from '../../../src/emulator/template/parse-template.ts';
import { TemplateError } from '../../../src/emulator/template/template-error.ts';

const read = [
  ['a: !Ref B', { a: { Ref: 'B' } }],
  [`a: !Sub "\${B}"`, { a: { 'Fn::Sub': `\${B}` } }],
  [`a: !Sub ["\${B}", {B: !Ref C}]`, { a: { 'Fn::Sub': [`\${B}`, { B: { Ref: 'C' } }] } }],
  ['a: !GetAtt B.C.D', { a: { 'Fn::GetAtt': ['B', 'C.D'] } }],
  ['a: !GetAtt [B, C]', { a: { 'Fn::GetAtt': ['B', 'C'] } }],
  ['a: !Join\n  - ","\n  - !Split [";", "b;c"]', { a: { 'Fn::Join': [',', { 'Fn::Split': [';', 'b;c'] }] } }],
  [
    'a: !If [B, !Ref C, !Ref "AWS::NoValue"]',
    { a: { 'Fn::If': ['B', { Ref: 'C' }, { Ref: 'AWS::NoValue' }] } },
  ],
  [
    'a: !And [!Condition B, !Equals [c, d]]',
    { a: { 'Fn::And': [{ Condition: 'B' }, { 'Fn::Equals': ['c', 'd'] }] } },
  ],
  ['a: !Transform {Name: AWS::Include}', { a: { 'Fn::Transform': { Name: 'AWS::Include' } } }],
  ['a: &x {b: 1}\nc:\n  <<: *x\n  d: 2', { a: { b: '1' }, c: { b: '1', d: '2' } }],
  ['a: 2010-09-09\nb: 0123\nc: 1.0\nd: 0x1F', { a: '2010-09-09', b: '0123', c: '1.0', d: '0x1F' }],
  ['a: yes\nb: True\nc: off\nd: y\ne: "yes"', { a: 'true', b: 'true', c: 'false', d: 'y', e: 'yes' }],
  ['a:\nb: null\nc: ""', { a: '', b: '', c: '' }],
  ['{\n\t"a": [1, true, null],\n\t"b": {"Ref": "C"}\n}', { a: ['1', 'true', ''], b: { Ref: 'C' } }],
] as const;

for (const [text, tree] of read) {
  test(`${JSON.stringify(text)} is read`, () => {
    assert.deepEqual(parseTemplate(text), tree);
  });
}

const refused = [
  ['a: 1\na: 2', /^line 2, column 1: Map keys must be unique$/],
  ['Resources:\n  A: [1', /^line 2, column \d+: .*\]/],
  ['Resources:\n  A:\n   - !Sup x', /^line 3, column 6: !Sup is no function here$/],
  ['{"a": 1,\n "b": }{', /^line 2, column \d+: /],
  ['- a', /^a template is a map/],
  ['', /^a template is a map/],
  ['a: 1\n---\nb: 2', /^line 2, column 1: /],
  [`a: ${'['.repeat(200)}${']'.repeat(200)}`, /nested deeper than 100 levels/],
  ['a: &a [b]\nc: &c [*a, *a]\nd: &d\n  e: *d', /./],
  [bomb(), /alias/i],
] as const;

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const aliases = Array.from({ length: 9 }, () => `*a${level}`).join(', ');
    return `a${level + 1}: &a${level + 1} [${aliases}]`;
  });
  return ['a0: &a0 [x]', ...levels].join('\n');
}

for (const [text, message] of refused) {
  test(`${JSON.stringify(text.slice(0, 40))} is refused`, () => {
    assert.throws(
      () => parseTemplate(text),
      (error) => {
        assert.ok(error instanceof TemplateError, String(error));
        assert.equal(error.code, 'template-syntax');
        assert.match(error.message, message);
        return true;
      },
    );
  });
}
