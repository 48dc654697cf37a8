/** Something that can be typed where the cursor is. */
export interface Offer {
  readonly value: string;
  /** Tells it from the others, in shells that show that. */
  readonly about: string;
}

/** A line for the shells' scripts; nothing where the value could not be typed on one. */
export function offerLine({ value, about }: Offer): string {
  return /\p{Cc}/u.test(value) ? '' : `${value}\t${about.replaceAll(/\p{Cc}+/gu, ' ')}\n`;
}
