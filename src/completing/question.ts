import { isPattern } from '../lambda/name-pattern.ts';
import type { TypedLine } from './typed-line.ts';

/** What is asked of the service for a completion. Equal questions have equal answers for a while. */
export type Question =
  | { readonly kind: 'function' /** A name, whose versions are meant. */; readonly versionsOf?: string }
  | {
      readonly kind: 'execution';
      readonly functionName: string | undefined;
      readonly order: 'running-only' | 'running-first' | 'newest-first';
      readonly asArn: boolean;
      /** Whether a function may stand there as well. */
      readonly orFunction: boolean;
    }
  | {
      readonly kind: 'callback' | 'callback-name';
      readonly functionName: string | undefined;
      readonly execution: string | undefined;
    };

/** Undefined for a kind that nobody knows. */
export function questionOf(kind: string, { word, words, options }: TypedLine): Question | undefined {
  const functionName = options.get('--function') ?? options.get('--function-name');
  switch (kind) {
    case 'function': {
      const [name = '', ...qualifier] = word.startsWith('arn:') ? [] : word.split(':');
      return { kind, ...(qualifier.length > 0 && !isPattern(name) && { versionsOf: name }) };
    }
    case 'execution': {
      const order = orders.find(([commands]) => words.some((one) => commands.includes(one)))?.[1];
      return {
        kind,
        functionName,
        order: order ?? 'newest-first',
        asArn: word.startsWith('arn'),
        orFunction: words.includes('tail') && functionName === undefined && !word.startsWith('arn'),
      };
    }
    case 'callback':
    case 'callback-name': {
      const execution = options.get('--execution') ?? options.get('--durable-execution-arn');
      return { kind, functionName, execution };
    }
    default:
      return undefined;
  }
}

// What has ended cannot be stopped, and has no callbacks to answer; it can still be looked at.
const orders: readonly (readonly [commands: readonly string[], 'running-only' | 'running-first'])[] = [
  [['pending', 'list', 'ls', 'send-success', 'send-failure', 'heartbeat', 'run', 'stop'], 'running-only'],
  [['tail', 'wait', 'result'], 'running-first'],
];
