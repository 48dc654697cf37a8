import * as z from 'zod/mini';
import { action } from '../action.ts';
import { Tags } from '../deploy/members.ts';
import { taggedFunction } from '../deploy/tagged-function.ts';
import { jsonBody } from '../json-body.ts';

export const tagResource = action({
  name: 'TagResource',
  method: 'POST',
  path: '/2017-03-31/tags/{Resource}',
  read: (request) => ({ ...jsonBody(request), ...request.labels }),
  input: z.object({ Resource: z.string(), Tags }),
  async handle(context, { Resource, Tags }) {
    const { name: functionName } = taggedFunction(context, Resource);
    await context.deployments.change(functionName, ({ tags }) => ({
      events: [{ type: 'FunctionTagged', functionName, tags: { ...tags, ...Tags } }],
      result: undefined,
    }));
    return { status: 204 };
  },
});
