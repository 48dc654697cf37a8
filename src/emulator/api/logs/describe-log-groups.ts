import * as z from 'zod/mini';
import type { Place } from '../../../model/arn.ts';
import { pageOf } from '../page-of.ts';
import { logGroupNames } from './log-group.ts';
import { logsAction } from './logs-action.ts';

export const describeLogGroups = logsAction({
  name: 'DescribeLogGroups',
  input: z.object({
    logGroupNamePrefix: z.optional(z.string()),
    logGroupNamePattern: z.optional(z.string()),
    nextToken: z.optional(z.string()),
    limit: z.optional(z.number().check(z.int(), z.gte(1), z.lte(50))),
  }),
  answer(context, { logGroupNamePrefix = '', logGroupNamePattern = '', nextToken, limit = 50 }) {
    const names = logGroupNames(context).filter(
      (name) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern),
    );
    const page = pageOf(names, nextToken, limit);
    return { logGroups: page.items.map((name) => shown(context.place, name)), nextToken: page.nextMarker };
  },
});

function shown({ partition, region, account }: Place, name: string): object {
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
  return {
    logGroupName: name,
    arn: `${arn}:*`,
    logGroupArn: arn,
    creationTime: 0,
    logGroupClass: 'STANDARD',
  };
}
