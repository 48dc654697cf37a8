import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  InvalidParameterValueException,
  ResourceConflictException,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { directoryOf } from '../../../directory-of.ts';
import { archive, newFunction, saying } from '../../deployed.ts';
import { sandbox } from '../../functions/test-host.ts';
import { refused } from '../../refused.ts';
import { scriptedEmulator } from '../../scripted-emulator.ts';

const environment = sandbox.environment;
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:';

describe('a function that is created', () => {
  test('is shown with what it was given, and the defaults of the service', async (t) => {
    const { lambda, clock } = await scriptedEmulator(t, { environment });
    const ZipFile = saying('hello');
    const { $metadata, ...created } = await lambda.createFunction(
      newFunction('greeter', 'hello', {
        Description: 'says something',
        Environment: { Variables: { STAGE: 'test' } },
        Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:otel:1'],
        Tags: { team: 'a' },
        Code: { ZipFile },
      }),
    );
    assert.equal($metadata.httpStatusCode, 201);
    assert.partialDeepStrictEqual(created, {
      FunctionName: 'greeter',
      FunctionArn: `${arn}greeter`,
      Version: '$LATEST',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/any',
      Description: 'says something',
      Timeout: 3,
      MemorySize: 128,
      CodeSize: ZipFile.length,
      CodeSha256: createHash('sha256').update(ZipFile).digest('base64'),
      LastModified: new Date(clock.now()).toISOString().replace('Z', '+0000'),
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      Architectures: ['x86_64'],
      Environment: { Variables: { STAGE: 'test' } },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/greeter' },
    });
    assert.match(created.RevisionId ?? '', /^[0-9a-f-]{36}$/);
    assert.equal('DurableConfig' in created, false);
    const { Configuration, Code, Tags } = await lambda.getFunction({ FunctionName: 'greeter' });
    assert.deepEqual(Configuration, created);
    assert.deepEqual(Tags, { team: 'a' });
    assert.ok(existsSync(join(fileURLToPath(Code?.Location ?? ''), 'index.mjs')));
  });

  test('runs, and is ready for those who wait for that', async (t) => {
    const { lambda } = await scriptedEmulator(t, { environment });
    await lambda.createFunction(newFunction('greeter', 'hello', { Publish: true }));
    const FunctionName = 'greeter';
    const wait = { client: lambda, maxWaitTime: 5 };
    assert.equal((await waitUntilFunctionActiveV2(wait, { FunctionName })).state, 'SUCCESS');
    const { Payload, ExecutedVersion } = await lambda.invoke({ FunctionName: 'greeter:1' });
    assert.deepEqual(JSON.parse(Payload?.transformToString() ?? ''), { word: 'hello', version: '1' });
    assert.equal(ExecutedVersion, '1');
  });

  test('may be durable, with JSON logs and a timeout to suit', async (t) => {
    const { lambda } = await scriptedEmulator(t, { environment });
    const created = await lambda.createFunction(
      newFunction('job', 'done', { DurableConfig: { ExecutionTimeout: 600 } }),
    );
    assert.deepEqual(created.DurableConfig, { ExecutionTimeout: 600, RetentionPeriodInDays: 14 });
    assert.equal(created.Timeout, 600);
    assert.deepEqual(created.LoggingConfig, {
      LogFormat: 'JSON',
      ApplicationLogLevel: 'INFO',
      SystemLogLevel: 'INFO',
      LogGroup: '/aws/lambda/job',
    });
    const unqualified = 'You cannot invoke a durable function using an unqualified ARN.';
    await refused(lambda.invoke({ FunctionName: 'job' }), InvalidParameterValueException, 400, unqualified);
  });

  test('may have a log group of its own, which its code is told', async (t) => {
    const { lambda } = await scriptedEmulator(t, { environment });
    const code = 'export const handler = async () => process.env.AWS_LAMBDA_LOG_GROUP_NAME;';
    const asked = newFunction('greeter', 'hello', { LoggingConfig: { LogGroup: 'shop' } });
    const { LoggingConfig } = await lambda.createFunction({
      ...asked,
      Code: { ZipFile: archive({ 'index.mjs': code }) },
    });
    assert.deepEqual(LoggingConfig, { LogFormat: 'Text', LogGroup: 'shop' });
    const { Payload } = await lambda.invoke({ FunctionName: 'greeter' });
    assert.equal(Payload?.transformToString(), '"shop"');
    const json = { FunctionName: 'greeter', LoggingConfig: { LogFormat: 'JSON' } } as const;
    const updated = await lambda.updateFunctionConfiguration(json);
    assert.partialDeepStrictEqual(updated.LoggingConfig, { LogFormat: 'JSON', LogGroup: 'shop' });
  });

  test('may be a directory, used where it is, or an archive on the disk', async (t) => {
    const { lambda } = await scriptedEmulator(t, { environment });
    const directory = directoryOf(t, {
      'src/app.mjs': "import { word } from './word.mjs'; export const handler = async () => word;",
      'src/word.mjs': "export const word = 'in place';",
    });
    writeFileSync(join(directory, 'package.zip'), saying('unpacked'));
    const common = { Role: 'arn:aws:iam::123456789012:role/any', Runtime: 'nodejs24.x' } as const;
    const places = [
      ['place', directory, 'src/app.handler', '"in place"'],
      ['zip', join(directory, 'package.zip'), 'index.handler', '{"word":"unpacked","version":"$LATEST"}'],
    ] as const;
    for (const [FunctionName, S3Key, Handler, expected] of places) {
      const Code = { S3Bucket: 'local', S3Key };
      const { CodeSize = 0 } = await lambda.createFunction({ ...common, FunctionName, Handler, Code });
      assert.ok(CodeSize > 100);
      const { Payload } = await lambda.invoke({ FunctionName });
      assert.equal(Payload?.transformToString(), expected);
    }
  });

  test('whose handler is not there fails when it is invoked', async (t) => {
    const { lambda } = await scriptedEmulator(t, { environment });
    const cases = [
      ['nodejs24.x', 'other.handler', 'Runtime.ImportModuleError'],
      ['provided.al2023', 'other', 'Runtime.ExitError'],
    ] as const;
    for (const [Runtime, Handler, errorType] of cases) {
      const FunctionName = errorType.replace('.', '-');
      await lambda.createFunction(newFunction(FunctionName, 'hello', { Runtime, Handler }));
      const { Payload, LogResult } = await lambda.invoke({ FunctionName, LogType: 'Tail' });
      assert.equal(JSON.parse(Payload?.transformToString() ?? '').errorType, errorType);
      assert.match(Buffer.from(LogResult ?? '', 'base64').toString(), /other/);
    }
  });
});

describe('CreateFunction refuses', () => {
  test('a name that is taken, deployed or served', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    await lambda.createFunction(newFunction('greeter', 'hello'));
    for (const name of ['greeter', 'order']) {
      const call = lambda.createFunction(newFunction(name, 'hello'));
      await refused(call, ResourceConflictException, 409, `Function already exist: ${name}`);
    }
    const both = ['one', 'one'].map((name) => lambda.createFunction(newFunction(name, 'hello')));
    const outcomes = (await Promise.allSettled(both)).map(({ status }) => status);
    assert.deepEqual(outcomes.toSorted(), ['fulfilled', 'rejected']);
  });

  const cases: Readonly<Record<string, [Parameters<typeof newFunction>[2], RegExp]>> = {
    'no code': [{ Code: {} }, /^Please provide a source for function code\. Give the code as ZipFile/],
    'code in S3': [
      { Code: { S3Bucket: 'bucket', S3Key: 'key.zip' } },
      /^There is no S3 here to get s3:\/\/bucket\/key\.zip from\..*S3Bucket=local/,
    ],
    'an image': [
      { PackageType: 'Image', Code: { ImageUri: 'image:1' } },
      /^Images are not run here: image:1\./,
    ],
    'a path that is not there': [
      { Code: { S3Bucket: 'local', S3Key: '/not/there' } },
      /^There is no file or directory \/not\/there$/,
    ],
    'a relative path': [
      { Code: { S3Bucket: 'local', S3Key: 'there' } },
      /^The path of the code must be absolute/,
    ],
    'what is no archive': [
      { Code: { ZipFile: Buffer.from('no zip') } },
      /^Could not unzip uploaded file\. Please check your file, then try to upload again\.$/,
    ],
    'an archive that writes outside': [
      { Code: { ZipFile: archive({ '../outside.mjs': '' }) } },
      /^Could not unzip uploaded file/,
    ],
    'an empty archive': [{ Code: { ZipFile: archive({}) } }, /^Uploaded file must be a non-empty zip$/],
    'no runtime': [{ Runtime: undefined }, /^Runtime and Handler are mandatory parameters/],
    'a runtime that nothing runs': [{ Runtime: 'ruby3.4' }, /^The runtime ruby3\.4 cannot be run here$/],
    'what the service sets itself': [
      { Environment: { Variables: { AWS_REGION: 'us-east-1', STAGE: 'test' } } },
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    'a durable function without an end': [
      { DurableConfig: { RetentionPeriodInDays: 7 } },
      /^You cannot create a function with a durable configuration without an executionTimeout$/,
    ],
    'a durable function with text logs': [
      { DurableConfig: { ExecutionTimeout: 60 }, LoggingConfig: { LogFormat: 'Text' } },
      /^You cannot use plain text logs with a durable function\./,
    ],
  };
  for (const [what, [more, message]] of Object.entries(cases)) {
    test(what, async (t) => {
      const { lambda } = await scriptedEmulator(t);
      const call = lambda.createFunction(newFunction('greeter', 'hello', more));
      await refused(call, InvalidParameterValueException, 400, message);
    });
  }

  test('more environment than there is room for', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const create = (name: string, Variables: Record<string, string>) =>
      lambda.createFunction(newFunction(name, 'hello', { Environment: { Variables } }));
    await create('filled', { FULL: 'x'.repeat(4085) });
    const message = /have provided exceeded the 4KB limit\. String measured: \{"FULL":"x+"\}$/;
    await refused(
      create('crammed', { FULL: 'x'.repeat(4086) }),
      InvalidParameterValueException,
      400,
      message,
    );
    const endless = create('endless', { ['x'.repeat(7_000_000)]: '1' });
    await refused(endless, InvalidParameterValueException, 400, /exceeded the 4KB limit/);
  });

  test('values that the API model does not allow', async (t) => {
    const { lambda } = await scriptedEmulator(t);
    const wrong = {
      Timeout: 0,
      Role: 'nobody',
      Environment: { Variables: { A: '1' } },
      DurableConfig: { ExecutionTimeout: 0 },
    };
    const message =
      /^4 validation errors detected: .*'environment\.variables' failed.*Map keys.*'durableConfig\.executionTimeout' failed/s;
    const call = lambda.createFunction(newFunction('greeter', 'hello', wrong));
    await refused(call, 'ValidationException', 400, message);
    const long = lambda.createFunction(newFunction('x'.repeat(65), 'hello'));
    await refused(long, InvalidParameterValueException, 400, /length less than or equal to 64$/);
  });
});
