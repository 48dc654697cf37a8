import * as z from 'zod/mini';
import { limits } from '../../../model/limits.ts';
import { action } from '../action.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { FunctionName } from '../input-members.ts';
import { pageOf } from '../page-of.ts';
import { Marker, MaxListItems } from '../query-members.ts';
import { servedFunction } from '../served-function.ts';

export const listVersionsByFunction = action({
  name: 'ListVersionsByFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/versions',
  read: ({ labels, query }) => ({
    ...labels,
    Marker: query.get('Marker') ?? undefined,
    MaxItems: query.get('MaxItems') ?? undefined,
  }),
  input: z.object({ FunctionName, Marker: z.optional(Marker), MaxItems: z.optional(MaxListItems) }),
  async handle(context, input) {
    const { functionName } = servedFunction(context, input.FunctionName, undefined);
    const all = context.registry.versions(functionName);
    const page = pageOf(all, input.Marker, input.MaxItems ?? limits.defaultMaxItems);
    const Versions = page.items.map((one) => functionConfiguration(context, one, one.version));
    return { json: { Versions, NextMarker: page.nextMarker } };
  },
});
