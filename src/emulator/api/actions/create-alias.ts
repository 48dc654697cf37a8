import * as z from 'zod/mini';
import { formatFunctionArn } from '../../../model/arn.ts';
import { Rejection } from '../../engine/rejection.ts';
import type { FunctionState } from '../../functions/function-state.ts';
import { type ApiContext, action } from '../action.ts';
import {
  aliasConfiguration,
  checkVersion,
  RoutingConfig,
  refuseRouting,
} from '../deploy/alias-configuration.ts';
import { changedFunction, latestRelease } from '../deploy/changed-function.ts';
import { AliasName, Description, FunctionName, Version } from '../deploy/members.ts';
import { jsonBody } from '../json-body.ts';

export const createAlias = action({
  name: 'CreateAlias',
  method: 'POST',
  path: '/2015-03-31/functions/{FunctionName}/aliases',
  read: (request) => ({ ...jsonBody(request), ...request.labels }),
  input: z.object({
    FunctionName,
    Name: AliasName,
    FunctionVersion: Version,
    Description: z.optional(Description),
    RoutingConfig: z.optional(RoutingConfig),
  }),
  async handle(context, input) {
    const functionName = changedFunction(context, input.FunctionName);
    refuseRouting(input.RoutingConfig);
    const alias = {
      name: input.Name,
      version: input.FunctionVersion,
      description: input.Description ?? '',
      revisionId: context.newId(),
    };
    await context.deployments.change(functionName, (state) => {
      latestRelease(context, functionName);
      checkVersion(state, alias.version, context);
      checkUnused(context, state, alias.name);
      return { events: [{ type: 'AliasPut', functionName, alias }], result: alias };
    });
    return { status: 201, json: aliasConfiguration(context, functionName, alias) };
  },
});

function checkUnused({ place }: ApiContext, { name, aliases }: FunctionState, alias: string): void {
  if (!aliases.has(alias)) return;
  const arn = formatFunctionArn(place, name, alias);
  throw new Rejection('ResourceConflictException', `Alias already exists: ${arn}`);
}
