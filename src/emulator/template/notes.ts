interface Note {
  readonly what: string;
  readonly outcome: string;
  readonly functionIds: Set<string>;
}

/** What is left out of a template, a line for each thing and reason, whatever the number of functions. */
export class Notes {
  readonly #notes = new Map<string, Note>();

  /** `what` is a property with its path; `outcome` says why, and what becomes of it. */
  add(what: string, functionId: string, outcome: string): void {
    const key = `${what}\n${outcome}`;
    const note = this.#notes.get(key) ?? { what, outcome, functionIds: new Set() };
    this.#notes.set(key, note);
    note.functionIds.add(functionId);
  }

  lines(): string[] {
    return [...this.#notes.values()].map(
      ({ what, outcome, functionIds }) => `${what} of ${several([...functionIds])}: ${outcome}`,
    );
  }
}

const shown = 3;

function several(ids: readonly string[]): string {
  const rest = ids.length - shown;
  return rest > 1 ? `${ids.slice(0, shown).join(', ')} and ${rest} more` : ids.join(', ');
}
