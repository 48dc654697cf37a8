import type { Context } from '../../cli/command.ts';
import { withinBudget } from '../../lambda/call-budget.ts';
import type { Lambda } from '../../lambda/client.ts';
import { patientLambda } from '../../lambda/patient-lambda.ts';
import { formatDuration } from '../../model/time.ts';

/** The service as those ask it who follow: at a rate that it bears, and with functions, which never end, for as long as it is away. */
export function tailLambda(
  { clock, io }: Pick<Context, 'clock'> & Partial<Pick<Context, 'io'>>,
  lambda: Lambda,
  isEndless: boolean,
): Lambda {
  const budgeted = withinBudget(lambda, clock);
  if (!isEndless) return budgeted;
  return patientLambda(budgeted, clock, {
    began: (error) => io?.note(`durcb: warning: ${messageOf(error)}; the tail goes on when it answers again`),
    ended: (time) => io?.note(`durcb: it answers again, after ${formatDuration(time)}; no event is missed`),
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
