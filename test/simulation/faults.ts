import type { Random } from '../random.ts';
import type { NetworkFaults } from './network.ts';
import type { StoreFaults } from './simulated-journal.ts';

/** How bad the world is. */
export interface Faults {
  readonly store: StoreFaults;
  readonly network: NetworkFaults;
  /** That a function dies before a checkpoint. */
  readonly death: number;
}

export function randomFaults(random: Random): Faults {
  const some = (most: number) => (random.chance(0.5) ? random.next() * most : 0);
  return {
    store: { failure: some(0.1), slowest: random.between(0, 20) },
    network: {
      lostRequest: some(0.2),
      lostAnswer: some(0.2),
      repeated: some(0.2),
      slowest: random.between(0, 100),
    },
    death: some(0.1),
  };
}

/** Of a life that shall bring everything to its end. */
export function lastFaults(random: Random): Faults {
  const network = { lostRequest: 0, lostAnswer: 0, repeated: 0, slowest: 0 };
  return { ...randomFaults(random), network, death: 0 };
}
