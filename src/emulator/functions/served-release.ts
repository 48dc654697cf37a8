import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { uuidOf } from '../../model/uuid-of.ts';
import type { Release } from './function-event.ts';
import type { FunctionCode, FunctionDefinition } from './functions.ts';

/** A function served where it is, as it would have been deployed: its file, as it is now, stands for the archive. */
export function servedRelease(definition: FunctionDefinition): Release {
  const { name: _name, code, aliases: _aliases, versions: _versions, tags: _tags, ...settings } = definition;
  const measured = measure(code);
  return { settings, code, ...measured, revisionId: revisionOf(settings, measured), shown: {} };
}

type Measured = Pick<Release, 'codeSha256' | 'codeSize' | 'modifiedAt'>;

function measure(code: FunctionCode): Measured {
  const file = 'file' in code ? statSync(code.file, { throwIfNoEntry: false }) : undefined;
  if (!file?.isFile() || !('file' in code)) {
    return { codeSha256: sha256(JSON.stringify(code)).toString('base64'), codeSize: 0, modifiedAt: 0 };
  }
  return {
    codeSha256: sha256(readFileSync(code.file)).toString('base64'),
    codeSize: file.size,
    modifiedAt: Math.floor(file.mtimeMs),
  };
}

// Nothing is stored of a function that is only served, so its revision is told by what it is.
function revisionOf(settings: Release['settings'], measured: Measured): string {
  return uuidOf(sha256(JSON.stringify([settings, measured])).toString('hex'));
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
