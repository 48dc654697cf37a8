/** A durable function without an SDK: creates a callback, and says when it was woken by the answer. */
export async function handler({ DurableExecutionArn, CheckpointToken, InitialExecutionState }) {
  const wokenAt = process.hrtime.bigint();
  if (InitialExecutionState.Operations.length > 1) {
    return { Status: 'SUCCEEDED', Result: JSON.stringify(String(wokenAt)) };
  }
  const path = `/2025-12-01/durable-executions/${encodeURIComponent(DurableExecutionArn)}/checkpoint`;
  const Updates = [{ Id: 'answer', Type: 'CALLBACK', Action: 'START' }];
  const body = JSON.stringify({ CheckpointToken, Updates });
  const response = await fetch(`${process.env.AWS_ENDPOINT_URL_LAMBDA}${path}`, { method: 'POST', body });
  if (!response.ok) throw new Error(await response.text());
  return { Status: 'PENDING' };
}
