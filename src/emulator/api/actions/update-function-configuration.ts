import * as z from 'zod/mini';
import type { Release } from '../../functions/function-event.ts';
import { type ApiContext, action } from '../action.ts';
import { changedFunction, checkRevision, latestRelease } from '../deploy/changed-function.ts';
import { type ConfigurationInput, configurationMembers, FunctionName } from '../deploy/members.ts';
import { reconfigured } from '../deploy/packaged-code.ts';
import { settingsOf } from '../deploy/settings-of.ts';
import { shownOf } from '../deploy/shown-of.ts';
import { releaseConfiguration } from '../function-configuration.ts';
import { jsonBody } from '../json-body.ts';

export const updateFunctionConfiguration = action({
  name: 'UpdateFunctionConfiguration',
  method: 'PUT',
  path: '/2015-03-31/functions/{FunctionName}/configuration',
  read: (request) => ({ ...jsonBody(request), ...request.labels }),
  input: z.object({ ...configurationMembers, FunctionName, RevisionId: z.optional(z.string()) }),
  async handle(context, input) {
    const name = changedFunction(context, input.FunctionName);
    const release = await context.deployments.change(name, () => {
      const before = latestRelease(context, name);
      checkRevision(input.RevisionId, before.revisionId);
      const release = updated(context, before, input);
      return { events: [{ type: 'LatestUpdated', functionName: name, release }], result: release };
    });
    const shown = { name, version: '$LATEST', qualifier: undefined };
    return { json: releaseConfiguration(context, shown, release) };
  },
});

function updated(context: ApiContext, before: Release, input: ConfigurationInput): Release {
  return {
    ...before,
    settings: settingsOf(input, context.limits, before.settings),
    code: reconfigured(context, before, input),
    modifiedAt: context.clock.now(),
    revisionId: context.newId(),
    shown: shownOf(input, before.shown),
  };
}
