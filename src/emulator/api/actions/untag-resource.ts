import * as z from 'zod/mini';
import { action } from '../action.ts';
import { TagKey } from '../deploy/members.ts';
import { taggedFunction } from '../deploy/tagged-function.ts';

export const untagResource = action({
  name: 'UntagResource',
  method: 'DELETE',
  path: '/2017-03-31/tags/{Resource}',
  read: ({ labels, query }) => ({ ...labels, TagKeys: query.getAll('tagKeys') }),
  input: z.object({ Resource: z.string(), TagKeys: z.array(TagKey) }),
  async handle(context, { Resource, TagKeys }) {
    const { name: functionName } = taggedFunction(context, Resource);
    await context.deployments.change(functionName, (state) => {
      const kept = Object.entries(state.tags).filter(([key]) => !TagKeys.includes(key));
      const tags = Object.fromEntries(kept);
      return { events: [{ type: 'FunctionTagged', functionName, tags }], result: undefined };
    });
    return { status: 204 };
  },
});
