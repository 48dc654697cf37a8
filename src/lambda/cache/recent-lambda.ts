import type { Execution } from '@aws-sdk/client-lambda';
import type { Lambda } from '../client.ts';
import type { HistoryCache } from './history-cache.ts';
import { recalledCall } from './recalled-call.ts';
import type { Store } from './store.ts';
import { storedAnswers } from './stored-answers.ts';

/** The service as it was a while ago, where that is known. */
export interface RecentLambda {
  readonly lambda: Lambda;
  /** When the oldest of the answers was true that were not asked for again, in epoch milliseconds. */
  readonly oldest: () => number | undefined;
}

export interface Recency {
  readonly store: Store;
  readonly histories: HistoryCache;
  readonly scope: string;
  /** Nothing that was true before will do, in epoch milliseconds. */
  readonly since: number;
}

export function recentLambda(lambda: Lambda, { store, histories, scope, since }: Recency): RecentLambda {
  let oldest: number | undefined;
  const { now } = histories;
  const isRecent = (at: number) => at >= since && at <= now();
  const onTaken = (at: number) => {
    oldest = Math.min(at, oldest ?? at);
  };
  const recalling = { store, scope, now, isRecent, onTaken };
  const { configuration, functions, versions, tags, executions } = storedAnswers;
  const listExecutions = recalledCall(
    'executions',
    executions,
    lambda.listDurableExecutionsByFunction,
    recalling,
  );
  return {
    oldest: () => oldest,
    lambda: {
      ...lambda,
      histories: async () => ({ ...histories, isRecent, onTaken }),
      listFunctions: recalledCall('functions', functions, lambda.listFunctions, recalling),
      getFunctionConfiguration: recalledCall(
        'configuration',
        configuration,
        lambda.getFunctionConfiguration,
        recalling,
      ),
      listTags: recalledCall('tags', tags, lambda.listTags, recalling),
      listVersionsByFunction: recalledCall('versions', versions, lambda.listVersionsByFunction, recalling),
      async listDurableExecutionsByFunction(input, signal) {
        const { DurableExecutions = [], NextMarker } = await listExecutions(input, signal);
        const from = input.StartedAfter?.getTime() ?? -Infinity;
        const isIn = ({ StartTimestamp }: Execution) => !StartTimestamp || StartTimestamp.getTime() > from;
        return { DurableExecutions: DurableExecutions.filter(isIn), NextMarker };
      },
    },
  };
}
