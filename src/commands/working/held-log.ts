export interface HeldLog {
  add(line: string): void;
  /** Shows what was held back, and from now on every line at once. */
  release(): void;
}

/** Holds lines back until it is known that they matter. */
export function heldLog(show: (line: string) => void): HeldLog {
  const held: string[] = [];
  let isReleased = false;
  return {
    add(line) {
      if (isReleased) show(line);
      else held.push(line);
    },
    release() {
      isReleased = true;
      for (const line of held.splice(0)) show(line);
    },
  };
}
