import type { Offer } from './offer.ts';

// With more than these a shell takes longer than a second by itself.
const enough = 5_000;

/** Not so many that a shell would be slow: those first that begin with the word, since some shells look for it elsewhere in them, too. */
export function fewOffers(offers: readonly Offer[], word: string): readonly Offer[] {
  if (offers.length <= enough) return offers;
  const isBegun = ({ value }: Offer) => value.startsWith(word);
  const others = offers.filter((offer) => !isBegun(offer));
  return [...offers.filter(isBegun), ...others].slice(0, enough);
}
