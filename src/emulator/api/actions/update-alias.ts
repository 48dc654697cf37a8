import * as z from 'zod/mini';
import { action } from '../action.ts';
import {
  aliasConfiguration,
  checkVersion,
  knownAlias,
  RoutingConfig,
  refuseRouting,
} from '../deploy/alias-configuration.ts';
import { changedFunction, checkRevision, latestRelease } from '../deploy/changed-function.ts';
import { AliasName, Description, FunctionName, Version } from '../deploy/members.ts';
import { jsonBody } from '../json-body.ts';

export const updateAlias = action({
  name: 'UpdateAlias',
  method: 'PUT',
  path: '/2015-03-31/functions/{FunctionName}/aliases/{Name}',
  read: (request) => ({ ...jsonBody(request), ...request.labels }),
  input: z.object({
    FunctionName,
    Name: AliasName,
    FunctionVersion: z.optional(Version),
    Description: z.optional(Description),
    RoutingConfig: z.optional(RoutingConfig),
    RevisionId: z.optional(z.string()),
  }),
  async handle(context, input) {
    const functionName = changedFunction(context, input.FunctionName);
    refuseRouting(input.RoutingConfig);
    const alias = await context.deployments.change(functionName, (state) => {
      latestRelease(context, functionName);
      const before = knownAlias(state, input.Name, context, 'Alias not found');
      checkRevision(input.RevisionId, before.revisionId);
      const { FunctionVersion: version = before.version, Description: description = before.description } =
        input;
      checkVersion(state, version, context);
      const alias = { name: before.name, version, description, revisionId: context.newId() };
      return { events: [{ type: 'AliasPut', functionName, alias }], result: alias };
    });
    return { json: aliasConfiguration(context, functionName, alias) };
  },
});
