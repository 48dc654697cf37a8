import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { type Durcb, durcbAt } from '../durcb.ts';
import { matchGolden } from '../golden/golden.ts';
import { normalisedHistory } from '../golden/normalised-history.ts';
import { served } from '../served.ts';
import { checkOutcome, type Expected } from './check-outcome.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'functions', 'typescript');
const durable = ['order', 'chained-caller', 'chained-target', 'all-operations', 'crashing', 'failing'];

let emulator: Emulator;
let durcb: Durcb;

before(async () => {
  emulator = await startEmulator({
    functions: [
      ...durable.map((name) => served(join(folder, `${name}.ts`))),
      served(join(folder, 'plain-doubler.ts'), { durable: undefined }),
    ],
    environment: process.env,
    warm: false,
  });
  durcb = durcbAt(emulator.url);
});
after(() => emulator.close());

interface Sample extends Expected {
  readonly title: string;
  readonly functionName: string;
  readonly input: unknown;
  /** The callback to answer, and what with. */
  readonly answer?: readonly [name: string, text: string];
}

const samples: readonly Sample[] = [
  {
    title: 'an order is priced, approved, packed and shipped',
    functionName: 'order',
    input: { orderId: 'o-1', items: [{ price: 20, quantity: 2 }] },
    answer: ['approve-order', '{"approvedBy":"Ada"}'],
    status: 'SUCCEEDED',
    result: { orderId: 'o-1', total: 40, approvedBy: 'Ada', status: 'shipped' },
    trace: 'S+#1 S.ok#1 B+#2 | B.ok#2 W+#3 | W.ok#3 S+#4 S.ok#4 | X.ok',
  },
  {
    title: 'a function calls a durable one and a plain one',
    functionName: 'chained-caller',
    input: { value: 3 },
    status: 'SUCCEEDED',
    result: { value: 3, squared: 9, doubled: 18 },
    trace: 'I+#1 | I.ok#1 I+#2 | I.ok#2 | X.ok',
  },
  {
    title: 'what a called function throws, the caller throws too',
    functionName: 'chained-caller',
    input: { value: -1 },
    status: 'FAILED',
    errorMessage: 'value is below zero',
    trace: 'I+#1 | I.fail#1 |! X.fail',
  },
  {
    title: 'every kind of operation',
    functionName: 'all-operations',
    input: { greeting: 'hi' },
    answer: ['callback', '"answered"'],
    status: 'SUCCEEDED',
    result: {
      step: 'hi',
      child: 1,
      parallel: ['l', 'r'],
      map: [1, 4, 9],
      callback: 'answered',
      condition: 2,
    },
    // Branches go on side by side.
    trace: new RegExp(
      [
        /^S\+#1 S\.ok#1 W\+#2 \| W\.ok#2 C\+#3 S\+#4 S\.ok#4 C\.ok#3 /,
        /C\+#5 ([CS]\S+ ){8}C\.ok#5 C\+#10 ([CS]\S+ ){12}C\.ok#10 /,
        /B\+#17 \| B\.ok#17 S\+#18 S\.ok#18~ \| S\+#18 S\.ok#18 \| X\.ok$/,
      ]
        .map(({ source }) => source)
        .join(''),
    ),
  },
  {
    title: 'a process that dies in a step is started again',
    functionName: 'crashing',
    input: {},
    status: 'SUCCEEDED',
    result: { attempt: 2 },
    trace: 'S+#1 |! S.fail#1~ | S+#1 S.ok#1 | X.ok',
  },
  {
    title: 'a function that fails',
    functionName: 'failing',
    input: { sku: 'B-2' },
    status: 'FAILED',
    errorMessage: 'Nothing left of B-2',
    trace: 'S+#1 S.ok#1 |! X.fail',
  },
];

describe('samples in TypeScript, driven by durcb', { concurrency: 4 }, () => {
  for (const sample of samples) test(sample.title, () => play(sample));
});

async function play({ title, functionName, input, answer, ...expected }: Sample): Promise<void> {
  const arn = await durcb.text('start', functionName, '--input-text', JSON.stringify(input), '-o', 'id');
  const followed = durcb('tail', arn, '--follow', '-o', 'jsonl');
  if (answer) {
    const [name, text] = answer;
    await durcb.text('wait', arn, '--for', `callback:${name}`);
    await durcb.text('wait', arn, '--for', 'suspended');
    await durcb.text('send-success', '--execution', arn, '--callback', name, '--result-text', text);
  }
  await checkOutcome(durcb, arn, await followed, expected);
  if (typeof expected.trace !== 'string') return;
  matchGolden(`samples/${title}`, await normalisedHistory(emulator.url, arn));
}
