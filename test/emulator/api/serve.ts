import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Action, ApiContext } from '../../../src/emulator/api/action.ts';
import { type ApiServer, startApiServer } from '../../../src/emulator/api/server.ts';
import { joinParts } from '../../../src/emulator/join-parts.ts';
import { openMemoryJournal } from '../../../src/emulator/journal/memory-journal.ts';
import { limits } from '../../../src/model/limits.ts';
import { systemClock } from '../../../src/model/time.ts';

/** The parts of an emulator that serves no function. */
export function emptyContext(): ApiContext {
  return joinParts({
    journal: openMemoryJournal(),
    definitions: [],
    place: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
    clock: systemClock,
    realClock: systemClock,
    newId: randomUUID,
    limits,
    maxInvocationFailures: 5,
    endpoint: () => '',
    functionLog: () => {},
    log: () => {},
    sandbox: { bootstrapDirectory: '', node: process.execPath, python: undefined, environment: {} },
    version: '1.2.3',
    nodeVersion: process.versions.node,
  });
}

/** Real HTTP for some actions, until the end of the test. */
export async function serve(
  test: TestContext,
  actions: readonly Action[],
  log?: (line: string) => void,
): Promise<ApiServer> {
  const server = await startApiServer({ host: '127.0.0.1', port: 0, actions, context: emptyContext(), log });
  test.after(() => server.close());
  return server;
}
