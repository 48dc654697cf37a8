import * as z from 'zod/mini';
import { limits } from '../../../model/limits.ts';
import { action } from '../action.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { pageOf } from '../page-of.ts';
import { Marker, MaxListItems } from '../query-members.ts';

export const listFunctions = action({
  name: 'ListFunctions',
  method: 'GET',
  path: '/2015-03-31/functions',
  read: ({ query }) => ({
    FunctionVersion: query.get('FunctionVersion') ?? undefined,
    Marker: query.get('Marker') ?? undefined,
    MaxItems: query.get('MaxItems') ?? undefined,
  }),
  input: z.object({
    FunctionVersion: z.optional(z.enum(['ALL'])),
    Marker: z.optional(Marker),
    MaxItems: z.optional(MaxListItems),
  }),
  async handle(context, input) {
    const { registry } = context;
    const isAll = input.FunctionVersion === 'ALL';
    const versions = registry.list().flatMap(({ name }) => registry.versions(name));
    const wanted = versions.filter(({ version }) => isAll || version === '$LATEST');
    const page = pageOf(wanted, input.Marker, input.MaxItems ?? limits.defaultMaxItems);
    const Functions = page.items.map((one) =>
      functionConfiguration(context, one, isAll ? one.version : undefined),
    );
    return { json: { Functions, NextMarker: page.nextMarker } };
  },
});
