import { NoLocalValue } from './no-local-value.ts';

/** Answers each question once. One whose answer would need itself has none. */
export class Questions {
  readonly #answers = new Map<string, string>();
  readonly #asked = new Set<string>();

  /** Throws a NoLocalValue, besides what finding the answer throws. */
  once(question: string, find: () => string): string {
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    if (this.#asked.has(question)) throw new NoLocalValue(`${question} depends on itself`);
    this.#asked.add(question);
    try {
      const answer = find();
      this.#answers.set(question, answer);
      return answer;
    } finally {
      this.#asked.delete(question);
    }
  }
}
