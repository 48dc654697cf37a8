import { type SpawnOptions, spawn } from 'node:child_process';

export interface Row {
  readonly measure: string;
  readonly median: string;
  readonly spread: string;
  /** Beside what it is compared with. */
  readonly ratio?: string;
}

/** The environment without what would only slow down the start of Node. */
export const environment: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
delete environment.NODE_EXTRA_CA_CERTS;

/** Milliseconds from spawn to exit. Rejects when the command fails: a failure is no measurement. */
export function timeProcess(command: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const [program = '', ...words] = command;
  const startedAt = performance.now();
  const child = spawn(program, words, { stdio: 'ignore', env: environment, ...options });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(performance.now() - startedAt);
      else reject(new Error(`${command.join(' ')} ended with ${code ?? signal}`));
    });
  });
}

/** Each of the measurements in turn, again and again, so that a slow minute is slow for all of them. */
export async function interleave<Name extends string>(
  runs: number,
  measurements: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measurements) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let run = 0; run < runs; run++) {
    for (const name of names) samples[name].push(await measurements[name]());
  }
  return samples;
}

export function percentile(samples: readonly number[], percent: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export function row(
  measure: string,
  samples: readonly number[],
  unit: string,
  base?: readonly number[],
): Row {
  const median = percentile(samples, 50);
  const [least, most] = [Math.min(...samples), Math.max(...samples)];
  return {
    measure,
    median: `${digits(median)} ${unit}`,
    spread: `${digits(least)} – ${digits(most)}`,
    ...(base && { ratio: `${(median / percentile(base, 50)).toFixed(2)} ×` }),
  };
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
