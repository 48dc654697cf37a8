import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { actions } from '../../../src/emulator/api/actions/index.ts';
import { startApiServer } from '../../../src/emulator/api/server.ts';
import type { FunctionDefinition } from '../../../src/emulator/functions/functions.ts';
import { closeParts, joinParts, type PartsOptions } from '../../../src/emulator/join-parts.ts';
import type { Journal } from '../../../src/emulator/journal/journal.ts';
import { limits } from '../../../src/model/limits.ts';
import { systemClock } from '../../../src/model/time.ts';
import { ManualClock } from '../../manual-clock.ts';
import { place, sandbox } from '../functions/test-host.ts';

/** An emulator joined by hand, so that the test has its journal; what it has to say, and when it first did. */
export async function emulatorOnJournal(
  t: TestContext,
  journal: Journal,
  functions: readonly FunctionDefinition[],
  more: Partial<PartsOptions> = {},
) {
  const clock = new ManualClock();
  const told = Promise.withResolvers<void>();
  const lines: string[] = [];
  const log = (line: string) => {
    lines.push(line);
    told.resolve();
  };
  const parts = joinParts({
    journal,
    definitions: functions,
    place,
    clock,
    realClock: systemClock,
    newId: randomUUID,
    limits,
    maxInvocationFailures: 5,
    endpoint: () => server.url,
    functionLog: () => {},
    log,
    sandbox,
    version: '0.0.0',
    nodeVersion: process.versions.node,
    ...more,
  });
  const server = await startApiServer({ host: '127.0.0.1', port: 0, actions, context: parts });
  const close = () => closeParts(parts, server, 0);
  /** What is stored now is all that will be left. */
  const crash = async () => {
    await journal.close();
    await close();
  };
  t.after(close);
  const emulator = { url: server.url, port: server.port, pid: process.pid, close };
  return { clock, emulator, crash, lines, told: told.promise, parts };
}
