/** Members whose value is a time, wherever they stand. */
const times = new Set([
  'StartTimestamp',
  'EndTimestamp',
  'EventTimestamp',
  'StopTimestamp',
  'NextAttemptTimestamp',
  'ScheduledEndTimestamp',
  'Deadline',
  'HeartbeatDeadline',
]);

/** JSON text with times as epoch seconds, as the service writes them; inside they are epoch milliseconds. */
export function wireJson(value: object): string {
  return JSON.stringify(value, (name, member: unknown) =>
    times.has(name) && typeof member === 'number' ? member / 1000 : member,
  );
}
