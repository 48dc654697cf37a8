import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { emulatorProcess } from './emulator-process.ts';
import { type Row, row } from './measure.ts';
import { invokeAsync, post } from './post.ts';

interface Invocation {
  readonly DurableExecutionArn: string;
  CheckpointToken: string;
}

/** Durable checkpoints a second, a started and finished step each: in one execution, and in 64 at once. */
export async function checkpoints(runs: number): Promise<Row[]> {
  return [
    row('checkpoints/s, one after another', await rates(runs, 1, 500), '/s'),
    row('checkpoints/s, 64 executions', await rates(runs, 64, 60), '/s'),
  ];
}

async function rates(runs: number, executions: number, each: number): Promise<number[]> {
  const found: number[] = [];
  for (let run = 0; run < runs; run++) found.push(await rate(executions, each));
  return found;
}

/** The bench is the function itself: it takes the invocations, checkpoints as fast as it can, and then replies. */
async function rate(executions: number, each: number): Promise<number> {
  const replies: (() => void)[] = [];
  const invocations: Invocation[] = [];
  const all = Promise.withResolvers<void>();
  const answer: RequestListener = async (request, response) => {
    invocations.push(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    replies.push(() => response.end('{"Status":"SUCCEEDED"}'));
    if (invocations.length === executions) all.resolve();
  };
  // An address takes one invocation at a time, so there are as many as executions.
  const servers = Array.from({ length: executions }, () => createServer(answer).listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  const name = (port: number) => `bench-${port}`;
  await using emulator = await emulatorProcess(ports.map((port) => `${name(port)}=http://127.0.0.1:${port}`));
  await Promise.all(ports.map((port) => invokeAsync(emulator.url, name(port), '{}')));
  await all.promise;
  const startedAt = performance.now();
  await Promise.all(invocations.map((invocation) => checkpointSteps(emulator.url, invocation, each)));
  const seconds = (performance.now() - startedAt) / 1000;
  for (const reply of replies) reply();
  for (const server of servers) server.close();
  return (executions * each) / seconds;
}

async function checkpointSteps(url: string, invocation: Invocation, count: number): Promise<void> {
  const path = `/2025-12-01/durable-executions/${encodeURIComponent(invocation.DurableExecutionArn)}/checkpoint`;
  for (let step = 0; step < count; step++) {
    const update = { Id: `step-${step}`, Type: 'STEP', Name: 'work', SubType: 'Step' };
    const Updates = [
      { ...update, Action: 'START' },
      { ...update, Action: 'SUCCEED', Payload: '{"done":true}' },
    ];
    const { CheckpointToken } = invocation;
    const answer = await post(`${url}${path}`, JSON.stringify({ CheckpointToken, Updates }));
    invocation.CheckpointToken = JSON.parse(answer).CheckpointToken;
  }
}
