import type { Lambda } from '../lambda/client.ts';
import { callbackNameOffers, callbackOffers } from './callback-offers.ts';
import { executionOffers } from './execution-offers.ts';
import { functionOffers } from './function-offers.ts';
import type { Offer } from './offer.ts';
import type { Question } from './question.ts';

export interface Asking {
  readonly lambda: Lambda;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** The answers to a question, as the service has them, best first. */
export function liveOffers(asking: Asking, question: Question): AsyncGenerator<Offer> {
  switch (question.kind) {
    case 'function':
      return functionOffers(asking, question.versionsOf);
    case 'execution':
      return executionOffers(asking, question);
    case 'callback':
      return callbackOffers(asking, question);
    case 'callback-name':
      return callbackNameOffers(asking, question);
  }
}
