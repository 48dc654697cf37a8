import * as z from 'zod/mini';
import { action } from '../action.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { FunctionName, Qualifier } from '../input-members.ts';
import { servedFunction } from '../served-function.ts';

export const getFunction = action({
  name: 'GetFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}',
  read: ({ labels, query }) => ({ ...labels, Qualifier: query.get('Qualifier') ?? undefined }),
  input: z.object({ FunctionName, Qualifier: z.optional(Qualifier) }),
  async handle(context, input) {
    const served = servedFunction(context, input.FunctionName, input.Qualifier);
    const Configuration = functionConfiguration(context, served, served.qualifier);
    return { json: { Configuration, Code: {}, Tags: {} } };
  },
});
