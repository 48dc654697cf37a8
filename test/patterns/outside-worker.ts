import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface OutsideWorker {
  /** Rejects should it end by itself: then nobody will answer any more. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/** A program that answers callbacks with an SDK of AWS, for as long as the test wants. */
export function outsideWorker(command: string, words: readonly string[], url: string): OutsideWorker {
  const child = spawn(command, words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL_LAMBDA: url,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });
  const ended = once(child, 'exit');
  let isStopping = false;
  const failed = ended.then(([code]) => {
    if (!isStopping) throw new Error(`${command} ${words.join(' ')} ended with ${code}`);
    return new Promise<never>(() => {});
  });
  return {
    failed,
    async stop() {
      isStopping = true;
      child.kill();
      await ended;
    },
  };
}
