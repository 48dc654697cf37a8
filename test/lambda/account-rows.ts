import { type CallbackScope, pendingCallbacks } from '../../src/lambda/callbacks.ts';
import { connect } from '../../src/lambda/client.ts';
import { type AwsLikeOptions, awsLikeProxy } from '../aws-like-proxy.ts';
import { collect } from './collect.ts';

/** The callbacks that wait, as JSON, and what it took to read them; through a proxy as on AWS when it is told how. */
export async function accountRows(url: string, scope: CallbackScope, like?: AwsLikeOptions) {
  const proxy = like && (await awsLikeProxy(url, like));
  const lambda = connect({ endpoint: proxy?.url ?? url, environment: {} });
  try {
    const rows = await collect(pendingCallbacks(lambda, scope));
    return {
      rows: JSON.stringify(rows, null, 1),
      count: rows.length,
      traffic: { ...lambda.traffic },
      calls: proxy?.calls ?? {},
      throttled: proxy?.throttled ?? 0,
      mostAtOnce: proxy?.mostAtOnce ?? 0,
    };
  } finally {
    lambda.close();
    proxy?.close();
  }
}
