import * as z from 'zod/mini';
import { limits } from '../../../model/limits.ts';
import { action } from '../action.ts';
import { aliasConfiguration } from '../deploy/alias-configuration.ts';
import { changedFunction, latestRelease } from '../deploy/changed-function.ts';
import { FunctionName, Version } from '../deploy/members.ts';
import { pageOf } from '../page-of.ts';
import { Marker, MaxListItems } from '../query-members.ts';

export const listAliases = action({
  name: 'ListAliases',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/aliases',
  read: ({ labels, query }) => ({
    ...labels,
    FunctionVersion: query.get('FunctionVersion') ?? undefined,
    Marker: query.get('Marker') ?? undefined,
    MaxItems: query.get('MaxItems') ?? undefined,
  }),
  input: z.object({
    FunctionName,
    FunctionVersion: z.optional(Version),
    Marker: z.optional(Marker),
    MaxItems: z.optional(MaxListItems),
  }),
  async handle(context, { FunctionVersion, ...input }) {
    const name = changedFunction(context, input.FunctionName);
    latestRelease(context, name);
    const all = context.registry.aliases(name);
    const wanted = all.filter(({ version }) => FunctionVersion === undefined || version === FunctionVersion);
    const page = pageOf(wanted, input.Marker, input.MaxItems ?? limits.defaultMaxItems);
    const Aliases = page.items.map((alias) => aliasConfiguration(context, name, alias));
    return { json: { Aliases, NextMarker: page.nextMarker } };
  },
});
