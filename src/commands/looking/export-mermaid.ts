import type { HistoryEvent } from '../../lambda/history-event.ts';
import { endOf, labelOf, type OperationNode, tookOf } from '../../lambda/operation-node.ts';
import { placedNodes } from '../../lambda/operation-path.ts';
import type { HistoryOperation } from '../../lambda/operations.ts';

/** A Mermaid gantt chart: a section for each parent, and one for the invocations; open bars end `now`, epoch milliseconds. */
export function mermaidGantt(root: OperationNode, events: readonly HistoryEvent[], now: number): string {
  const lines = [
    'gantt',
    `  title ${plain(labelOf(root.operation))}`,
    '  dateFormat x',
    `  axisFormat ${axisFormat(root.operation, now)}`,
    ...invocationLines(events),
    ...sectionLines(root, now),
  ];
  return `${lines.join('\n')}\n`;
}

const day = 86_400_000;

// On a chart of minutes the date says nothing, on one of weeks the seconds.
const axisFormat = (execution: HistoryOperation, now: number): string =>
  tookOf(execution, now) > day ? '%Y-%m-%d %H:%M' : '%H:%M:%S';

function invocationLines(events: readonly HistoryEvent[]): readonly string[] {
  const invocations = events.flatMap(({ InvocationCompletedDetails: details }) => details ?? []);
  const bars = invocations.flatMap(({ StartTimestamp, EndTimestamp, Error: error }, index) => {
    if (!StartTimestamp || !EndTimestamp) return [];
    const tag = error?.Payload ? 'crit' : 'done';
    return [bar(`invocation ${index + 1}`, tag, StartTimestamp.getTime(), EndTimestamp.getTime())];
  });
  return bars.length > 0 ? ['  section invocations', ...bars] : [];
}

// Sections of the same name would be drawn as one, so each goes by its whole path.
function sectionLines(root: OperationNode, now: number): readonly string[] {
  const sections = Map.groupBy(placedNodes(root), ({ parentPath }) => parentPath);
  return [...sections].flatMap(([path, placed]) => [
    `  section ${plain(path || labelOf(root.operation))}`,
    ...placed.map(({ node }) => operationBar(node.operation, now)),
  ]);
}

function operationBar(operation: HistoryOperation, now: number): string {
  const start = operation.first.EventTimestamp.getTime();
  return bar(labelOf(operation), tagOf(operation), start, endOf(operation)?.getTime() ?? now);
}

function tagOf({ Status }: HistoryOperation): string {
  if (Status === 'STARTED' || Status === 'PENDING') return 'active';
  return Status === 'SUCCEEDED' ? 'done' : 'crit';
}

// A bar without length is not drawn.
const bar = (name: string, tag: string, start: number, end: number): string =>
  `  ${plain(name)} :${tag}, ${start}, ${Math.max(start + 1, end)}`;

/** Text without what Mermaid takes for its own, and not beginning with a word of its language. */
function plain(text: string): string {
  const safe = text.replaceAll(/[:;#,%"\p{Cc}]+/gu, ' ').trim() || '-';
  return words.test(safe) ? `· ${safe}` : safe;
}

const words =
  /^(gantt|topAxis|inclusiveEndDates|acc(Title|Desc)|\d{4}-|(title|section|click|href|call|\w+Format|tickInterval|includes|excludes|todayMarker|week\w+)(\s|$))/i;
