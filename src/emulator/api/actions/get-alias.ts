import * as z from 'zod/mini';
import { action } from '../action.ts';
import { aliasConfiguration, knownAlias } from '../deploy/alias-configuration.ts';
import { changedFunction, latestRelease } from '../deploy/changed-function.ts';
import { AliasName, FunctionName } from '../deploy/members.ts';

export const getAlias = action({
  name: 'GetAlias',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/aliases/{Name}',
  read: ({ labels }) => labels,
  input: z.object({ FunctionName, Name: AliasName }),
  async handle(context, input) {
    const functionName = changedFunction(context, input.FunctionName);
    latestRelease(context, functionName);
    const alias = knownAlias(
      context.registry.state(functionName),
      input.Name,
      context,
      'Cannot find alias arn',
    );
    return { json: aliasConfiguration(context, functionName, alias) };
  },
});
