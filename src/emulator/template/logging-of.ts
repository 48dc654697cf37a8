import { limits } from '../../model/limits.ts';
import { type LogLevel, logLevels } from '../../model/log-levels.ts';
import type { LoggingSettings } from '../functions/functions.ts';
import type { FunctionProperties } from './function-properties.ts';
import type { Notes } from './notes.ts';
import type { Tree } from './tree.ts';

/** `LoggingConfig` of a function; what of it cannot be taken is noted. */
export function loggingOf(
  functionId: string,
  properties: FunctionProperties,
  isDurable: boolean,
  notes: Notes,
): LoggingSettings | undefined {
  const settings = properties.map('LoggingConfig') ?? {};
  const taken = <T extends Tree>(member: string, isFit: (value: Tree) => value is T, reason: string) => {
    const value = settings[member];
    if (value === undefined || isFit(value)) return value;
    notes.add(`LoggingConfig.${member}`, functionId, `${reason}; left out`);
    return undefined;
  };
  const format = taken('LogFormat', isFormat, 'it is neither JSON nor Text');
  const level = taken('ApplicationLogLevel', isLevel, `it is none of ${logLevels.join(', ')}`);
  const group = taken('LogGroup', isGroupName, 'it is no name of a log group');
  if (format === undefined && group === undefined && !isDurable) return undefined;
  // The service logs JSON for durable functions and text for others, unless told otherwise.
  const LogFormat = format ?? (isDurable ? 'JSON' : 'Text');
  return {
    LogFormat,
    ...(LogFormat === 'JSON' && level && { ApplicationLogLevel: level }),
    ...(group && { LogGroup: group }),
  };
}

function isFormat(value: Tree): value is LoggingSettings['LogFormat'] {
  return value === 'JSON' || value === 'Text';
}

function isLevel(value: Tree): value is LogLevel {
  return logLevels.some((level) => level === value);
}

function isGroupName(value: Tree): value is string {
  return typeof value === 'string' && value.length <= limits.logGroup && /^[-./_#A-Za-z0-9]+$/.test(value);
}
