import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readLogLine } from '../../src/lambda/log-line.ts';
import { LogMatch, type TailedLine } from '../../src/lambda/log-match.ts';

const mine = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const group = '/aws/lambda/order';
const arn = 'arn:mine';

let count = 0;
const line = (message: string, stream = 's', timestamp = 500) =>
  readLogLine(group, { eventId: String(++count), logStreamName: stream, timestamp, message: `${message}\n` });
const match = () => new LogMatch((one) => one === arn);
const textsOf = (lines: readonly TailedLine[]) => lines.map(({ line: { text } }) => text);

const completed = (RequestId: string, DurableExecutionArn = arn) => ({
  DurableExecutionArn,
  time: 1000,
  event: {
    EventType: 'InvocationCompleted' as const,
    EventId: 9,
    EventTimestamp: new Date(1000),
    InvocationCompletedDetails: { RequestId, StartTimestamp: new Date(0), EndTimestamp: new Date(1000) },
  },
});

describe('what a line says', () => {
  const lines: readonly [string, string, string | undefined, string | undefined][] = [
    [
      `{"level":"INFO","requestId":"${mine}","executionArn":"arn:mine","message":"hello"}`,
      'hello',
      mine,
      arn,
    ],
    [`{"level":"ERROR","requestId":"${mine}","message":{"a":1}}`, 'ERROR {"a":1}', mine, undefined],
    [`2026-01-02T03:04:05.678Z\t${mine}\tINFO\thello\tthere`, 'hello\tthere', mine, undefined],
    [`2026-01-02T03:04:05.678Z\t${mine}\tWARN\thello`, 'WARN hello', mine, undefined],
    [`[ERROR]\t2026-01-02T03:04:05.678Z\t${mine}\thello`, 'ERROR hello', mine, undefined],
    [
      `2026-01-02T03:04:05.678Z ${mine} Task timed out after 3.00 seconds`,
      'Task timed out after 3.00 seconds',
      mine,
      undefined,
    ],
    ['plain words', 'plain words', undefined, undefined],
    ['{"not": json', '{"not": json', undefined, undefined],
    ['END of the story', 'END of the story', undefined, undefined],
  ];
  for (const [message, text, requestId, executionArn] of lines)
    test(message.slice(0, 50), () => {
      const read = line(message);
      assert.deepEqual([read.text, read.requestId, read.executionArn], [text, requestId, executionArn]);
      assert.equal(read.message, message);
    });
});

describe('whose a line is', () => {
  test('its own word counts, and that of others leaves it out', () => {
    const lines = [arn, 'arn:other'].map((executionArn) =>
      line(JSON.stringify({ executionArn, message: executionArn })),
    );
    assert.deepEqual(textsOf(match().lines(lines)), [arn]);
  });

  test('by its request, once the history says whose that is', () => {
    const one = match();
    const lines = [mine, other].map((id) => line(`2026-01-02T03:04:05.678Z\t${id}\tINFO\tof ${id}`));
    assert.deepEqual(one.lines(lines), []);
    assert.deepEqual(textsOf(one.event(completed(mine), group)), [`of ${mine}`]);
    assert.deepEqual(textsOf(one.lines([line(`2026-01-02T03:04:05.678Z\t${mine}\tINFO\tlate`)])), ['late']);
  });

  test('between the marks of an invocation lines need name nothing', () => {
    const one = match();
    const lines = [other, mine].flatMap((id) => [
      line(`START RequestId: ${id} Version: 1`),
      line(`words of ${id}`),
      line(`END RequestId: ${id}`),
      line(`REPORT RequestId: ${id}\tDuration: 1 ms`),
    ]);
    one.lines(lines);
    assert.deepEqual(textsOf(one.event(completed(mine), group)), [`words of ${mine}`]);
  });

  test('a word of the service about something else ends no invocation', () => {
    const one = match();
    one.lines([
      line(`{"type":"platform.start","record":{"requestId":"${mine}"}}`),
      line('{"type":"platform.logsDropped","record":{"droppedRecords":1}}'),
      line('END of the story'),
      line(`{"type":"platform.report","record":{"requestId":"${mine}"}}`),
      line('of nobody'),
    ]);
    assert.deepEqual(textsOf(one.event(completed(mine), 'another group')), ['END of the story']);
  });

  test('what is found late is not of the invocation that runs meanwhile', () => {
    const one = match();
    one.event(completed(mine), group);
    assert.deepEqual(one.lines([line(`START RequestId: ${mine} Version: 1`, 's', 2000)]), []);
    assert.deepEqual(one.lines([line('late', 's', 1500)]), []);
    const lines = [line(`START RequestId: ${other} Version: 1`, 's', 1000), line('in time', 's', 2500)];
    assert.deepEqual(textsOf(one.lines(lines)), ['in time']);
  });

  test('an execution that is watched later than it printed loses nothing', () => {
    const one = match();
    const said = { requestId: other, executionArn: 'arn:late', message: 'early' };
    assert.deepEqual(one.lines([line(`words`), line(JSON.stringify(said))]), []);
    const started = { ...completed(other, 'arn:late').event, InvocationCompletedDetails: undefined };
    const event = { DurableExecutionArn: 'arn:late', time: 1000, event: started };
    assert.deepEqual(textsOf(one.event(event, group)), ['early']);
    assert.deepEqual(textsOf(one.lines([line(JSON.stringify({ ...said, message: 'then' }))])), ['then']);
  });

  test('a busy group in which nothing is of anybody does not fill the memory', () => {
    const one = match();
    const others = Array.from({ length: 60_000 }, (_, index) => line(`of others ${index}`));
    one.lines([line('the oldest', 't'), ...others]);
    one.lines([]);
    one.lines([line('the newest', 't')]);
    const kept = one.event(completed(mine), group);
    assert.deepEqual(kept, [], 'of two streams nobody knows which');
    one.lines([line(`START RequestId: ${mine} Version: 1`, 't', 0)]);
    assert.deepEqual(textsOf(one.event(completed(mine), group)), ['the newest']);
  });

  test('a request that one line puts to an execution brings the lines before it', () => {
    const one = match();
    one.lines([line(`2026-01-02T03:04:05.678Z\t${mine}\tINFO\tbefore`)]);
    const said = one.lines([line(JSON.stringify({ requestId: mine, executionArn: arn, message: 'now' }))]);
    assert.deepEqual(textsOf(said), ['before', 'now']);
  });

  test('without any mark the time tells, where only one stream can be meant', () => {
    const one = match();
    one.lines([line('inside', 'a'), line('later', 'a', 2000)]);
    assert.deepEqual(textsOf(one.event(completed(mine), group)), ['inside']);
    const two = match();
    two.lines([line('one', 'a'), line('two', 'b')]);
    assert.deepEqual(textsOf(two.event(completed(mine), group)), []);
    const named = match();
    const ofOther = line(JSON.stringify({ requestId: other, message: 'named' }), 'b');
    named.lines([line('one', 'a'), line('two', 'b'), ofOther]);
    assert.deepEqual(textsOf(named.event(completed(mine), group)), ['one']);
  });
});
