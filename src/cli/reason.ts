/** Why something is done: as it was typed, or as the environment says; undefined where neither says a word. */
export function reasonFrom(
  typed: string | undefined,
  { DURCB_REASON = '' }: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return typed ?? (DURCB_REASON.trim() || undefined);
}
