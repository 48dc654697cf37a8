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
    const page = pageOf(context.registry.list(), input.Marker, input.MaxItems ?? limits.defaultMaxItems);
    const qualifier = input.FunctionVersion === 'ALL' ? '$LATEST' : undefined;
    const Functions = page.items.map((definition) =>
      functionConfiguration(context, { definition, version: '$LATEST' }, qualifier),
    );
    return { json: { Functions, NextMarker: page.nextMarker } };
  },
});
