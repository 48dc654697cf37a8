import type { FunctionDefinition } from '../../emulator/emulator.ts';
import type { RunningEmulator } from '../output/setting.ts';

/** What a person needs who has just started an emulator: what is served, where the state is, what to type next. */
export function emulatorBanner(
  running: RunningEmulator,
  functions: readonly FunctionDefinition[],
  region: string,
): string {
  const names = functions.map(({ name, durable }) => (durable ? name : `${name} (plain)`)).join(', ');
  return [
    '',
    `  functions  ${names || 'those that are deployed to it'}`,
    `  state      ${running.StateDirectory ?? 'in memory, gone when this ends'}`,
    `  SDKs       export AWS_ENDPOINT_URL_LAMBDA=${running.Url}`,
    // The one is read by most SDKs, the other by Python's.
    `             export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    '             export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local',
    '',
    ...nextCommands(functions.find(({ durable }) => durable)?.name),
    '',
  ].join('\n');
}

function nextCommands(functionName: string | undefined): string[] {
  const pending = 'durcb pending --local';
  const start = `durcb start ${functionName} --local --follow`;
  const width = Math.max(pending.length, start.length);
  return [
    `  ${start.padEnd(width)}  start an execution and watch it`,
    `  ${pending.padEnd(width)}  see what waits for an answer`,
  ].slice(functionName === undefined ? 1 : 0);
}
