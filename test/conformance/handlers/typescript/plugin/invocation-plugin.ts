import type { InvocationEndInfo, InvocationInfo } from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

/** Records where invocations start and how they end. */
export class InvocationPlugin extends RecordingPlugin {
  override async onInvocationStart(info: InvocationInfo): Promise<void> {
    await super.onInvocationStart(info);
    this.record('invocation-start', { first: info.isFirstInvocation });
  }

  async onInvocationEnd({ status }: InvocationEndInfo): Promise<void> {
    this.record('invocation-end', { status });
  }
}
