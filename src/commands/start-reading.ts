import type { Context } from '../cli/command.ts';
import type { Traffic } from '../lambda/fan-out-calls.ts';
import { nothingRead, type ReadCounts } from '../lambda/read-counts.ts';
import { alsoSaying } from './also-saying.ts';

/** How far a command is that reads many functions and executions. */
export interface Reading {
  /** For who reads, to count in. */
  readonly counts: ReadCounts;
  /** The same items; when they end, what it took is told to who wants to know, and when they break off, how far it came. */
  through<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item>;
}

/** Tells a person at a terminal how far it is, for as long as it takes. */
export function startReading(
  { progress, io, config }: Pick<Context, 'progress' | 'io' | 'config'>,
  { traffic }: { readonly traffic: Traffic },
): Reading {
  const counts = nothingRead();
  progress(() => progressText(counts, traffic));
  return {
    counts,
    async *through(items) {
      let isBroken = false;
      try {
        yield* items;
      } catch (error) {
        isBroken = true;
        throw hasRead(counts) ? alsoSaying(error, `until then read ${readText(counts)}`) : error;
      } finally {
        if (config.verbose && !isBroken) io.note(`durcb: ${effortText(counts, traffic)}`);
      }
    },
  };
}

const hasRead = ({ functions, executions }: ReadCounts): boolean => functions + executions > 0;

const progressText = (counts: ReadCounts, { calls, throttled }: Traffic): string =>
  [
    counts.ofFunctions > 0 && `functions ${outOf(counts.functions, counts.ofFunctions)}`,
    counts.ofVersions > 0 && `versions ${outOf(counts.versions, counts.ofVersions)}`,
    counts.executions > 0 && `executions ${grouped(counts.executions)}`,
    calls > 1 && `calls ${grouped(calls)}`,
    throttled > 0 && `${grouped(throttled)} throttled`,
  ]
    .filter(Boolean)
    .join(', ');

const outOf = (done: number, all: number): string => `${grouped(done)}/${grouped(all)}`;

const readText = ({ functions, ofFunctions, executions }: ReadCounts): string =>
  [
    ofFunctions > 0 &&
      (functions === ofFunctions
        ? several(functions, 'function')
        : `${grouped(functions)} of ${several(ofFunctions, 'function')}`),
    executions > 0 && several(executions, 'execution'),
  ]
    .filter(Boolean)
    .join(' and ');

function effortText(counts: ReadCounts, { calls, throttled }: Traffic): string {
  const repeated = throttled > 0 ? `, ${grouped(throttled)} of them throttled` : '';
  const made = `${several(calls, 'call')}${repeated}`;
  return hasRead(counts) ? `read ${readText(counts)} in ${made}` : `made ${made}`;
}

const several = (count: number, thing: string): string =>
  `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;

const grouped = (count: number): string => count.toLocaleString('en-US');
