import { count, derived, number, object, optional, type Printed, text } from './member.ts';

const group = text('What is counted together: a callback name, function, version, or day (UTC).');

const response = (percent: number) =>
  optional(number(`Within which time ${percent}% of the answered ones were; seconds.`));

/** A line of `stats`. */
export const statisticsRow = object('What became of the callbacks of a group.', {
  Group: group,
  Derived: derived({
    Callbacks: count('All of them.'),
    Executions: count('How many executions they are of.'),
    Succeeded: count('Answered with a result.'),
    Failed: count('Answered with an error.'),
    TimedOut: count('Expired: their total time ran out.'),
    HeartbeatTimedOut: count('Expired for want of a heartbeat.'),
    Open: count('Wait for an answer still.'),
    Lost: count('Their execution ended before they were answered.'),
    ResponseSeconds: object('From their start to their answer.', {
      P50: response(50),
      P90: response(90),
      P99: response(99),
    }),
  }),
});
export type StatisticsRow = Printed<typeof statisticsRow>;

/** A line of `stats --histogram`. */
export const histogramRow = object('How many callbacks of a group were answered within a span of time.', {
  Group: group,
  Derived: derived({
    Span: text('The span, in words.'),
    FromSeconds: number('The shortest time of the span; seconds.'),
    BelowSeconds: optional(
      number('The end of the span, which is not in it; absent where it has none; seconds.'),
    ),
    Answered: count('How many were.'),
    Share: number('Their share of the answered ones of the group, 0 to 1.'),
  }),
});
export type HistogramRow = Printed<typeof histogramRow>;
