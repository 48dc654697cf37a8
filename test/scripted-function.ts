import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type {
  CheckpointDurableExecutionResponse,
  Lambda,
  Operation,
  OperationUpdate,
} from '@aws-sdk/client-lambda';
import type { InvocationInput } from '../src/emulator/engine/invocation-input.ts';

/** A function without a program, behind an invoke endpoint: the test says what it does, step by step. */
export class ScriptedFunction {
  readonly url: string;
  readonly #arrived: ScriptedInvocation[] = [];
  readonly #wanted: ((invocation: ScriptedInvocation) => void)[] = [];
  #play: ((invocation: ScriptedInvocation) => unknown) | undefined;

  constructor(url: string) {
    this.url = url;
  }

  /** The next invocation that nobody has taken yet, as soon as it comes. */
  next(): Promise<ScriptedInvocation> {
    const arrived = this.#arrived.shift();
    return arrived ? Promise.resolve(arrived) : new Promise((resolve) => this.#wanted.push(resolve));
  }

  /** From now on every invocation goes this way. */
  always(play: (invocation: ScriptedInvocation) => unknown): void {
    this.#play = play;
    for (const invocation of this.#arrived.splice(0)) play(invocation);
  }

  /** Invocations that came and that the test has not looked at. */
  get untaken(): number {
    return this.#arrived.length;
  }

  arrive(invocation: ScriptedInvocation): void {
    if (this.#play) this.#play(invocation);
    else if (this.#wanted.length > 0) this.#wanted.shift()?.(invocation);
    else this.#arrived.push(invocation);
  }
}

/** Serves a scripted function until the end of the test. */
export async function scriptedFunction(t: TestContext): Promise<ScriptedFunction> {
  const server = createServer(async (request, response) => {
    assert.equal(request.url, '/2015-03-31/functions/function/invocations');
    served.arrive(new ScriptedInvocation(await text(request), request.headers, response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const served = new ScriptedFunction(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return served;
}

/** One run of a scripted function, which lasts until the test replies. */
export class ScriptedInvocation {
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
  readonly #response: ServerResponse;
  #token: string | undefined;

  constructor(text: string, headers: IncomingHttpHeaders, response: ServerResponse) {
    this.text = text;
    this.headers = headers;
    this.#response = response;
  }

  /** What a durable function is invoked with. */
  get input(): InvocationInput {
    return JSON.parse(this.text);
  }

  get arn(): string {
    return this.input.DurableExecutionArn;
  }

  /** The token for the next checkpoint. */
  get token(): string | undefined {
    return this.#token ?? this.input.CheckpointToken;
  }

  /** Checkpoints with the token of the newest answer; what the answer shows. */
  async checkpoint(lambda: Lambda, ...updates: OperationUpdate[]): Promise<readonly Operation[]> {
    return (await this.checkpointAnswer(lambda, updates)).NewExecutionState?.Operations ?? [];
  }

  async checkpointAnswer(
    lambda: Lambda,
    updates: OperationUpdate[],
    more: { ClientToken?: string } = {},
  ): Promise<CheckpointDurableExecutionResponse> {
    const answer = await lambda.checkpointDurableExecution({
      DurableExecutionArn: this.arn,
      CheckpointToken: this.token,
      Updates: updates,
      ...more,
    });
    this.#token = answer.CheckpointToken;
    return answer;
  }

  suspend(): void {
    this.reply({ Status: 'PENDING' });
  }

  succeed(result?: string): void {
    this.reply({ Status: 'SUCCEEDED', Result: result });
  }

  fail(error: object): void {
    this.reply({ Status: 'FAILED', Error: error });
  }

  /** The function error of a program that threw, or whose process died. */
  crash(errorType = 'Runtime.ExitError', errorMessage = 'exit status 1'): void {
    this.reply({ errorType, errorMessage });
  }

  /** Any body at all; an object is sent as JSON. */
  reply(body: object | string): void {
    this.#response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}
