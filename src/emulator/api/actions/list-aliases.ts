import * as z from 'zod/mini';
import { action } from '../action.ts';
import { FunctionName } from '../input-members.ts';
import { servedFunction } from '../served-function.ts';

/** A function that is served from a file has no aliases. */
export const listAliases = action({
  name: 'ListAliases',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/aliases',
  read: ({ labels }) => labels,
  input: z.object({ FunctionName }),
  async handle(context, input) {
    servedFunction(context, input.FunctionName, undefined);
    return { json: { Aliases: [] } };
  },
});
