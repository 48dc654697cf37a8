import * as z from 'zod/mini';
import { functionName } from './known-members.ts';
import { count, list, object, oneOf, optional, type Printed, text } from './member.ts';

/** A line of `config show`. */
export const settingRow = object('A setting.', {
  Name: text('Its name, as in durcb.json.'),
  Value: optional(
    z
      .union([z.string(), z.boolean()])
      .check(z.describe('Its value; absent when it has none, or is left to the AWS SDK.')),
  ),
  Source: text('Where it is from: an option, an environment variable, a file, or default.'),
});

/** A line of `schema`. */
export const schemaRow = object('A JSON Schema that can be printed.', {
  Name: text('Its name.'),
  Title: text('What it describes.'),
});

/** A line of `doctor`. */
export const checkUpRow = object('Something that was looked at.', {
  Check: text('What was looked at.'),
  Status: oneOf(['ok', 'warning', 'failed', 'skipped'], 'skipped: could not be tried, which is no fault.'),
  Detail: text('What was found, and what to do.'),
});
export type CheckUp = Printed<typeof checkUpRow>;

const oneOrMore = (description: string) =>
  z.union([z.string(), z.array(z.string())]).check(z.describe(description));

/** What `doctor --iam` prints. */
export const policyRecord = object('An IAM policy document.', {
  Version: text('Of the language of policies.'),
  Statement: list(
    object('What is allowed.', {
      Sid: text('Name of the statement.'),
      Effect: text('Allow.'),
      Action: oneOrMore('What is done.'),
      Resource: oneOrMore('To what.'),
    }),
    'All that is allowed.',
  ),
});

/** What an emulator tells of itself, on stdout, in the ready file and for `--local`. */
export const emulatorRecord = object('A running emulator.', {
  Url: text('Its address, for --endpoint-url and AWS_ENDPOINT_URL_LAMBDA.'),
  Port: count('Where it listens.'),
  Pid: count('Id of its process.'),
  StateDirectory: optional(text('Where its state is kept; absent when it is in memory.')),
  Functions: list(functionName, 'Names of the functions that it serves.'),
});
export type RunningEmulator = Printed<typeof emulatorRecord>;

/** What stderr says when a command fails under `-o json` or `jsonl`. */
export const errorRecord = object('Why a command failed: the last line of stderr.', {
  error: object('The error.', {
    code: text('What kind, for programs: callback-already-answered.'),
    message: text('What happened, in words.'),
    hint: optional(text('What to do.')),
    requestId: optional(text('Id of the request that the service refused.')),
    exitCode: count('Exit code of durcb.'),
    notes: optional(
      list(text('A line for people.'), 'What was noted before, where that is not on stderr already.'),
    ),
  }),
});
