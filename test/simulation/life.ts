import { checkpointAnswer } from '../../src/emulator/engine/views.ts';
import type { FunctionRegistry } from '../../src/emulator/functions/registry.ts';
import { Executions } from '../../src/emulator/host/executions.ts';
import type { Journal } from '../../src/emulator/journal/journal.ts';
import { defaultPlace } from '../../src/model/arn.ts';
import { limits } from '../../src/model/limits.ts';
import type { Clock } from '../../src/model/time.ts';
import type { Random } from '../random.ts';
import type { Faults } from './faults.ts';
import type { Findings } from './findings.ts';
import type { Invariants } from './invariants.ts';
import { Network } from './network.ts';
import { LifeClock } from './simulated-clock.ts';
import { SimulatedFunctions } from './simulated-functions.ts';
import { SimulatedJournal } from './simulated-journal.ts';

export interface World {
  readonly clock: Clock;
  readonly random: Random;
  readonly disk: Journal;
  readonly registry: FunctionRegistry;
  readonly findings: Findings;
  readonly invariants: Invariants;
  /** A UUID like no other. */
  readonly newId: () => string;
}

/** The emulator from its start to its end by a crash. */
export class Life {
  readonly executions: Executions;
  readonly network: Network;
  readonly #clock: LifeClock;
  readonly #journal: SimulatedJournal;

  /** `failed` is called for each append that failed. */
  constructor(world: World, faults: Faults, failed: () => void) {
    const { random, newId, registry, disk, invariants } = world;
    this.#clock = new LifeClock(world.clock);
    const clock = this.#clock;
    const stored = (executionId: string) => invariants.touch(executionId);
    this.#journal = new SimulatedJournal(disk, { clock, random, faults: faults.store, stored, failed });
    this.network = new Network(clock, random, faults.network);
    const functions = new SimulatedFunctions({
      ...world,
      clock,
      network: this.network,
      death: faults.death,
      checkpoint: async ({ arn, ...request }) => {
        const state = await this.executions.checkpoint(arn, request);
        invariants.checkpointed(arn, request);
        return checkpointAnswer(state);
      },
    });
    this.executions = new Executions({
      journal: this.#journal,
      clock,
      registry,
      functions,
      place: defaultPlace,
      newId,
      log: () => {},
      maxInvocationFailures: 5,
      limits,
      cachedExecutions: random.of([1, 2, 1000]) ?? 1,
    });
  }

  begin(): Promise<void> {
    return this.executions.recover();
  }

  async crash(): Promise<void> {
    this.#clock.end();
    this.executions.close();
    await this.#journal.die();
  }
}
