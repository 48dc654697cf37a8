/**
 * What the history of each run must hold, as `traceOf` writes it: the same in every language. A pattern where what
 * happens outside comes at a moment of its own.
 */
export const traces: Readonly<Record<string, string | RegExp>> = {
  'callback-with-timeouts takes the answer as the text it was sent as': 'B+#1 | B.ok#1 | X.ok',
  'callback-with-timeouts fails when no heartbeat comes': 'B+#1 | B.to#1 |! X.fail',
  'callback-with-timeouts fails when no answer comes': 'B+#1 | B.to#1 |! X.fail',
  'human-approval processes an approved order': 'B+#1 | B.ok#1 S+#2 S.ok#2 | X.ok',
  'human-approval gives the reason of a rejection': 'B+#1 | B.ok#1 | X.ok',
  'human-approval fails when twelve hours pass without a sign of life': 'B+#1 | B.to#1 |! X.fail',
  'payment pays': 'B+#1 | B.ok#1 | X.ok',
  'payment handles a declined payment': 'B+#1 | B.fail#1 | X.ok',
  'enrichment combines a large result': 'S+#1 S.ok#1 B+#2 | B.ok#2 | X.ok',
  'two-callbacks takes the answers in the order of the callbacks': 'B+#1 B+#2 | B.ok#1 | B.ok#2 | X.ok',
  'two-callbacks takes the answers in the other order': 'B+#1 B+#2 | B.ok#2 | B.ok#1 | X.ok',
  'submitter-retry submits at the second attempt':
    'C+#1 B+#2 S+#3 S.fail#3~ | S+#3 S.ok#3 | B.ok#2 C.ok#1 | X.ok',
  'callback-in-child-context waits inside a child context':
    'C+#1 S+#2 S.ok#2 B+#3 | B.ok#3 S+#4 S.ok#4 C.ok#1 S+#5 S.ok#5 | X.ok',
  'retry-after-timeout takes the answer to a later callback':
    'B+#1 | B.to#1 W+#2 | W.ok#2 B+#3 | B.ok#3 | X.ok',
  'retry-after-timeout gives up after the last attempt': 'B+#1 | B.to#1 W+#2 | W.ok#2 B+#3 | B.to#3 | X.ok',
  'retry-after-timeout does not ask again after a refusal': 'B+#1 | B.fail#1 |! X.fail',
  'result-types success': 'B+#1 | B.ok#1 S+#2 S.ok#2 | X.ok',
  'result-types partial': 'B+#1 | B.ok#1 S+#2 S.ok#2 | X.ok',
  'result-types failure': 'B+#1 | B.ok#1 |! X.fail',
  'result-types a type nobody knows': 'B+#1 | B.ok#1 |! X.fail',
  'fallback-callback is content with the first service': 'B+#1 | B.ok#1 | X.ok',
  'fallback-callback asks the second service after a timeout': 'B+#1 | B.to#1 B+#2 | B.ok#2 | X.ok',
  'custom-deserializer reads CSV': 'B+#1 | B.ok#1 | X.ok',
  // The parcel is packed in a second, and the courier answers before that or after.
  'early-callback is answered while the function does something else, or later':
    /^B\+#1 S\+#2 S\.ok#2 W\+#3 \|(?=.* B\.ok#1 )(?=.* W\.ok#3 .*S\+#4 S\.ok#4 ).* \| X\.ok$/,
  // The worker looks for messages ten times a second.
  'message-broker is answered by a worker': brokerTrace('B\\.ok#1'),
  'message-broker is refused by a worker': brokerTrace('B\\.fail#1'),
};

function brokerTrace(answer: string): RegExp {
  return new RegExp(`^B\\+#1 S\\+#2 (S\\.ok#2 (\\| )?${answer}|${answer} S\\.ok#2) (\\| )?\\| X\\.ok$`);
}
