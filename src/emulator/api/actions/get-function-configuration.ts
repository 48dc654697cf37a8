import * as z from 'zod/mini';
import { action } from '../action.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { FunctionName, Qualifier } from '../input-members.ts';
import { servedFunction } from '../served-function.ts';

export const getFunctionConfiguration = action({
  name: 'GetFunctionConfiguration',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}/configuration',
  read: ({ labels, query }) => ({ ...labels, Qualifier: query.get('Qualifier') ?? undefined }),
  input: z.object({ FunctionName, Qualifier: z.optional(Qualifier) }),
  async handle(context, input) {
    const served = servedFunction(context, input.FunctionName, input.Qualifier);
    return { json: functionConfiguration(context, served, served.qualifier) };
  },
});
