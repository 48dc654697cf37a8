import type { Event, Lambda } from '@aws-sdk/client-lambda';

/** Every event of an execution, with payloads, oldest first. */
export async function fullHistory(lambda: Lambda, DurableExecutionArn: string): Promise<readonly Event[]> {
  const events: Event[] = [];
  let Marker: string | undefined;
  do {
    const page = await lambda.getDurableExecutionHistory({
      DurableExecutionArn,
      IncludeExecutionData: true,
      ReverseOrder: false,
      Marker,
    });
    events.push(...(page.Events ?? []));
    Marker = page.NextMarker;
  } while (Marker);
  return events;
}
