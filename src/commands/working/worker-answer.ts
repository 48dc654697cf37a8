import { type ExitCode, exitCodes, Failure } from '../../cli/failure.ts';
import { limits } from '../../model/limits.ts';
import type { ErrorObject } from '../../model/wire.ts';
import type { Answer } from '../answering/answer-callback.ts';
import { failureAnswer } from '../answering/failure-answer.ts';
import { successAnswer } from '../answering/success-answer.ts';
import { checkResult } from '../payloads/check-result.ts';
import type { JsonSchema } from '../payloads/json-schema.ts';
import type { WorkerOutput } from './worker-output.ts';
import type { WorkerEnd } from './worker-process.ts';

export interface WorkerAnswer {
  readonly answer: Answer;
  /** The command's own, unless its result cannot be sent. */
  readonly exitCode: ExitCode;
  /** What came of the command, in words. */
  readonly what: string;
}

/** The answer that a command has worked out: its output, or its file, or that it failed, or made what it should not. */
export async function workerAnswer(
  program: string,
  { exitCode, signal }: WorkerEnd,
  output: WorkerOutput,
  readFile: (() => Promise<Uint8Array>) | undefined,
  schema?: JsonSchema,
): Promise<WorkerAnswer> {
  if (output.isTooLarge) return refused('ResultTooLarge', tooLarge(program));
  const { errorLines: StackTrace } = output;
  if (exitCode !== 0) {
    const what = signal ? `${program} was ended by ${signal}` : `${program} ended with exit code ${exitCode}`;
    const ErrorMessage = [what, StackTrace.at(-1)].filter(Boolean).join(': ');
    const ErrorData = JSON.stringify({ ExitCode: exitCode, Signal: signal });
    const error: ErrorObject = { ErrorType: 'CommandFailed', ErrorMessage, ErrorData, StackTrace };
    return { answer: failureAnswer(error), exitCode, what };
  }
  try {
    const result = readFile ? await readFile() : output.bytes;
    if (schema) checkResult(schema, result, `the result of ${program}`);
    const isNothing = !readFile && result.length === 0;
    return {
      answer: successAnswer(isNothing ? undefined : result),
      exitCode,
      what: `${program} has done it`,
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return refused('ResultRefused', error.message.replace(/; nothing was sent$/, ''));
  }
}

const refused = (ErrorType: string, what: string): WorkerAnswer => ({
  answer: failureAnswer({ ErrorType, ErrorMessage: what }),
  exitCode: exitCodes.refused,
  what,
});

const tooLarge = (program: string): string =>
  `${program} wrote more than ${limits.callbackResult} bytes, which is all that the service takes`;
