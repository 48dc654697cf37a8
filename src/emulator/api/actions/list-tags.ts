import * as z from 'zod/mini';
import { action } from '../action.ts';
import { taggedFunction } from '../deploy/tagged-function.ts';

export const listTags = action({
  name: 'ListTags',
  method: 'GET',
  path: '/2017-03-31/tags/{Resource}',
  read: ({ labels }) => labels,
  input: z.object({ Resource: z.string() }),
  async handle(context, { Resource }) {
    return { json: { Tags: taggedFunction(context, Resource).tags } };
  },
});
