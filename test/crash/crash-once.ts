import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../random.ts';
import { violations } from './check.ts';
import { Ledger } from './ledger.ts';
import { Load } from './load.ts';
import { MortalEmulator } from './mortal-emulator.ts';
import { PlannedFunctions } from './planned-functions.ts';
import { recover } from './recover.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'durcb.cjs');

export interface CrashReport {
  readonly violations: readonly string[];
  readonly crashes: number;
  readonly acknowledged: number;
  readonly executions: number;
  /** Where the state is, if something was wrong with it. */
  readonly directory: string | undefined;
}

/** A few lives of an emulator, each under load and ended by SIGKILL, then a last one in which everything ends. */
export async function crashOnce(seed: number): Promise<CrashReport> {
  const random = new Random(seed);
  const ledger = new Ledger();
  const directory = mkdtempSync(join(tmpdir(), 'durcb-crash-'));
  let emulator: MortalEmulator | undefined;
  const alive = () => {
    if (!emulator) throw new Error('no emulator lives');
    return emulator;
  };
  const functions = new PlannedFunctions(8, ledger, alive);
  const served = await functions.listen();
  const load = new Load({ ledger, random, functions: [...served.keys()] });
  const awake = () => {
    emulator = new MortalEmulator(program, directory, [...served.values()]);
    return emulator;
  };
  const crashes = random.between(1, 3);
  const reportOn = (found: readonly string[]): CrashReport => {
    if (found.length === 0) rmSync(directory, { recursive: true });
    return {
      violations: found,
      crashes,
      acknowledged: ledger.count,
      executions: ledger.starts.size,
      directory: found.length > 0 ? directory : undefined,
    };
  };
  try {
    for (let crash = 0; crash < crashes; crash++) await liveAndDie(awake(), load, ledger, random);
    await awake().ready();
    const histories = await recover(alive().lambda, load, ledger);
    return reportOn(violations(ledger, histories));
  } catch (error) {
    return reportOn([...ledger.complaints, String(error)]);
  } finally {
    await emulator?.kill();
    functions.close();
  }
}

async function liveAndDie(
  emulator: MortalEmulator,
  load: Load,
  ledger: Ledger,
  random: Random,
): Promise<void> {
  // Some do not even get as far as to serve.
  if (random.chance(0.15)) {
    await pause(random.between(0, 150));
    return emulator.kill();
  }
  await emulator.ready();
  let isGone = false;
  const pressed = load.press(emulator.lambda, () => isGone);
  await ledger.after(random.between(1, 400));
  // Not only in the moment in which an answer has come.
  await pause(random.between(0, 3));
  isGone = true;
  await emulator.kill();
  await pressed;
}
