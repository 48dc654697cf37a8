import type { FunctionDefinition } from '../emulator/emulator.ts';
import type { RunningEmulator } from './running-emulator.ts';

/** What a person needs who has just started an emulator: what is served, where the state is, what to type next. */
export function emulatorBanner(running: RunningEmulator, functions: readonly FunctionDefinition[]): string {
  const names = functions.map(({ name, durable }) => (durable ? name : `${name} (plain)`)).join(', ');
  const first = functions.find(({ durable }) => durable)?.name ?? running.Functions[0];
  return [
    '',
    `  functions  ${names}`,
    `  state      ${running.StateDirectory ?? 'in memory, gone when this ends'}`,
    `  SDKs       export AWS_ENDPOINT_URL_LAMBDA=${running.Url} AWS_REGION=us-east-1`,
    `             export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`,
    '',
    `  durcb start ${first} --local --follow      start an execution and watch it`,
    '  durcb pending --local                see what waits for an answer',
    '',
  ].join('\n');
}
