import * as z from 'zod/mini';
import { limits } from '../../../model/limits.ts';
import { invalidParameter, Rejection } from '../../engine/rejection.ts';
import type { Release } from '../../functions/function-event.ts';
import { type ApiContext, action } from '../action.ts';
import { changedFunction } from '../deploy/changed-function.ts';
import {
  Architectures,
  codeMembers,
  configurationMembers,
  FunctionName,
  Role,
  Tags,
} from '../deploy/members.ts';
import { packageOf } from '../deploy/package-of.ts';
import { checked } from '../deploy/packaged-code.ts';
import { published } from '../deploy/published.ts';
import { settingsOf } from '../deploy/settings-of.ts';
import { shownOf } from '../deploy/shown-of.ts';
import { releaseConfiguration } from '../function-configuration.ts';
import { jsonBody } from '../json-body.ts';

const Input = z.object({
  ...configurationMembers,
  FunctionName,
  Role,
  Code: z.object(codeMembers),
  PackageType: z.optional(z.enum(['Zip', 'Image'])),
  Architectures: z.optional(Architectures),
  Publish: z.optional(z.boolean()),
  Tags: z.optional(Tags),
});

export const createFunction = action({
  name: 'CreateFunction',
  method: 'POST',
  path: '/2015-03-31/functions',
  bodyLimit: { limit: 'codeBody', operation: 'CreateFunction' },
  read: jsonBody,
  input: Input,
  async handle(context, input) {
    const name = newName(context, input.FunctionName);
    const release = await newRelease(context, input);
    const version = await context.deployments.change(name, (state) => {
      if (state.latest) throw new Rejection('ResourceConflictException', `Function already exist: ${name}`);
      const made = { type: 'FunctionCreated', functionName: name, release, tags: input.Tags ?? {} } as const;
      if (!input.Publish) return { events: [made], result: '$LATEST' };
      const first = published(state, release);
      return { events: [made, ...first.events], result: first.version };
    });
    // AWS answers with the ARN of the function, whatever was published.
    const shown = { name, version, qualifier: undefined };
    return { status: 201, json: releaseConfiguration(context, shown, release) };
  },
});

function newName(context: ApiContext, text: string): string {
  const name = changedFunction(context, text);
  if (name.length <= limits.newFunctionName) return name;
  throw invalidParameter(
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: ` +
      `Member must have length less than or equal to ${limits.newFunctionName}`,
  );
}

async function newRelease(context: ApiContext, input: z.output<typeof Input>): Promise<Release> {
  const { Runtime, Handler, PackageType, Code } = input;
  const { from, ...measured } = await packageOf(
    context,
    PackageType === 'Image' ? { ImageUri: '', ...Code } : Code,
  );
  if (Runtime === undefined || Handler === undefined) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  return {
    settings: settingsOf(input, context.limits),
    code: checked(context.packages, { kind: 'package', from, runtime: Runtime, handler: Handler }),
    ...measured,
    modifiedAt: context.clock.now(),
    revisionId: context.newId(),
    shown: shownOf(input, { Architectures: input.Architectures ?? ['x86_64'] }),
  };
}
