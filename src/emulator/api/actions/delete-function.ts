import * as z from 'zod/mini';
import { formatFunctionArn, parseFunctionReference } from '../../../model/arn.ts';
import { functionNotFound, invalidParameter, Rejection } from '../../engine/rejection.ts';
import type { FunctionEvent } from '../../functions/function-event.ts';
import type { FunctionState } from '../../functions/function-state.ts';
import { action } from '../action.ts';
import { changedFunction } from '../deploy/changed-function.ts';
import { FunctionName, Qualifier } from '../input-members.ts';
import { derivedQualifier } from '../served-function.ts';

export const deleteFunction = action({
  name: 'DeleteFunction',
  method: 'DELETE',
  path: '/2015-03-31/functions/{FunctionName}',
  read: ({ labels, query }) => ({ ...labels, Qualifier: query.get('Qualifier') ?? undefined }),
  input: z.object({ FunctionName, Qualifier: z.optional(Qualifier) }),
  async handle(context, input) {
    const within = parseFunctionReference(input.FunctionName)?.qualifier;
    const qualifier = derivedQualifier(within, input.Qualifier);
    const unqualified = within ? input.FunctionName.slice(0, -within.length - 1) : input.FunctionName;
    const name = changedFunction(context, unqualified);
    await context.deployments.change(name, (state) => {
      if (!state.latest) throw functionNotFound(formatFunctionArn(context.place, name, qualifier));
      return { events: deletion(state, qualifier), result: undefined };
    });
    // The API model says 200; what the service has always answered is 204.
    return { status: 204 };
  },
});

function deletion(state: FunctionState, qualifier: string | undefined): readonly FunctionEvent[] {
  const functionName = state.name;
  if (qualifier === undefined) return [{ type: 'FunctionDeleted', functionName }];
  checkVersion(state, qualifier);
  // Deleting what is not there is no error.
  return state.versions.has(qualifier) ? [{ type: 'VersionDeleted', functionName, version: qualifier }] : [];
}

function checkVersion({ aliases }: FunctionState, qualifier: string): void {
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (!/^\d+$/.test(qualifier)) throw invalidParameter('Deletion of aliases is not currently supported.');
  const names = [...aliases.values()].filter(({ version }) => version === qualifier).map(({ name }) => name);
  if (names.length === 0) return;
  const message = `Unable to delete version because the following aliases reference it: [${names.join(', ')}]`;
  throw new Rejection('ResourceConflictException', message);
}
