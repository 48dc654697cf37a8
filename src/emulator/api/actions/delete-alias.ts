import * as z from 'zod/mini';
import { action } from '../action.ts';
import { changedFunction, latestRelease } from '../deploy/changed-function.ts';
import { AliasName, FunctionName } from '../deploy/members.ts';

export const deleteAlias = action({
  name: 'DeleteAlias',
  method: 'DELETE',
  path: '/2015-03-31/functions/{FunctionName}/aliases/{Name}',
  read: ({ labels }) => labels,
  input: z.object({ FunctionName, Name: AliasName }),
  async handle(context, { FunctionName, Name: name }) {
    const functionName = changedFunction(context, FunctionName);
    await context.deployments.change(functionName, ({ aliases }) => {
      latestRelease(context, functionName);
      // Deleting what is not there is no error.
      const events = aliases.has(name) ? [{ type: 'AliasDeleted', functionName, name } as const] : [];
      return { events, result: undefined };
    });
    return { status: 204 };
  },
});
