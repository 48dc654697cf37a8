import * as z from 'zod/mini';
import type { Release } from '../../functions/function-event.ts';
import type { Package } from '../../functions/packages.ts';
import { type ApiContext, action } from '../action.ts';
import { changedFunction, checkRevision, latestRelease } from '../deploy/changed-function.ts';
import { Architectures, codeMembers, FunctionName } from '../deploy/members.ts';
import { packageOf } from '../deploy/package-of.ts';
import { repackaged } from '../deploy/packaged-code.ts';
import { published } from '../deploy/published.ts';
import { releaseConfiguration } from '../function-configuration.ts';
import { jsonBody } from '../json-body.ts';

export const updateFunctionCode = action({
  name: 'UpdateFunctionCode',
  method: 'PUT',
  path: '/2015-03-31/functions/{FunctionName}/code',
  bodyLimit: { limit: 'codeBody', operation: 'UpdateFunctionCode' },
  read: (request) => ({ ...jsonBody(request), ...request.labels }),
  input: z.object({
    ...codeMembers,
    FunctionName,
    Architectures: z.optional(Architectures),
    Publish: z.optional(z.boolean()),
    DryRun: z.optional(z.boolean()),
    RevisionId: z.optional(z.string()),
  }),
  async handle(context, input) {
    const name = changedFunction(context, input.FunctionName);
    // Before anything is unpacked; it is asked again when it is this change's turn.
    latestRelease(context, name);
    const code = await packageOf(context, input);
    const { release, version } = await context.deployments.change(name, (state) => {
      const before = latestRelease(context, name);
      checkRevision(input.RevisionId, before.revisionId);
      const release = updated(context, before, code, input.Architectures);
      const change = { type: 'LatestUpdated', functionName: name, release } as const;
      if (input.DryRun) return { events: [], result: { release, version: '$LATEST' } };
      if (!input.Publish) return { events: [change], result: { release, version: '$LATEST' } };
      const { version, events } = published(state, release);
      return { events: [change, ...events], result: { release, version } };
    });
    const qualifier = version === '$LATEST' ? undefined : version;
    return { json: releaseConfiguration(context, { name, version, qualifier }, release) };
  },
});

function updated(
  context: ApiContext,
  before: Release,
  code: Package,
  architectures: Release['shown']['Architectures'],
): Release {
  return {
    ...before,
    code: repackaged(context, before, code),
    codeSha256: code.codeSha256,
    codeSize: code.codeSize,
    modifiedAt: context.clock.now(),
    revisionId: context.newId(),
    shown: { ...before.shown, ...(architectures && { Architectures: architectures }) },
  };
}
