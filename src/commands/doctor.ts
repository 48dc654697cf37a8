import * as z from 'zod/mini';
import { command, flag, type Row } from '../cli/command.ts';
import { exitCodes } from '../cli/failure.ts';
import { nearest } from '../cli/nearest.ts';
import { checkUps } from './check-up.ts';
import { column, idOf } from './column.ts';
import { iamPolicy, isPolicyTopic, policyTopics } from './iam-policy.ts';
import { textValue } from './values/text-value.ts';

const topicsValue = z.pipe(
  z.string().check(
    z.superRefine((text, issues) => {
      const unknown = wordsOf(text).find((word) => !isPolicyTopic(word));
      if (unknown !== undefined) issues.addIssue(noTopic(unknown));
    }),
  ),
  z.transform((text) => wordsOf(text).filter(isPolicyTopic)),
);

const wordsOf = (text: string): readonly string[] => text.split(',').map((word) => word.trim());

function noTopic(word: string): string {
  const meant = nearest(word, policyTopics);
  return meant ? `did you mean ${meant}?` : `expected some of ${policyTopics.join(', ')}`;
}

export const doctor = command({
  name: 'doctor',
  summary: 'check what is configured, reachable and permitted; exit 1 when something is not',
  examples: [
    'durcb doctor',
    'durcb doctor --local                      is the emulator there?',
    'durcb doctor --iam pending,send --function order   the policy that those commands need',
    'durcb doctor --iam all > policy.json',
  ],
  arguments: {},
  options: {
    function: flag(
      '--function <function>',
      'the function to try it with: name or ARN',
      textValue,
      'function',
    ),
    iam: flag(
      '--iam <commands>',
      'print the least policy for these commands, by commas: send is both ways to answer, logs what functions print',
      z.optional(topicsValue),
      policyTopics,
    ),
  },
  async run(context, { function: functionName, iam }) {
    if (iam) {
      const { region } = context.config;
      return { kind: 'text', text: JSON.stringify(iamPolicy(iam, { functionName, region }), null, 2) };
    }
    const { io } = context;
    let isWell = true;
    async function* rows(): AsyncGenerator<Row> {
      for await (const checkUp of checkUps(context, functionName)) {
        isWell &&= checkUp.Status !== 'failed';
        // On a narrow screen a table shows half of what must be done.
        if (checkUp.Status === 'failed' && io.stdout.isTerminal)
          io.note(`durcb: ${checkUp.Check}: ${checkUp.Detail}`);
        yield { ...checkUp };
      }
    }
    return {
      kind: 'rows',
      columns: [column('check', 'Check'), column('status', 'Status'), column('detail', 'Detail')],
      rows: rows(),
      id: idOf('Check'),
      mayCutId: true,
      exitCode: () => (isWell ? exitCodes.done : exitCodes.error),
    };
  },
});
