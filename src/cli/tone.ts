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

/** Whether to colour is for the caller to decide, not for the process's own stdout. */
export function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
