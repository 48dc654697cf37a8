import * as z from 'zod/mini';
import { type Context, flag } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { checkJson, checkSize, readSource } from '../../cli/payload.ts';
import { limits } from '../../model/limits.ts';
import type { ErrorObject } from '../../model/wire.ts';
import { errorMembers } from '../output/error-members.ts';
import { textValue } from '../values/text-value.ts';
import { parseTrace } from './error-trace.ts';

/** How an error is given to the service. */
export const errorOptions = {
  error: flag(
    '--error <file>',
    'an ErrorObject in JSON, or the trace of a caught error; - for stdin',
    textValue,
    'file',
  ),
  errorType: flag('--error-type <type>', 'what kind of error, such as PaymentDeclined', textValue),
  errorMessage: flag('--error-message <text>', 'what a person should read', textValue),
  errorData: flag('--error-data <text>', 'what a program should read', textValue),
  stackTrace: flag(
    '--stack-trace <line>...',
    'where it happened: a line, or @FILE for those of a file or of the trace in it',
    z.optional(z.array(z.string())),
  ),
};

export interface ErrorInput {
  readonly error: string | undefined;
  readonly errorType: string | undefined;
  readonly errorMessage: string | undefined;
  readonly errorData: string | undefined;
  readonly stackTrace: readonly string[] | undefined;
}

/** The error as given: options go before what the file says. Undefined when nothing is given. */
export async function readError(context: Context, input: ErrorInput): Promise<ErrorObject | undefined> {
  const { error, errorType, errorMessage, errorData, stackTrace } = input;
  const named = {
    ...(errorType !== undefined && { ErrorType: errorType }),
    ...(errorMessage !== undefined && { ErrorMessage: errorMessage }),
    ...(errorData !== undefined && { ErrorData: errorData }),
  };
  if (error === undefined && stackTrace === undefined && Object.keys(named).length === 0) return undefined;
  const file = error !== undefined && (await fromFile(context, error));
  const stack = stackTrace && (await readStack(context, stackTrace));
  // A trace also says what happened, where nothing else does.
  return sized({ ...stack, ...file, ...(stack && { StackTrace: stack.StackTrace }), ...named });
}

/** The lines as given, those of the files among them, and the error of the first trace in these. */
async function readStack(context: Context, given: readonly string[]): Promise<ErrorObject> {
  const parts = await Promise.all(
    given.map(async (line): Promise<ErrorObject> => {
      if (!line.startsWith('@')) return { StackTrace: [line] };
      const text = new TextDecoder().decode(await readSource(line.slice(1), '--stack-trace', context));
      return parseTrace(text) ?? { StackTrace: text.split(/\r?\n/).filter((one) => one.trim() !== '') };
    }),
  );
  const trace = parts.find(({ ErrorType }) => ErrorType !== undefined);
  return { ...trace, StackTrace: parts.flatMap(({ StackTrace = [] }) => StackTrace) };
}

/** The error itself, unless it is larger than the service takes. */
export function sized(error: ErrorObject): ErrorObject {
  checkSize(Buffer.byteLength(JSON.stringify(error)), { option: 'the error', limit: limits.errorObject });
  return error;
}

/** Its members are those of the API. */
export const errorObject = z.strictObject(errorMembers);

async function fromFile(context: Context, source: string): Promise<ErrorObject> {
  const bytes = await readSource(source, '--error', context);
  const text = new TextDecoder().decode(bytes);
  const trace = parseTrace(text);
  if (trace && !looksLikeJson.test(text)) return trace;
  checkJson(bytes, source === '-' ? '--error' : source, members);
  const parsed = errorObject.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw malformed(`--error is no ErrorObject: ${explain(parsed.error)}`);
}

const looksLikeJson = /^\s*[{["]/;

function explain({ issues }: z.core.$ZodError): string {
  const [issue] = issues;
  if (issue?.code === 'unrecognized_keys') return `it has ${issue.keys.join(' and ')}`;
  return issue?.path.length ? `its ${String(issue.path[0])} is of another kind` : 'it is no object';
}

const members =
  'give what Node, Python or Java print of a caught error, or an object with any of ErrorType, ErrorMessage, ErrorData and StackTrace, a list of lines';

const malformed = (message: string): Failure =>
  new Failure({
    code: 'malformed-error',
    message: `${message}; nothing was sent`,
    hint: members,
    exitCode: exitCodes.refused,
  });
