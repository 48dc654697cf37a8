interface Deadline {
  readonly at: number;
  readonly executionId: string;
}

/** The deadlines of many executions, earliest first: a binary heap whose outdated entries are dropped at the top. */
export class DeadlineQueue {
  readonly #current = new Map<string, number>();
  #heap: Deadline[] = [];

  set(executionId: string, at: number | undefined): void {
    if (this.#current.get(executionId) === at) return;
    if (at === undefined) {
      this.#current.delete(executionId);
      return;
    }
    this.#current.set(executionId, at);
    this.#push({ at, executionId });
  }

  earliest(): number | undefined {
    while (this.#heap[0] && !this.#isCurrent(this.#heap[0])) this.#dropTop();
    return this.#heap[0]?.at;
  }

  /** Ids whose deadline is not after `now`, earliest first. */
  due(now: number): readonly string[] {
    const due = new Map<string, number>();
    const walk = [0];
    for (let index = walk.pop(); index !== undefined; index = walk.pop()) {
      const deadline = this.#heap[index];
      if (!deadline || deadline.at > now) continue;
      if (this.#isCurrent(deadline)) due.set(deadline.executionId, deadline.at);
      walk.push(2 * index + 1, 2 * index + 2);
    }
    return [...due].sort(([, a], [, b]) => a - b).map(([executionId]) => executionId);
  }

  #isCurrent({ at, executionId }: Deadline): boolean {
    return this.#current.get(executionId) === at;
  }

  #push(deadline: Deadline): void {
    let index = this.#heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent];
      if (!above || above.at <= deadline.at) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = deadline;
  }

  #dropTop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    let index = 0;
    for (let child = this.#earlierChild(0); child !== undefined; child = this.#earlierChild(index)) {
      const below = this.#heap[child];
      if (!below || below.at >= last.at) break;
      this.#heap[index] = below;
      index = child;
    }
    this.#heap[index] = last;
  }

  #earlierChild(index: number): number | undefined {
    const left = this.#heap[2 * index + 1];
    const right = this.#heap[2 * index + 2];
    if (!left) return undefined;
    return right && right.at < left.at ? 2 * index + 2 : 2 * index + 1;
  }
}
