import { spawnSync } from 'node:child_process';

/** What a test's `skip` says where one of the programs is missing; throws where they are required. */
export function withoutPrograms(...programs: readonly string[]): string | false {
  const missing = programs.filter((name) => spawnSync('/bin/sh', ['-c', `command -v ${name}`]).status !== 0);
  if (missing.length === 0) return false;
  const reason = `not on this machine: ${missing.join(', ')}`;
  if (process.env.DURCB_TEST_REQUIRE_TOOLCHAINS === '1') throw new Error(reason);
  return reason;
}
