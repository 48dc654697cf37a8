import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arn, oneFunction, reading } from './reading.ts';

test('a function is what its properties and Globals say', (t) => {
  const globals = `
Globals:
  Function:
    Timeout: 30
    MemorySize: 256
    Environment: { Variables: { A: general, B: general } }
    DurableConfig: { ExecutionTimeout: 60, RetentionPeriodInDays: 7 }
    LoggingConfig: { LogFormat: JSON }`;
  const properties = `
Timeout: 900
Description: takes orders
Environment: { Variables: { B: own, C: 7, D: true } }
DurableConfig: { ExecutionTimeout: 3600 }
AutoPublishAlias: live
LoggingConfig: { ApplicationLogLevel: DEBUG, SystemLogLevel: INFO }`;
  const { only, directory, warnings } = reading(t, oneFunction(properties, globals));
  assert.deepEqual(warnings, []);
  assert.deepEqual(only, {
    name: 'Orders',
    code: {
      kind: 'node',
      file: `${directory}/app.mjs`,
      export: 'handler',
      task: { directory, handler: 'app.handler' },
    },
    environment: { A: 'general', B: 'own', C: '7', D: 'true' },
    runtime: 'nodejs24.x',
    description: 'takes orders',
    aliases: { live: '1' },
    versions: [],
    tags: { 'aws:cloudformation:logical-id': 'Orders', 'aws:cloudformation:stack-name': 'local' },
    timeoutSeconds: 900,
    memoryMegabytes: 256,
    durable: { ExecutionTimeout: 3600, RetentionPeriodInDays: 7 },
    logging: { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG' },
  });
});

test('what a template leaves open is open', (t) => {
  const { only } = reading(t, oneFunction('Role: arn'));
  assert.partialDeepStrictEqual(only, { environment: {}, aliases: {}, versions: [] });
  const open = [only.timeoutSeconds, only.memoryMegabytes, only.durable, only.description, only.logging];
  assert.deepEqual(open, Array(5).fill(undefined));
});

test('a durable function logs JSON unless it says otherwise', (t) => {
  const durable = 'DurableConfig: { ExecutionTimeout: 10 }';
  assert.deepEqual(reading(t, oneFunction(durable)).only.logging, { LogFormat: 'JSON' });
  const text = oneFunction(`${durable}\nLoggingConfig: { LogFormat: Text }`);
  assert.deepEqual(reading(t, text).only.logging, { LogFormat: 'Text' });
});

test('the log group is a name, or one of the template', (t) => {
  const logs = '  Logs: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: shop } }';
  const own = `${oneFunction('LoggingConfig: { LogGroup: !Ref Logs }')}\n${logs}`;
  assert.deepEqual(reading(t, own).only.logging, { LogFormat: 'Text', LogGroup: 'shop' });
  const json = oneFunction('LoggingConfig: { LogFormat: JSON, LogGroup: /shop/logs }');
  assert.deepEqual(reading(t, json).only.logging, { LogFormat: 'JSON', LogGroup: '/shop/logs' });
});

test("CloudFormation's own functions take nothing from Globals, and have versions and aliases", (t) => {
  const template = `
Globals: { Function: { Timeout: 30 } }
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: orders
      Runtime: python3.13
      Handler: app.handler
      Code: .
      DurableConfig: { ExecutionTimeout: 10, RetentionPeriodInDays: 1 }
  First: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Fn } }
  Second: { Type: AWS::Lambda::Version, Properties: { FunctionName: !GetAtt Fn.Arn } }
  Live:
    Type: AWS::Lambda::Alias
    Properties: { Name: live, FunctionName: orders, FunctionVersion: !GetAtt Second.Version }
  Next: { Type: AWS::Lambda::Alias, Properties: { Name: next, FunctionName: orders, FunctionVersion: $LATEST } }
  Foreign: { Type: AWS::Lambda::Version, Properties: { FunctionName: other } }
  Lost: { Type: AWS::Lambda::Version, Properties: { FunctionName: !ImportValue other } }`;
  const { only, warnings } = reading(t, template);
  assert.equal(only.name, 'orders');
  assert.equal(only.timeoutSeconds, undefined);
  assert.deepEqual(only.aliases, { live: '2', next: '$LATEST' });
  assert.deepEqual(only.versions, ['1', '2']);
  assert.deepEqual(warnings, []);
});

test('resources whose condition does not hold are not there', (t) => {
  const template = `
Conditions: { Never: !Equals [a, b] }
Resources:
  Gone: { Type: AWS::Serverless::Function, Condition: Never, Properties: { Runtime: nodejs24.x, Handler: nothing.handler } }
  Orders:
    Type: AWS::Serverless::Function
    Condition: Unknown
    Properties: { Runtime: nodejs24.x, Handler: app.handler, Environment: { Variables: { GONE: !GetAtt Gone.Arn } } }`;
  const { functions, warnings } = reading(t, template);
  assert.deepEqual(
    functions.map(({ name, environment }) => [name, environment]),
    [['Orders', {}]],
  );
  assert.deepEqual(warnings, [
    'template.yaml: Condition of Orders: the condition Unknown is not in the template; taken as true',
    'template.yaml: Environment.Variables.GONE of Orders: Gone.Arn has no local value; left out, unless --env GONE=VALUE sets it',
  ]);
});

const named = [
  ['FunctionName: orders-api', 'orders-api', []],
  [`FunctionName: !Sub "\${AWS::StackName}-orders"`, 'local-orders', []],
  ['FunctionName: !Ref AWS::NoValue', 'Orders', []],
  [
    'FunctionName: !ImportValue name',
    'Orders',
    ['FunctionName of Orders: Fn::ImportValue has no local value; the function is called Orders'],
  ],
  [
    'FunctionName: !Ref Orders',
    'Orders',
    ['FunctionName of Orders: the name of Orders depends on itself; the function is called Orders'],
  ],
] as const;

for (const [properties, name, told] of named) {
  test(`${properties} makes it ${name}`, (t) => {
    const { only, warnings } = reading(t, oneFunction(properties));
    assert.equal(only.name, name);
    assert.deepEqual(
      warnings,
      told.map((line) => `template.yaml: ${line}`),
    );
  });
}

const told = [
  ['Layers: [a]', 'Layers of Orders: left out; what they bring must be in the code'],
  ['VpcConfig: {SubnetIds: [a]}', "VpcConfig of Orders: left out; it has this machine's network"],
  [
    'FileSystemConfigs: []',
    'FileSystemConfigs of Orders: not mounted; what it reads there must be on this machine',
  ],
  ['Events: {A: {Type: Api}}', 'Events of Orders: nothing triggers it here; start or invoke it by its name'],
  [
    'FunctionUrlConfig: {AuthType: NONE}',
    'FunctionUrlConfig of Orders: it has no address here; invoke it by its name',
  ],
  ['Timout: 3', 'Timout of Orders: left out; durcb does not know it'],
  ['toString: 3', 'toString of Orders: left out; durcb does not know it'],
  [
    'Environment: {Variables: {AWS_ENDPOINT_URL_LAMBDA: x}}',
    'Environment.Variables.AWS_ENDPOINT_URL_LAMBDA of Orders: here it is the emulator; left out',
  ],
  ['Environment: {Variables: {A: [b]}}', 'Environment.Variables.A of Orders: it is no text; left out'],
  [
    'LoggingConfig: {LogFormat: JSON, ApplicationLogLevel: Verbose}',
    'LoggingConfig.ApplicationLogLevel of Orders: it is none of TRACE, DEBUG, INFO, WARN, ERROR, FATAL; left out',
  ],
  [
    'LoggingConfig: {LogFormat: json}',
    'LoggingConfig.LogFormat of Orders: it is neither JSON nor Text; left out',
  ],
  [
    'LoggingConfig: {LogGroup: my logs}',
    'LoggingConfig.LogGroup of Orders: it is no name of a log group; left out',
  ],
  ['DurableConfig: !ImportValue a', 'DurableConfig of Orders: Fn::ImportValue has no local value; left out'],
  ['Timeout: !ImportValue a', 'Timeout of Orders: Fn::ImportValue has no local value; left out'],
  [
    'DurableConfig: {ExecutionTimeout: !ImportValue a}',
    'DurableConfig.ExecutionTimeout of Orders: Fn::ImportValue has no local value; left out',
  ],
] as const;

for (const [properties, line] of told) {
  test(`${properties} is told`, (t) => {
    const { only, warnings } = reading(t, oneFunction(properties));
    assert.equal(only.name, 'Orders');
    assert.deepEqual(warnings, [`template.yaml: ${line}`]);
  });
}

test('what has no meaning without AWS is not worth a word', (t) => {
  const properties = `
Role: !GetAtt Role.Arn
Policies: [{Statement: {Resource: !GetAtt Table.Arn}}]
Tags: {a: b}
Tracing: Active
Architectures: [arm64]
TenancyConfig: {TenantIsolationMode: PER_TENANT}
ReservedConcurrentExecutions: 1
DeploymentPreference: {Type: AllAtOnce}`;
  assert.deepEqual(reading(t, oneFunction(properties)).warnings, []);
});

test('one thing left out of many functions is one line', (t) => {
  const functions = ['A', 'B', 'C', 'D', 'E'].map(
    (id) => `  ${id}: { Type: AWS::Serverless::Function, Properties: { Handler: app.handler } }`,
  );
  const globals = 'Globals: { Function: { Runtime: nodejs24.x, Layers: [a] } }';
  const { warnings } = reading(t, [globals, 'Resources:', ...functions].join('\n'));
  assert.deepEqual(warnings, [
    'template.yaml: Layers of A, B, C and 2 more: left out; what they bring must be in the code',
  ]);
});

test('stacks and macros within are told', (t) => {
  const others = '  Sub: { Type: AWS::Serverless::Application, Properties: { Location: x.yaml } }';
  const macro = '  "Fn::ForEach::Each": [A, [b], {}]';
  const { warnings } = reading(t, [oneFunction('Role: a'), others, macro].join('\n'));
  assert.deepEqual(warnings, [
    'template.yaml: Functions of Sub: not read; give the template of that stack as well',
    'template.yaml: Functions of Fn::ForEach::Each: not read; it is a macro',
  ]);
});

const refused = [
  [
    'Timeout: 901',
    /^template\.yaml: Orders: Timeout is not what it has to be$/,
    /^give 1 to 900, not "901"$/,
  ],
  ['Timeout: soon', /Timeout is not/, /give 1 to 900, not "soon"/],
  ['MemorySize: 64', /MemorySize is not/, /give 128 to 10240/],
  ['MemorySize: 10241', /MemorySize is not/, /give 128 to 10240/],
  ['DurableConfig: {ExecutionTimeout: 0}', /DurableConfig\.ExecutionTimeout is not/, /give 1 to 31622400/],
  ['DurableConfig: {RetentionPeriodInDays: 91}', /RetentionPeriodInDays is not/, /give 1 to 90/],
  ['DurableConfig: "yes"', /DurableConfig is not/, /a map is needed/],
  ['Description: [a]', /Description is not/, /a text is needed/],
  ['FunctionName: my shop', /^template\.yaml: Orders: Orders cannot be called 'my shop'$/, /use 1 to 64/],
  ['CodeUri: nowhere/', /Orders: There is no code in \/.*nowhere/, /what sam builds is in \.aws-sam/],
  [
    'Handler: nothing.handler',
    /Orders: There is no handler nothing\.handler in/,
    /as in app\.handler; what sam/,
  ],
] as const;

for (const [properties, message, hint] of refused) {
  test(`${properties} is refused`, (t) => {
    assert.throws(
      () => reading(t, oneFunction(properties).replace(/Handler: app.handler\n(?=.*Handler)/s, 'Role: a\n')),
      (error: Error & { code: string; hint: string }) => {
        assert.equal(error.name, 'TemplateError');
        assert.match(error.message, message);
        assert.match(error.hint, hint);
        return true;
      },
    );
  });
}

test('a template without functions, or that is not there, is refused', (t) => {
  assert.throws(() => reading(t, 'Resources: {A: {Type: "AWS::SQS::Queue"}}'), {
    code: 'template-empty',
    message: 'template.yaml: there is no function in it',
  });
  assert.throws(() => reading(t, 'Resources: {A: {Type: !Sub}'), { code: 'template-syntax' });
});

test('references between functions use their names', (t) => {
  const template = `
Globals: { Function: { Runtime: nodejs24.x, Handler: app.handler } }
Resources:
  A:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: !Sub "\${B}-caller"
      Environment: { Variables: { B: !Sub "\${B.Arn}:live" } }
  B: { Type: AWS::Serverless::Function, Properties: { FunctionName: target } }`;
  const [caller] = reading(t, template).functions;
  assert.equal(caller?.name, 'target-caller');
  assert.deepEqual(caller?.environment, { B: `${arn('target')}:live` });
});

const aliases = [
  ['AutoPublishAlias: !Ref Stage', { dev: '1' }, []],
  [
    'AutoPublishAlias: !ImportValue a',
    {},
    ['template.yaml: Alias of Orders: Fn::ImportValue has no local value; left out'],
  ],
  [
    'AutoPublishAlias: !Ref Orders.Alias',
    {},
    ['template.yaml: Alias of Orders: AutoPublishAlias of Orders depends on itself; left out'],
  ],
] as const;

for (const [properties, expected, lines] of aliases) {
  test(`${properties} is the alias`, (t) => {
    const template = oneFunction(properties, 'Parameters: { Stage: { Default: dev } }');
    const { only, warnings } = reading(t, template);
    assert.deepEqual(only.aliases, expected);
    assert.deepEqual(warnings, lines);
  });
}

test('tags are a map, a list of pairs, or what Globals say, beside those of the stack', (t) => {
  const stack = { 'aws:cloudformation:logical-id': 'Orders', 'aws:cloudformation:stack-name': 'local' };
  const tagged = (properties: string, globals = '') => reading(t, oneFunction(properties, globals)).only.tags;
  const globals = 'Globals: { Function: { Tags: { team: pay, stage: test } } }';
  assert.deepEqual(tagged('Tags: { team: ship }', globals), { team: 'ship', stage: 'test', ...stack });
  const list = 'Tags: [{ Key: team, Value: pay }, { Key: stack, Value: !Ref AWS::StackName }]';
  assert.deepEqual(tagged(list), { team: 'pay', stack: 'local', ...stack });
  assert.deepEqual(tagged('Tags: { team: pay, other: !ImportValue x }'), { team: 'pay', ...stack });
});
