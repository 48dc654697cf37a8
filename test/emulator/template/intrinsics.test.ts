import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arn, oneFunction, reading } from './reading.ts';

/** A template that has something of everything, to look at through one variable. */
const surroundings = `
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Zones: { Type: CommaDelimitedList, Default: "a, b,c" }
  Count: { Type: Number, Default: 07 }
  Secret: { Type: "AWS::SSM::Parameter::Value<String>", Default: /secret }
Mappings:
  Sizes:
    dev: { queue: small, topics: [one, two] }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Both: !And [!Condition IsDev, !Equals [a, a]]
  Either: !Or [!Condition IsProd, !Condition Both]
  Self: !Condition Self
Resources:
  Table: { Type: "AWS::DynamoDB::Table" }
  Named: { Type: "AWS::DynamoDB::Table", Properties: { TableName: !Sub "orders-\${Stage}" } }
  Looped: { Type: "AWS::S3::Bucket", Properties: { BucketName: !Ref Looped } }
  Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: orders } }
  Target:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: !Sub "shop-\${Stage}", Runtime: nodejs24.x, Handler: app.handler, AutoPublishAlias: live }
  TargetV: { Type: "AWS::Lambda::Version", Properties: { FunctionName: !Ref Plain } }
  TargetA:
    Type: AWS::Lambda::Alias
    Properties: { Name: blue, FunctionName: !GetAtt Plain.Arn, FunctionVersion: !GetAtt TargetV.Version }
  Plain: { Type: "AWS::Lambda::Function", Properties: { Runtime: nodejs24.x, Handler: app.handler, Code: . } }
  Asked:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs24.x
      Handler: app.handler
      Environment:
        Variables:
          ASKED: `;

const values = [
  ['!Ref Stage', 'dev'],
  ['!Ref Count', '07'],
  ['!Ref AWS::Region', 'eu-west-1'],
  ['!Ref AWS::AccountId', '111122223333'],
  ['!Ref AWS::Partition', 'aws'],
  ['!Ref AWS::URLSuffix', 'amazonaws.com'],
  ['!Ref AWS::StackName', 'local'],
  ['!Ref AWS::NoValue', undefined],
  ['!Ref Named', 'orders-dev'],
  ['!Ref Target', 'shop-dev'],
  ['!Ref Asked', 'Asked'],
  ['!Ref Target.Alias', `${arn('shop-dev')}:live`],
  ['!Ref Target.Version', `${arn('shop-dev')}:1`],
  ['!Ref TargetAliaslive', `${arn('shop-dev')}:live`],
  ['!Ref TargetV', `${arn('Plain')}:1`],
  ['!Ref TargetA', `${arn('Plain')}:blue`],
  ['!GetAtt TargetV.Version', '1'],
  ['!GetAtt TargetA.AliasArn', `${arn('Plain')}:blue`],
  ['!GetAtt Target.Arn', arn('shop-dev')],
  ['{"Fn::GetAtt": ["Target", "Arn"]}', arn('shop-dev')],
  ['{"Fn::GetAtt": "Target.Arn"}', arn('shop-dev')],
  [`!Sub '\${Target.Arn}:$LATEST'`, `${arn('shop-dev')}:$LATEST`],
  [`!Sub '\${Target}-\${ Stage }-\${!Stage}-$x'`, `shop-dev-dev-\${Stage}-$x`],
  [`!Sub '\${Target.Alias}'`, `${arn('shop-dev')}:live`],
  [`!Sub ['\${A}/\${Stage}/\${B}', {A: !Ref Target, B: 2, Stage: own}]`, 'shop-dev/own/2'],
  ['!Join ["-", [a, !Ref Stage, !Ref "AWS::NoValue", !Ref Count]]', 'a-dev-07'],
  ['!Join ["/", !Ref Zones]', 'a/b/c'],
  ['!Select [1, !Ref Zones]', 'b'],
  ['!Select [0, !Split [":", "x:y"]]', 'x'],
  ['!FindInMap [Sizes, !Ref Stage, queue]', 'small'],
  ['!Select [1, !FindInMap [Sizes, dev, topics]]', 'two'],
  ['!FindInMap [Sizes, prod, queue, {DefaultValue: large}]', 'large'],
  ['!If [IsProd, a, b]', 'b'],
  ['!If [Either, !If [Both, !Ref Stage, c], b]', 'dev'],
  ['!If [IsProd, a, !Ref "AWS::NoValue"]', undefined],
  ['!Base64 abc', 'YWJj'],
  ['{"Fn::Length": [a, b]}', '2'],
  ['{"Fn::ToJsonString": {a: !Ref Stage}}', '{"a":"dev"}'],
  ['yes', 'true'],
  ['1.50', '1.50'],
  ['~', ''],
] as const;

for (const [given, value] of values) {
  test(`${given} is ${JSON.stringify(value)}`, (t) => {
    const { functions, warnings } = reading(t, surroundings + given);
    assert.deepEqual(functions.find(({ name }) => name === 'Asked')?.environment.ASKED, value);
    assert.deepEqual(warnings, []);
  });
}

const withoutValue = [
  ['!Ref Table', 'Table has no local value'],
  ['!Ref Looped', 'BucketName of Looped depends on itself'],
  ['!Ref Queue', 'Queue has no local value'],
  ['!GetAtt Table.Arn', 'Table.Arn has no local value'],
  ['!GetAtt Target.Nothing', 'Target.Nothing has no local value'],
  ['!Ref Missing', 'nothing in the template is called Missing'],
  [`!Sub 'x-\${Table}'`, 'Table has no local value'],
  [`!Sub '\${Zones}'`, `\${Zones} is no text`],
  ['!Ref AWS::NotificationARNs', 'AWS::NotificationARNs has no local value'],
  ['!Ref Secret', 'parameter Secret is in the parameter store'],
  ['!ImportValue other', 'Fn::ImportValue has no local value'],
  ['!GetAZs eu-west-1', 'Fn::GetAZs has no local value'],
  ['!Join [",", !Ref Stage]', 'Fn::Join is given a text for a list'],
  ['!Join [",", [!Ref Table]]', 'Table has no local value'],
  ['!Select [7, !Ref Zones]', 'Fn::Select finds nothing at that index'],
  ['!FindInMap [Sizes, prod, queue]', 'Fn::FindInMap finds nothing under prod.queue'],
  ['!If [Nothing, a, b]', 'the condition Nothing is not in the template'],
  ['!If [Self, a, b]', 'the condition Self asks for itself'],
  ['!Sub [x, y, z]', undefined],
  ['{"Fn::Nothing": a}', 'Fn::Nothing has no local value'],
] as const;

for (const [given, reason] of withoutValue) {
  test(`${given} is left out, and told`, (t) => {
    const { functions, warnings } = reading(t, surroundings + given);
    const asked = functions.find(({ name }) => name === 'Asked');
    const told = `template.yaml: Environment.Variables.ASKED of Asked: ${reason}; left out, unless --env ASKED=VALUE sets it`;
    assert.deepEqual(warnings, reason === undefined ? [] : [told]);
    assert.deepEqual(asked?.environment, reason === undefined ? { ASKED: 'x' } : {});
  });
}

test('given parameters go before defaults, also those of a stack', (t) => {
  const parameters = { Stage: 'prod', 'AWS::StackName': 'shop' };
  const { functions } = reading(t, `${surroundings}!Sub "\${AWS::StackName}-\${Stage}"`, { parameters });
  assert.deepEqual(
    functions.map(({ name, environment }) => [name, environment.ASKED]),
    [
      ['shop-prod', undefined],
      ['Plain', undefined],
      ['Asked', 'shop-prod'],
    ],
  );
});

const parameters = 'Parameters:\n  Stage: { Type: String, AllowedValues: [dev, prod] }';

test('a parameter without value is refused only where it matters', (t) => {
  const { only } = reading(t, oneFunction('Role: !Ref Stage', parameters));
  assert.equal(only.name, 'Orders');
  assert.throws(() => reading(t, oneFunction('Description: !Ref Stage', parameters)), {
    code: 'parameter-missing',
    message: 'template.yaml: Orders: the parameter Stage has no value',
    hint: 'give it one: --parameter Stage=VALUE',
  });
});

test('a parameter has one of its allowed values', (t) => {
  const template = oneFunction('Description: !Ref Stage', parameters);
  assert.equal(reading(t, template, { parameters: { Stage: 'dev' } }).only.description, 'dev');
  assert.throws(() => reading(t, template, { parameters: { Stage: 'test' } }), {
    code: 'parameter-value',
    hint: 'give one of dev, prod',
  });
});
