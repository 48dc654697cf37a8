/** What is left out of a template, a line for each thing and reason, whatever the number of functions. */
export class Notes {
  readonly #functions = new Map<string, Set<string>>();

  /** `what` is a property with its path; `outcome` says why, and what becomes of it. */
  add(what: string, functionId: string, outcome: string): void {
    const key = JSON.stringify([what, outcome]);
    this.#functions.set(key, (this.#functions.get(key) ?? new Set()).add(functionId));
  }

  lines(): string[] {
    return [...this.#functions].map(([key, ids]) => {
      const [what, outcome] = JSON.parse(key);
      return `${what} of ${several([...ids])}: ${outcome}`;
    });
  }
}

const shown = 3;

function several(ids: readonly string[]): string {
  const rest = ids.length - shown;
  return rest > 1 ? `${ids.slice(0, shown).join(', ')} and ${rest} more` : ids.join(', ');
}
