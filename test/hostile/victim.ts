import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { MortalEmulator } from '../crash/mortal-emulator.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'durcb.cjs');

const invocation = z.object({ DurableExecutionArn: z.string(), CheckpointToken: z.string() });

// Megabytes of heap: what is never let go of ends the process.
const littleMemory = ['--max-old-space-size=300'];

/** How many of a kind are remembered: the newest. */
const remembered = 50;

/** An emulator to be ill-treated, and its function, which tells what it learns: ARNs, tokens and callback ids. */
export class Victim implements AsyncDisposable {
  readonly known = new Map<string, string[]>();
  readonly #directory = mkdtempSync(join(tmpdir(), 'durcb-hostile-'));
  readonly #function: Server;
  #emulator: MortalEmulator | undefined;
  #invocations = 0;

  private constructor() {
    this.#function = createServer(async (request, response) => {
      response.end(JSON.stringify(await this.#invoked(await text(request))));
    });
  }

  static async start(): Promise<Victim> {
    const victim = new Victim();
    victim.#function.listen(0, '127.0.0.1');
    await once(victim.#function, 'listening');
    const address = victim.#function.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    victim.#emulator = new MortalEmulator(program, victim.#directory, [`order=${url}`], littleMemory);
    await victim.#emulator.ready();
    return victim;
  }

  get emulator(): MortalEmulator {
    if (!this.#emulator) throw new Error('the emulator has not been started');
    return this.#emulator;
  }

  /** Megabytes that the emulator has in memory; undefined where the system does not tell. */
  memory(): number | undefined {
    try {
      const [, kilobytes] =
        /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.emulator.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) / 1024;
    } catch {
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#emulator?.kill();
    this.#function.closeAllConnections();
    this.#function.close();
    rmSync(this.#directory, { recursive: true });
  }

  async #invoked(body: string): Promise<object> {
    const parsed = invocation.safeParse(JSON.parse(body));
    if (!parsed.success) return {};
    const { DurableExecutionArn, CheckpointToken } = parsed.data;
    this.#learn('DurableExecutionArn', DurableExecutionArn);
    this.#learn('CheckpointToken', CheckpointToken);
    // Some stay open, so that there is something to ill-treat.
    if (++this.#invocations % 3 > 0) return { Status: 'SUCCEEDED', Result: '1' };
    await this.#openCallback(DurableExecutionArn, CheckpointToken).catch(() => {});
    return { Status: 'PENDING' };
  }

  async #openCallback(DurableExecutionArn: string, CheckpointToken: string): Promise<void> {
    const { NewExecutionState } = await this.emulator.lambda.checkpointDurableExecution({
      DurableExecutionArn,
      CheckpointToken,
      Updates: [{ Id: 'c', Type: 'CALLBACK', Action: 'START' }],
    });
    const id = NewExecutionState?.Operations?.find(({ Id }) => Id === 'c')?.CallbackDetails?.CallbackId;
    if (id) this.#learn('CallbackId', id);
  }

  #learn(member: string, value: string): void {
    const values = this.known.get(member) ?? [];
    this.known.set(member, [...values.slice(1 - remembered), value]);
  }
}
