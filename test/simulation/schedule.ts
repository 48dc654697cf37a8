import { functionRegistry } from '../../src/emulator/functions/registry.ts';
import { openMemoryJournal } from '../../src/emulator/journal/memory-journal.ts';
import { Random } from '../random.ts';
import { type Faults, lastFaults, randomFaults } from './faults.ts';
import { Findings } from './findings.ts';
import { Invariants } from './invariants.ts';
import { Life, type World } from './life.ts';
import { Outside } from './outside.ts';
import { SimulatedClock } from './simulated-clock.ts';

export interface ScheduleReport {
  readonly findings: readonly string[];
  readonly steps: number;
  readonly crashes: number;
}

const remote = {
  code: { kind: 'remote', url: 'http://127.0.0.1:1' },
  environment: {},
  timeoutSeconds: 60,
  memoryMegabytes: 128,
} as const;

const definitions = [
  { ...remote, name: 'durable', durable: { ExecutionTimeout: 3600, RetentionPeriodInDays: 1 } },
  { ...remote, name: 'plain' },
];

/** Everything that happens to one simulated emulator until all of its executions are over, decided by the seed. */
export async function runSchedule(seed: number): Promise<ScheduleReport> {
  const random = new Random(seed);
  const clock = new SimulatedClock(random);
  const findings = new Findings();
  const disk = openMemoryJournal();
  const invariants = new Invariants(disk, findings);
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const world: World = {
    clock,
    random,
    disk,
    registry: functionRegistry(definitions),
    findings,
    invariants,
    newId,
  };
  return new Schedule(world, clock).run();
}

class Schedule {
  readonly #world: World;
  readonly #clock: SimulatedClock;
  #life: Life | undefined;
  #steps = 0;
  /** Milliseconds in which nobody was there, or could store. */
  #downtime = 0;
  #failedAppends = 0;

  constructor(world: World, clock: SimulatedClock) {
    this.#world = world;
    this.#clock = clock;
  }

  async run(): Promise<ScheduleReport> {
    const { random, findings, invariants } = this.#world;
    const outside = new Outside(this.#world);
    const lives = random.between(1, 2);
    for (let life = 1; life <= lives; life++) {
      await this.#live(randomFaults(random), outside);
      await this.#die();
    }
    this.#begin(lastFaults(random));
    while (this.#isAnythingLeft()) {
      if (this.#steps > mostSteps || !(await this.#step())) break;
    }
    invariants.checkEnd(this.#downtime + this.#failedAppends * pauseAfterFailure);
    return { findings: findings.all, steps: this.#steps, crashes: lives };
  }

  async #live(faults: Faults, outside: Outside): Promise<void> {
    const { random } = this.#world;
    const life = this.#begin(faults);
    const length = random.between(0, 20_000);
    const acts = random.between(1, 8);
    for (let act = 0; act < acts; act++)
      this.#clock.after(random.between(0, length), () => void (life === this.#life && outside.act(life)));
    await this.#pass(length);
  }

  #begin(faults: Faults): Life {
    const { random, findings } = this.#world;
    const life = new Life(this.#world, faults, () => this.#failedAppends++);
    this.#life = life;
    // Requests are served before everything is taken up.
    const unready = random.between(0, 100);
    this.#downtime += unready;
    this.#clock.after(unready, () => {
      if (life === this.#life) life.begin().catch((error) => findings.add(`nothing was taken up: ${error}`));
    });
    return life;
  }

  async #die(): Promise<void> {
    await this.#life?.crash();
    this.#life = undefined;
    const { clock, random } = this.#world;
    const diedAt = clock.now();
    await this.#pass(random.between(0, 10_000));
    this.#downtime += clock.now() - diedAt;
  }

  async #pass(milliseconds: number): Promise<void> {
    let isOver = false;
    this.#clock.after(milliseconds, () => {
      isOver = true;
    });
    while (!isOver) await this.#step();
  }

  async #step(): Promise<boolean> {
    if (!this.#clock.step()) return false;
    this.#steps++;
    await settle();
    this.#world.invariants.check(this.#life);
    return true;
  }

  // An invocation may outlive its execution, and a child has to tell its parent.
  #isAnythingLeft(): boolean {
    const { disk } = this.#world;
    return disk.awake().length > 0 || disk.list({ statuses: ['RUNNING'], limit: 1 }).length > 0;
  }
}

const mostSteps = 20_000;

/** Milliseconds until what could not be stored is tried again, and what that may take. */
const pauseAfterFailure = 1100;

// What is stored is told a turn later, and what follows from that another.
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
