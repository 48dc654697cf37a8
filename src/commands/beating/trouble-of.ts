import { isLoggedOut } from '../../lambda/service-error.ts';

/** Why something is tried again, and what to do where that is in somebody's hands. */
export function troubleOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return isLoggedOut(error) && error.hint !== undefined ? `${text}; ${error.hint}` : text;
}
