import { pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { type ApiContext, action } from '../action.ts';
import { functionConfiguration } from '../function-configuration.ts';
import { FunctionName, Qualifier } from '../input-members.ts';
import { type ServedFunction, servedFunction } from '../served-function.ts';

export const getFunction = action({
  name: 'GetFunction',
  method: 'GET',
  path: '/2015-03-31/functions/{FunctionName}',
  read: ({ labels, query }) => ({ ...labels, Qualifier: query.get('Qualifier') ?? undefined }),
  input: z.object({ FunctionName, Qualifier: z.optional(Qualifier) }),
  async handle(context, input) {
    const served = servedFunction(context, input.FunctionName, input.Qualifier);
    const Configuration = functionConfiguration(context, served, served.qualifier);
    const { tags: Tags } = context.registry.state(served.functionName);
    return { json: { Configuration, Code: codeLocation(context, served), Tags } };
  },
});

// AWS gives an address to download the archive from; what is here is where it was unpacked.
function codeLocation({ registry, packages }: ApiContext, { functionName, version }: ServedFunction): object {
  const code = registry.release(functionName, version)?.code;
  if (code?.kind !== 'package') return {};
  return { RepositoryType: 'S3', Location: pathToFileURL(packages.directoryOf(code.from)).href };
}
