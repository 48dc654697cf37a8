import { shellWords } from './foreign/shell-words.ts';

/** Adds to the command lines in a hint what was typed to say where: `durcb pending --local lists them`. */
export function samePlace(hint: string, typed: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(places).flatMap(([name, option]) => {
    const value = typed[name];
    if (value === true) return [option];
    return typeof value === 'string' ? [option, value] : [];
  });
  if (words.length === 0) return hint;
  return hint.replaceAll(/\bdurcb ([a-z][a-z-]*)(?![\w-])/g, (line, command: string) =>
    elsewhere.has(command) ? line : `${line} ${shellWords(words)}`,
  );
}

const places = {
  local: '--local',
  endpointUrl: '--endpoint-url',
  region: '--region',
  profile: '--profile',
};

// Those that ask nobody.
const elsewhere = new Set(['completion', 'config', 'demo', 'emulate', 'help', 'schema']);
