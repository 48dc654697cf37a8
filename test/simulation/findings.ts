/** What must not be, in sentences, each once. */
export class Findings {
  readonly #found = new Set<string>();

  add(sentence: string): void {
    this.#found.add(sentence);
  }

  get all(): readonly string[] {
    return [...this.#found];
  }
}
