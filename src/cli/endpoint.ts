import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { defaultPort } from '../model/default-port.ts';
import { exitCodes, Failure } from './failure.ts';
import { findUpwards } from './find-upwards.ts';
import { httpUrl } from './global-options.ts';

const defaultEmulatorUrl = `http://127.0.0.1:${defaultPort}`;

const runningEmulator = z.object({ Url: httpUrl });

/** The address of the emulator that serves this directory or one above it. */
export function localEndpoint(workingDirectory: string): { readonly value: string; readonly source: string } {
  const path = findUpwards(workingDirectory, '.durcb/emulator.json');
  if (path === undefined) return { value: defaultEmulatorUrl, source: '--local' };
  return { value: readUrl(path), source: path };
}

function readUrl(path: string): string {
  try {
    return runningEmulator.parse(JSON.parse(readFileSync(path, 'utf8'))).Url;
  } catch (cause) {
    throw new Failure({
      code: 'damaged-emulator-file',
      message: `${path} does not say where an emulator listens`,
      hint: 'remove it, or name the emulator with --endpoint-url',
      exitCode: exitCodes.usage,
      cause,
    });
  }
}
