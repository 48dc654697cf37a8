import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { iamPolicy, isPolicyTopic } from '../../src/commands/iam-policy.ts';
import { connect, type Lambda } from '../../src/lambda/client.ts';
import { explainDenial } from '../../src/lambda/denied.ts';
import { logInHint } from '../../src/lambda/log-in-hint.ts';

const user = 'arn:aws:sts::123456789012:assumed-role/on-call/ann';
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:order';
const executionArn = `${functionArn}:3/durable-execution/order-7/5cdbba4a`;
const noPolicy = (action: string) => `because no identity-based policy allows the ${action} action`;

/** What the service answers next. */
let answer: { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(answer.status, { 'x-amzn-requestid': 'r-1', ...answer.headers });
  response.end(answer.body);
});
let lambda: Lambda;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  lambda = connect({ endpoint: `http://127.0.0.1:${address.port}`, environment: { AWS_MAX_ATTEMPTS: '1' } });
});
after(() => {
  lambda.close();
  server.close();
});

type Form = (type: string, message: string) => typeof answer;

const forms: Readonly<Record<string, Form>> = {
  'its type in a header': (type, Message) => ({
    status: 403,
    headers: { 'x-amzn-ErrorType': type },
    body: JSON.stringify({ Message }),
  }),
  'its type and an address in a header': (type, Message) => ({
    status: 403,
    headers: { 'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazon.coral.service/` },
    body: JSON.stringify({ Message, Type: 'User' }),
  }),
  'its type in the body': (type, message) => ({
    status: 403,
    headers: {},
    body: JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message }),
  }),
};

for (const [name, form] of Object.entries(forms))
  describe(`a refusal with ${name}`, () => {
    test('says what the service says, and how to come by the permission', async () => {
      const action = 'lambda:StopDurableExecution';
      const said = `User: ${user} is not authorized to perform: ${action} on resource: ${executionArn} ${noPolicy(action)}`;
      answer = form('AccessDeniedException', said);
      await assert.rejects(lambda.stopDurableExecution({ DurableExecutionArn: executionArn }), {
        code: 'access-denied',
        exitCode: 9,
        requestId: 'r-1',
        message: said,
        hint: 'for a policy that has it: durcb doctor --iam stop --function order',
      });
    });

    test('names action and resource where the service does not', async () => {
      answer = form('AccessDeniedException', 'Access denied');
      await assert.rejects(lambda.getDurableExecutionHistory({ DurableExecutionArn: executionArn }), {
        message: `you may not lambda:GetDurableExecutionHistory on ${executionArn}: Access denied`,
        hint: "AWS's own policy for durable functions leaves out reading histories; for one that has it: durcb doctor --iam history --function order",
      });
      await assert.rejects(lambda.invoke({ FunctionName: 'order', Qualifier: '3' }), {
        message: 'you may not lambda:InvokeFunction on function order: Access denied',
        hint: /durcb doctor --iam start --function order$/,
      });
      await assert.rejects(lambda.sendSuccess({ CallbackId: 'eA==' }), {
        message:
          'you may not lambda:SendDurableExecutionCallbackSuccess on the execution of callback eA==: Access denied',
        hint: /durcb doctor --iam send-success$/,
      });
      await assert.rejects(lambda.listFunctions({}), {
        message: 'you may not lambda:ListFunctions on *: Access denied',
        hint: /durcb doctor --iam pending$/,
      });
    });

    test('tells who was refused, and an explicit denial', async () => {
      answer = form(
        'AccessDeniedException',
        `User: ${user} is not authorized to perform: lambda:ListVersionsByFunction with an explicit deny in a service control policy`,
      );
      await assert.rejects(lambda.listVersionsByFunction({ FunctionName: functionArn }), {
        message: new RegExp(
          `^${user} may not lambda:ListVersionsByFunction on function ${functionArn}: User: `,
        ),
        hint: 'a policy denies it, which no other can allow; what it takes: durcb doctor --iam executions --function order',
      });
    });

    test('of credentials says how to log in', async () => {
      answer = form('ExpiredTokenException', 'The security token included in the request is expired');
      await assert.rejects(lambda.listFunctions({}), {
        code: 'no-credentials',
        exitCode: 9,
        hint: /aws sso login/,
      });
      answer = form('UnrecognizedClientException', 'The security token included in the request is invalid.');
      await assert.rejects(lambda.listFunctions({}), {
        code: 'no-credentials',
        hint: /^log in \(aws sso login\)/,
      });
    });
  });

test('the policy that a refusal names allows what was refused', () => {
  const { Statement } = iamPolicy(['all'], { functionName: undefined, region: undefined });
  const all = actionsOf(Statement);
  assert.ok(all.length > 10);
  for (const action of all) {
    const { hint } = explainDenial(`User: ${user} is not authorized to perform: ${action}`, undefined);
    const [, topic = ''] = /durcb doctor --iam (\S+)$/.exec(hint) ?? [];
    assert.ok(isPolicyTopic(topic), `${action}: ${topic}`);
    const policy = iamPolicy([topic], { functionName: undefined, region: undefined });
    assert.ok(actionsOf(policy.Statement).includes(action), `${topic} without ${action}`);
  }

  function actionsOf(statements: unknown): readonly string[] {
    assert.ok(Array.isArray(statements));
    return statements.flatMap(({ Action }) => Action);
  }
});

test('a refusal of logs names the policy for them', async () => {
  const group = 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/order:log-stream:*';
  const said = `User: ${user} is not authorized to perform: logs:FilterLogEvents on resource: ${group} ${noPolicy('logs:FilterLogEvents')}`;
  answer = {
    status: 400,
    headers: {},
    body: JSON.stringify({ __type: 'AccessDeniedException', Message: said }),
  };
  await assert.rejects(lambda.filterLogEvents({ logGroupName: '/aws/lambda/order', startTime: 0 }), {
    code: 'access-denied',
    message: said,
    hint: 'for a policy that has it: durcb doctor --iam logs --function order',
  });
});

test('a refusal without a body names action and resource', async () => {
  answer = { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, body: '' };
  await assert.rejects(lambda.getDurableExecution({ DurableExecutionArn: executionArn }), {
    message: `you may not lambda:GetDurableExecution on ${executionArn}: the service answered AccessDeniedException`,
    hint: /durcb doctor --iam describe --function order$/,
  });
});

describe('how to log in depends on what is wrong', () => {
  const cases: readonly (readonly [message: string, profile: string | undefined, hint: string])[] = [
    [
      "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      'prod',
      'log in: aws sso login --profile prod',
    ],
    [
      'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      undefined,
      'log in: aws sso login',
    ],
    ['Your session has expired. Please reauthenticate.', 'prod', 'log in: aws login --profile prod'],
    [
      "Cannot read properties of undefined (reading 'sso_region')",
      'prod',
      'the profile names an sso_session that is not configured: aws configure sso-session',
    ],
    [
      'Failed to load a token for session x, please re-authenticate using aws login',
      undefined,
      'log in: aws login',
    ],
    [
      'Could not resolve credentials using profile: [pord] in configuration/credentials file(s).',
      'pord',
      'aws configure list-profiles shows those there are; name one with --profile',
    ],
    [
      'Could not load credentials from any providers',
      'prod',
      'is it there? aws configure list-profiles; then log in: aws sso login --profile prod',
    ],
    [
      'Could not load credentials from any providers',
      undefined,
      'log in (aws sso login), name a profile with --profile, or use --local for the emulator',
    ],
    [
      'Failed to load token from /home/me/.aws/login/cache/1.json: Error: ENOENT',
      'prod',
      'log in: aws login --profile prod',
    ],
  ];
  for (const [message, profile, hint] of cases)
    test(`${message} (${profile})`, () =>
      assert.equal(logInHint('CredentialsProviderError', message, profile), hint));
});
