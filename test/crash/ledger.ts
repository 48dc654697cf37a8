import type { Event } from '@aws-sdk/client-lambda';

/** What the emulator has acknowledged, and therefore must never lose. */
export class Ledger {
  /** ARNs by execution name. */
  readonly starts = new Map<string, string>();
  readonly updates: AcknowledgedUpdate[] = [];
  readonly callbacks = new Map<string, OpenedCallback>();
  readonly answers: AcknowledgedAnswer[] = [];
  readonly beats: AcknowledgedBeat[] = [];
  readonly stops = new Set<string>();
  /** The longest history that was shown of each execution. */
  readonly histories = new Map<string, readonly Event[]>();
  /** What went wrong meanwhile, in sentences. */
  readonly complaints: string[] = [];
  #count = 0;
  readonly #waiting: { readonly count: number; readonly call: () => void }[] = [];

  /** Acknowledgements so far, of whatever. */
  get count(): number {
    return this.#count;
  }

  /** Resolves in the moment of so many acknowledgements more. */
  after(count: number): Promise<void> {
    return new Promise((call) => this.#waiting.push({ count: this.#count + count, call }));
  }

  acknowledged(): void {
    this.#count++;
    for (const { call } of this.#waiting.filter(({ count }) => count === this.#count)) call();
  }
}

export interface AcknowledgedUpdate {
  readonly arn: string;
  readonly operationId: string;
  readonly eventType: 'StepStarted' | 'StepSucceeded' | 'CallbackStarted' | 'WaitStarted';
  readonly payload?: string;
}

export interface OpenedCallback {
  readonly arn: string;
  readonly operationId: string;
  readonly heartbeatTimeout: number | undefined;
}

export interface AcknowledgedAnswer extends OpenedCallback {
  readonly eventType: 'CallbackSucceeded' | 'CallbackFailed';
  readonly payload: string;
}

export interface AcknowledgedBeat extends OpenedCallback {
  /** Epoch milliseconds before it was sent, so that the emulator took it no earlier. */
  readonly at: number;
}
