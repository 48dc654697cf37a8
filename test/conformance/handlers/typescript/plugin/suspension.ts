import {
  type InvocationEndInfo,
  type InvocationInfo,
  PluginInvocationStatus,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { RecordingPlugin } from './recording-plugin.ts';

const terminal: readonly string[] = [PluginInvocationStatus.SUCCEEDED, PluginInvocationStatus.FAILED];

/** Records whether an invocation ends the execution or only suspends it. */
class SuspensionPlugin extends RecordingPlugin {
  override async onInvocationStart(info: InvocationInfo): Promise<void> {
    await super.onInvocationStart(info);
    this.record('invocation-start', { first: info.isFirstInvocation });
  }

  async onInvocationEnd({ status }: InvocationEndInfo): Promise<void> {
    this.record('invocation-end', { terminal: terminal.includes(status), status });
  }
}

/** Waits two seconds, suspended meanwhile. */
export const handler = withDurableExecution(
  async (_event: unknown, context) => context.wait({ seconds: 2 }),
  { plugins: [new SuspensionPlugin()] },
);
