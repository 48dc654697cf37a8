import * as z from 'zod/mini';
import { invalidParameter } from '../../engine/rejection.ts';
import { action } from '../action.ts';
import { changedFunction, checkRevision, latestRelease } from '../deploy/changed-function.ts';
import { Description, FunctionName } from '../deploy/members.ts';
import { published } from '../deploy/published.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { jsonBody } from '../json-body.ts';
import { servedFunction } from '../served-function.ts';

export const publishVersion = action({
  name: 'PublishVersion',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/versions',
  read: (request) => ({ ...jsonBody(request), ...request.labels }),
  input: z.object({
    FunctionName,
    CodeSha256: z.optional(z.string()),
    Description: z.optional(Description),
    RevisionId: z.optional(z.string()),
  }),
  async handle(context, input) {
    const name = changedFunction(context, input.FunctionName);
    const version = await context.deployments.change(name, (state) => {
      const latest = latestRelease(context, name);
      checkRevision(input.RevisionId, latest.revisionId);
      checkCode(input.CodeSha256, latest.codeSha256);
      const next = published(state, latest, input.Description);
      return { events: next.events, result: next.version };
    });
    const served = servedFunction(context, name, version);
    return { status: 201, json: functionConfiguration(context, served, version) };
  },
});

// Some scripts send an empty one for want of a better.
function checkCode(wanted: string | undefined, actual: string): void {
  if (!wanted || wanted === actual) return;
  throw invalidParameter(
    `CodeSHA256 (${wanted}) is different from current CodeSHA256 in $LATEST (${actual}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}
