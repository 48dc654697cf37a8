/** What the Lambda API model of 2026-11 asks of one member. */
export interface MemberModel {
  readonly isRequired?: true;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** The values of an enum; of the elements when it is a list. */
  readonly values?: readonly string[];
  readonly isInteger?: true;
  /** Of so many elements. */
  readonly list?: readonly [min: number, max: number];
}

/** Where a member goes: a label of the path, the query, a header, or the body as JSON. */
export type Place = 'label' | 'query' | 'header' | 'body';

export interface OperationModel {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** By how a violation calls them, with where they are and what they are called there. */
  readonly members: Readonly<Record<string, readonly [place: Place, wireName: string, model: MemberModel]>>;
}

const executionArn: MemberModel = {
  isRequired: true,
  min: 1,
  max: 1024,
  pattern: String.raw`arn:([a-zA-Z0-9-]+):lambda:([a-zA-Z0-9-]+):(\d{12}):function:([a-zA-Z0-9_-]+):(\$LATEST(?:\.PUBLISHED)?|[0-9]+)/durable-execution/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)`,
};
const functionName: MemberModel = {
  isRequired: true,
  min: 1,
  max: 256,
  pattern: String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?`,
};
const base64 = '[A-Za-z0-9+/]+={0,2}';
const word = '[a-zA-Z0-9-_]+';
const token: MemberModel = { isRequired: true, min: 1, max: 2048, pattern: base64 };
const callbackId: MemberModel = { isRequired: true, min: 1, max: 1024, pattern: base64 };
const qualifier: MemberModel = {
  min: 1,
  max: 128,
  pattern: String.raw`\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+`,
};
const executionName: MemberModel = { min: 1, max: 64, pattern: word };
const tenantId: MemberModel = { min: 1, max: 256, pattern: String.raw`[a-zA-Z0-9\._:\/=+\-@ ]+` };
const operationId: MemberModel = { min: 1, max: 64, pattern: word };
const itemCount: MemberModel = { isInteger: true, min: 0, max: 1000 };
const year: MemberModel = { isInteger: true, min: 1, max: 31_622_400 };
const callbackTime: MemberModel = { isInteger: true, min: 0, max: 99_999_999 };

const arnLabel = ['label', 'DurableExecutionArn', executionArn] as const;
const callbackLabel = ['label', 'CallbackId', callbackId] as const;
const functionLabel = ['label', 'FunctionName', functionName] as const;
const inUpdate = (wireName: string, model: MemberModel) => ['body', `Updates.0.${wireName}`, model] as const;

const executions = '/2025-12-01/durable-executions/{DurableExecutionArn}';
const callbacks = '/2025-12-01/durable-execution-callbacks/{CallbackId}';

export const apiModel: Readonly<Record<string, OperationModel>> = {
  CheckpointDurableExecution: {
    method: 'POST',
    path: `${executions}/checkpoint`,
    members: {
      durableExecutionArn: arnLabel,
      checkpointToken: ['body', 'CheckpointToken', token],
      clientToken: ['body', 'ClientToken', { min: 1, max: 64, pattern: String.raw`[\x21-\x7E]+` }],
      'updates.1.member.id': inUpdate('Id', { ...operationId, isRequired: true }),
      'updates.1.member.parentId': inUpdate('ParentId', operationId),
      'updates.1.member.name': inUpdate('Name', { min: 1, max: 256, pattern: String.raw`[\x20-\x7E]+` }),
      'updates.1.member.type': inUpdate('Type', {
        isRequired: true,
        values: ['EXECUTION', 'CONTEXT', 'STEP', 'WAIT', 'CALLBACK', 'CHAINED_INVOKE'],
      }),
      'updates.1.member.subType': inUpdate('SubType', { min: 1, max: 32, pattern: word }),
      'updates.1.member.action': inUpdate('Action', {
        isRequired: true,
        values: ['START', 'SUCCEED', 'FAIL', 'RETRY', 'CANCEL'],
      }),
      'updates.1.member.stepOptions.nextAttemptDelaySeconds': inUpdate(
        'StepOptions.NextAttemptDelaySeconds',
        year,
      ),
      'updates.1.member.waitOptions.waitSeconds': inUpdate('WaitOptions.WaitSeconds', year),
      'updates.1.member.callbackOptions.timeoutSeconds': inUpdate(
        'CallbackOptions.TimeoutSeconds',
        callbackTime,
      ),
      'updates.1.member.callbackOptions.heartbeatTimeoutSeconds': inUpdate(
        'CallbackOptions.HeartbeatTimeoutSeconds',
        callbackTime,
      ),
      'updates.1.member.chainedInvokeOptions.functionName': inUpdate(
        'ChainedInvokeOptions.FunctionName',
        functionName,
      ),
      'updates.1.member.chainedInvokeOptions.tenantId': inUpdate('ChainedInvokeOptions.TenantId', tenantId),
      'updates.1.member.chainedInvokeOptions.xAmznTraceId': inUpdate('ChainedInvokeOptions.XAmznTraceId', {
        max: 8192,
      }),
    },
  },
  GetDurableExecutionState: {
    method: 'GET',
    path: `${executions}/state`,
    members: {
      durableExecutionArn: arnLabel,
      checkpointToken: ['query', 'CheckpointToken', token],
      maxItems: ['query', 'MaxItems', itemCount],
    },
  },
  GetDurableExecution: { method: 'GET', path: executions, members: { durableExecutionArn: arnLabel } },
  GetDurableExecutionHistory: {
    method: 'GET',
    path: `${executions}/history`,
    members: { durableExecutionArn: arnLabel, maxItems: ['query', 'MaxItems', itemCount] },
  },
  ListDurableExecutionsByFunction: {
    method: 'GET',
    path: '/2025-12-01/functions/{FunctionName}/durable-executions',
    members: {
      functionName: functionLabel,
      qualifier: ['query', 'Qualifier', qualifier],
      durableExecutionName: ['query', 'DurableExecutionName', executionName],
      maxItems: ['query', 'MaxItems', itemCount],
      statuses: [
        'query',
        'Statuses',
        {
          list: [1, 10],
          values: ['SUCCEEDED', 'TIMED_OUT', 'DELETING', 'STOPPED', 'PAUSED', 'PAUSING', 'FAILED', 'RUNNING'],
        },
      ],
    },
  },
  SendDurableExecutionCallbackSuccess: {
    method: 'POST',
    path: `${callbacks}/succeed`,
    members: { callbackId: callbackLabel },
  },
  SendDurableExecutionCallbackFailure: {
    method: 'POST',
    path: `${callbacks}/fail`,
    members: { callbackId: callbackLabel },
  },
  SendDurableExecutionCallbackHeartbeat: {
    method: 'POST',
    path: `${callbacks}/heartbeat`,
    members: { callbackId: callbackLabel },
  },
  StopDurableExecution: {
    method: 'POST',
    path: `${executions}/stop`,
    members: { durableExecutionArn: arnLabel },
  },
  Invoke: {
    method: 'POST',
    path: '/2015-03-31/functions/{FunctionName}/invocations',
    members: {
      functionName: functionLabel,
      qualifier: ['query', 'Qualifier', qualifier],
      invocationType: ['header', 'X-Amz-Invocation-Type', { values: ['Event', 'RequestResponse', 'DryRun'] }],
      logType: ['header', 'X-Amz-Log-Type', { values: ['None', 'Tail'] }],
      durableExecutionName: ['header', 'X-Amz-Durable-Execution-Name', executionName],
      tenantId: ['header', 'X-Amz-Tenant-Id', tenantId],
    },
  },
};
