import { styleText } from 'node:util';

const tones = {
  SUCCEEDED: 'green',
  FAILED: 'red',
  TIMED_OUT: 'red',
  STOPPED: 'red',
  CANCELLED: 'red',
  RUNNING: 'cyan',
  STARTED: 'cyan',
} as const;

/** A status in its colour; any other text as it is. */
export function toneStatus(text: string): string {
  const word = text.trim();
  return isStatus(word) ? paint(tones[word], text) : text;
}

const isStatus = (word: string): word is keyof typeof tones => Object.hasOwn(tones, word);

// Neither the colours of good and bad, nor those that some screens cannot show.
const hues = [
  'cyan',
  'magenta',
  'yellow',
  'blue',
  'cyanBright',
  'magentaBright',
  'yellowBright',
  'blueBright',
] as const;

/** A text in a colour that depends on another, as what it is the beginning of. */
export function hue(text: string, of: string): string {
  const sum = [...of.trim()].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  return paint(hues[sum % hues.length] ?? 'cyan', text);
}

/** Whether to colour is for the caller to decide, not for the process's own stdout. */
export function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
