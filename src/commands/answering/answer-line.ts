import * as z from 'zod/mini';
import type { Context } from '../../cli/command.ts';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { locateJsonError } from '../../cli/json-error.ts';
import { checkSize, readPayload } from '../../cli/payload.ts';
import { checkResult } from '../payloads/check-result.ts';
import { errorObject, sized } from '../payloads/error-input.ts';
import { jsonMembers } from '../payloads/json-members.ts';
import type { JsonSchema } from '../payloads/json-schema.ts';
import type { Answer } from './answer-callback.ts';
import { parseCallbackId } from './callback-id.ts';
import type { CallbackInput } from './callback-target.ts';
import { failureAnswer } from './failure-answer.ts';
import { successAnswer } from './success-answer.ts';

/** A line of an answers file that can be sent. */
export interface PlannedAnswer {
  readonly callback: CallbackInput & { readonly callback: string | undefined };
  /** Made anew each time, so that large files are not held in memory; throws when a file has changed meanwhile. */
  load(): Promise<Answer>;
  readonly summary: Pick<Answer, 'kind' | 'description'>;
}

const text = (description: string) => z.optional(z.string().check(z.describe(description)));

const callbackMembers = ['CallbackId', 'Callback'] as const;

const answerMembers = ['Result', 'ResultFile', 'NoResult', 'Error'] as const;

const whereMembers = ['CallbackId', 'Execution', 'Function'] as const;

const having = (members: readonly string[]) =>
  members.map((member) => ({ type: 'object', properties: { [member]: {} }, required: [member] }));

const presence = [
  { oneOf: having(callbackMembers) },
  { oneOf: having(answerMembers) },
  { anyOf: having(whereMembers) },
];

/** What a line may say. Which members it has to have is only told here; that is checked in words of its own. */
export const answerLine = z
  .strictObject({
    CallbackId: text('Id of the callback; else Callback says which.'),
    Callback: text('Name of the callback, in the execution that Execution names.'),
    Execution: text('Execution of the callback: ARN, name or @last.'),
    Function: text('Function of the callback: name or ARN.'),
    Result: z.optional(
      z
        .unknown()
        .check(z.describe('The result: a text as it is, anything else as the JSON it is written as.')),
    ),
    ResultFile: text('File whose bytes are the result; relative to the file of the answers.'),
    NoResult: z.optional(z.literal(true).check(z.describe('There is no result.'))),
    Error: z.optional(errorObject.check(z.describe('The callback is answered with this error.'))),
  })
  .check(z.meta({ allOf: presence }));
type AnswerLine = z.infer<typeof answerLine>;

type Surroundings = Pick<Context, 'io' | 'signal' | 'workingDirectory'>;

/** Checks a line as far as that goes without the service; throws a Failure without the line's number. */
export async function planAnswer(
  line: string,
  surroundings: Surroundings,
  schema?: JsonSchema,
): Promise<PlannedAnswer> {
  const parsed = answerLine.safeParse(parseObject(line));
  if (!parsed.success) throw malformed(explain(parsed.error));
  const callback = callbackOf(parsed.data);
  const load = loaderOf(parsed.data, sourceOf(line, 'Result'), surroundings, schema);
  const { kind, description } = await load();
  return { callback, summary: { kind, description }, load: unchanged(load, description) };
}

function parseObject(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw malformed(`not JSON, ${locateJsonError(line).replace(/^line 1, /, '')}`);
  }
}

function explain({ issues }: z.core.$ZodError): string {
  const [issue] = issues;
  const path = issue?.path.join('.');
  if (issue?.code === 'unrecognized_keys')
    return `${path ? `${path} has` : 'there is'} an unknown member ${issue.keys.join(' and ')}`;
  return path ? `its ${path} is of another kind` : 'it is no object';
}

function callbackOf({ CallbackId, Callback, Execution, Function: functionName }: AnswerLine) {
  if ((CallbackId === undefined) === (Callback === undefined))
    throw malformed('it has to name one callback, by CallbackId or by Execution and Callback');
  if (CallbackId === undefined && Execution === undefined && functionName === undefined)
    throw malformed('Callback needs to know where: add Execution');
  return {
    callback: CallbackId === undefined ? undefined : parseCallbackId(CallbackId),
    callbackName: Callback,
    execution: Execution,
    function: functionName,
  };
}

function loaderOf(
  { ResultFile, Error: error, ...line }: AnswerLine,
  source: string | undefined,
  surroundings: Surroundings,
  schema: JsonSchema | undefined,
): () => Promise<Answer> {
  const all = { ...line, ResultFile, Error: error };
  if (answerMembers.filter((name) => all[name] !== undefined).length !== 1)
    throw malformed(`it has to have one of ${answerMembers.join(', ')}`);
  if (error) return async () => failureAnswer(sized(error));
  if (line.NoResult) return async () => successAnswer(undefined);
  const checked = (result: Uint8Array, name: string) => {
    if (schema) checkResult(schema, result, name);
    return successAnswer(result);
  };
  if (ResultFile !== undefined)
    return async () => checked(await fileBytes(ResultFile, surroundings), `ResultFile ${ResultFile}`);
  // A text is what the function gets, as in the API; anything else is sent as JSON, as it is written.
  const text = typeof line.Result === 'string' ? line.Result : `${source}`;
  if (!text.isWellFormed()) throw malformed('its Result has half of a surrogate pair, which has no bytes');
  const bytes = Buffer.from(text);
  checkSize(bytes.length, { option: 'Result' });
  return async () => checked(bytes, 'Result');
}

async function fileBytes(path: string, surroundings: Surroundings): Promise<Uint8Array> {
  if (path === '-') throw malformed('ResultFile is a file, and cannot be stdin');
  return (await readPayload(path, { option: 'ResultFile' }, surroundings)).bytes;
}

function sourceOf(line: string, wanted: string): string | undefined {
  const members = jsonMembers(line);
  const names = members.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw malformed(`${twice} is in it twice`);
  return members.find(([name]) => name === wanted)?.[1];
}

const unchanged =
  (load: () => Promise<Answer>, checked: Answer['description']) => async (): Promise<Answer> => {
    const answer = await load();
    if (answer.description.Sha256 === checked.Sha256) return answer;
    throw new Failure({
      code: 'changed-meanwhile',
      message: 'the file has changed since it was checked',
      hint: 'run it again',
      exitCode: exitCodes.refused,
    });
  };

const malformed = (message: string): Failure =>
  new Failure({
    code: 'malformed-answer',
    message,
    hint: 'a line is {"CallbackId", and "Result", "ResultFile", "NoResult" or "Error"}',
    exitCode: exitCodes.refused,
  });
