import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { Ledger } from './ledger.ts';
import type { MortalEmulator } from './mortal-emulator.ts';
import { plan } from './plan.ts';
import { PlannedRun } from './planned-run.ts';

const invocation = z.object({
  DurableExecutionArn: z.string(),
  CheckpointToken: z.string(),
  InitialExecutionState: z.object({
    Operations: z.array(
      z.looseObject({
        Id: z.string(),
        Status: z.string(),
        ExecutionDetails: z.optional(z.object({ InputPayload: z.string() })),
      }),
    ),
    // Plans are short: all of an execution fits into the invocation.
    NextMarker: z.optional(z.literal('')),
  }),
});

/** Functions that do what their input plans, and write down what was acknowledged. They outlive every emulator. */
export class PlannedFunctions {
  readonly #servers: readonly Server[];
  readonly #ledger: Ledger;
  readonly #emulator: () => MortalEmulator;
  /** Executions that are being run, and for which emulator. */
  readonly #running = new Map<string, MortalEmulator>();
  #payloads = 0;

  /** An address takes one invocation at a time, so that there are `count` of them. */
  constructor(count: number, ledger: Ledger, emulator: () => MortalEmulator) {
    this.#ledger = ledger;
    this.#emulator = emulator;
    this.#servers = Array.from({ length: count }, () =>
      createServer(async (request, response) => {
        response.on('error', () => {});
        response.end(JSON.stringify(await this.#invoked(await text(request))));
      }),
    );
  }

  /** Begins to listen. The functions as `durcb emulate` takes them, by name. */
  async listen(): Promise<ReadonlyMap<string, string>> {
    const entries = this.#servers.map(async (server, index) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      return [`planned-${index}`, `planned-${index}=http://127.0.0.1:${port}`] as const;
    });
    return new Map(await Promise.all(entries));
  }

  close(): void {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #invoked(body: string): Promise<object> {
    const {
      DurableExecutionArn: arn,
      CheckpointToken,
      InitialExecutionState,
    } = invocation.parse(JSON.parse(body));
    const emulator = this.#emulator();
    if (this.#running.get(arn) === emulator)
      this.#ledger.complaints.push(`${arn} was invoked while another invocation of it was running`);
    this.#running.set(arn, emulator);
    try {
      return await this.#run(arn, CheckpointToken, InitialExecutionState.Operations, emulator);
    } catch (error) {
      // Its emulator died, or it was stopped: nobody listens to what it says, or it would be seen as failed.
      return { Status: 'FAILED', Error: { ErrorType: 'BrokenOff', ErrorMessage: String(error) } };
    } finally {
      if (this.#running.get(arn) === emulator) this.#running.delete(arn);
    }
  }

  #run(
    arn: string,
    token: string,
    operations: z.output<typeof invocation>['InitialExecutionState']['Operations'],
    { lambda }: MortalEmulator,
  ): Promise<object> {
    const input = operations[0]?.ExecutionDetails?.InputPayload ?? '';
    const newPayload = () => `"${++this.#payloads}"`;
    const run = new PlannedRun({ arn, token, lambda, ledger: this.#ledger, newPayload });
    return run.play(plan.parse(JSON.parse(input)), operations);
  }
}
