import type { Lambda, OperationUpdate } from '@aws-sdk/client-lambda';
import type { AcknowledgedUpdate, Ledger } from './ledger.ts';
import type { Action, Plan } from './plan.ts';

/** What is known of an operation, whether from the invocation or from a checkpoint's answer. */
export interface KnownOperation {
  readonly Id?: string | undefined;
  readonly Status?: string | undefined;
  readonly CallbackDetails?: { readonly CallbackId?: string | undefined } | undefined;
}

export interface RunSettings {
  readonly arn: string;
  readonly token: string;
  readonly lambda: Lambda;
  readonly ledger: Ledger;
  /** A JSON document like no other. */
  readonly newPayload: () => string;
}

type Callback = Extract<Action, { kind: 'callback' }>;

const suspended = { Status: 'PENDING' };

/** One invocation of an execution: goes on where the plan stands, until it has to wait or has ended. */
export class PlannedRun {
  readonly #settings: RunSettings;
  #token: string;

  constructor(settings: RunSettings) {
    this.#settings = settings;
    this.#token = settings.token;
  }

  /** What the invocation answers. */
  async play(plan: Plan, known: readonly KnownOperation[]): Promise<object> {
    for (const [index, action] of plan.entries()) {
      const id = `operation-${index}`;
      const found = known.find(({ Id }) => Id === id);
      if (!(await this.#isDone(id, action, found))) return suspended;
    }
    return { Status: 'SUCCEEDED', Result: String(plan.length) };
  }

  async #isDone(id: string, action: Action, found: KnownOperation | undefined): Promise<boolean> {
    if (found && found.Status !== 'STARTED') return true;
    if (action.kind === 'step') await this.#step(id, action.split, found !== undefined);
    if (action.kind === 'wait' && !found) await this.#wait(id);
    if (action.kind === 'callback') this.#open(id, action, found ?? (await this.#beginCallback(id, action)));
    return action.kind === 'step';
  }

  async #step(id: string, split: boolean, isStarted: boolean): Promise<void> {
    const Payload = this.#settings.newPayload();
    const step = { Id: id, Type: 'STEP', SubType: 'Step', Name: id } as const;
    const begin: OperationUpdate = { ...step, Action: 'START' };
    const end: OperationUpdate = { ...step, Action: 'SUCCEED', Payload };
    if (isStarted) await this.#checkpoint([end]);
    else if (split) for (const update of [begin, end]) await this.#checkpoint([update]);
    else await this.#checkpoint([begin, end]);
  }

  async #wait(id: string): Promise<void> {
    const wait = { Id: id, Type: 'WAIT', SubType: 'Wait', Name: id, Action: 'START' } as const;
    await this.#checkpoint([{ ...wait, WaitOptions: { WaitSeconds: 1 } }]);
  }

  async #beginCallback(id: string, { heartbeatTimeout }: Callback): Promise<KnownOperation | undefined> {
    const callback = { Id: id, Type: 'CALLBACK', SubType: 'Callback', Name: id, Action: 'START' } as const;
    const CallbackOptions = { TimeoutSeconds: 600, HeartbeatTimeoutSeconds: heartbeatTimeout };
    const operations = await this.#checkpoint([{ ...callback, CallbackOptions }]);
    return operations.find(({ Id }) => Id === id);
  }

  // Also one that an earlier invocation began, which did not live to hear the id.
  #open(id: string, { heartbeatTimeout }: Callback, operation: KnownOperation | undefined): void {
    const { ledger, arn } = this.#settings;
    const callbackId = operation?.CallbackDetails?.CallbackId;
    if (callbackId) ledger.callbacks.set(callbackId, { arn, operationId: id, heartbeatTimeout });
    else ledger.complaints.push(`${id} of ${arn} was begun, and its callback id is not told`);
  }

  async #checkpoint(Updates: OperationUpdate[]): Promise<readonly KnownOperation[]> {
    const { arn, lambda, ledger } = this.#settings;
    const answer = await lambda.checkpointDurableExecution({
      DurableExecutionArn: arn,
      CheckpointToken: this.#token,
      Updates,
    });
    this.#token = answer.CheckpointToken ?? '';
    ledger.updates.push(...Updates.map((update) => acknowledgedUpdate(arn, update)));
    ledger.acknowledged();
    return answer.NewExecutionState?.Operations ?? [];
  }
}

function acknowledgedUpdate(
  arn: string,
  { Id = '', Type, Action, Payload }: OperationUpdate,
): AcknowledgedUpdate {
  const kind = Type === 'STEP' ? 'Step' : Type === 'WAIT' ? 'Wait' : 'Callback';
  const eventType = Action === 'SUCCEED' ? 'StepSucceeded' : (`${kind}Started` as const);
  return { arn, operationId: Id, eventType, ...(Payload !== undefined && { payload: Payload }) };
}
