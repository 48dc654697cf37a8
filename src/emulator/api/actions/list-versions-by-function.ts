import * as z from 'zod/mini';
import { action } from '../action.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { FunctionName } from '../input-members.ts';
import { servedFunction } from '../served-function.ts';

/** `$LATEST` is the only version of a function that is served from a file. */
export const listVersionsByFunction = action({
  name: 'ListVersionsByFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/versions',
  read: ({ labels }) => labels,
  input: z.object({ FunctionName }),
  async handle(context, input) {
    const served = servedFunction(context, input.FunctionName, undefined);
    return { json: { Versions: [functionConfiguration(context, served, served.version)] } };
  },
});
