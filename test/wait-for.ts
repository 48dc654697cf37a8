import { setTimeout } from 'node:timers/promises';

const patience = 20_000;

/** Asks until there is an answer, for things that tell nobody when they happen. Throws when it takes too long. */
export async function waitFor<Answer>(
  what: string,
  ask: () => Answer | undefined | Promise<Answer | undefined>,
): Promise<Answer> {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await setTimeout(10);
  }
  throw new Error(`waited in vain for ${what}`);
}
