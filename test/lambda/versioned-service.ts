import type { Execution } from '@aws-sdk/client-lambda';
import { formatExecutionArn } from '../../src/model/arn.ts';

/** What a service looks at when no qualifier is given. */
export type Reading = 'all versions' | '$LATEST only';

const place = { partition: 'aws', region: 'us-east-1', account: '123456789012', functionName: 'order' };

/** Executions of a function, each on a version, in the order of their starts; named e1, e2 and so on. */
export function executionsOn(...versions: readonly string[]): Execution[] {
  return versions.map((version, index) => {
    const names = { executionName: `e${index + 1}`, executionId: `id-${index + 1}` };
    const DurableExecutionArn = formatExecutionArn({ ...place, version, ...names });
    return {
      DurableExecutionArn,
      DurableExecutionName: names.executionName,
      FunctionArn: DurableExecutionArn.replace(/\/.*/, ''),
      Status: 'RUNNING',
      StartTimestamp: new Date(index * 1000),
    };
  });
}

/** The listings of a service with published versions, which the emulator has not; a page holds one execution. */
export function versionedService(reading: Reading, executions: readonly Execution[]) {
  const asked: (string | undefined)[] = [];
  const lambda = {
    async listFunctions() {
      return { Functions: [{ FunctionName: 'order', DurableConfig: {} }, { FunctionName: 'plain' }] };
    },
    async listVersionsByFunction() {
      return { Versions: ['$LATEST', '1', '2'].map((Version) => ({ Version })) };
    },
    async listDurableExecutionsByFunction({ Qualifier, Marker, ReverseOrder }: Question) {
      asked.push(Qualifier);
      const version = Qualifier ?? (reading === '$LATEST only' ? '$LATEST' : undefined);
      const matching = executions.filter(
        ({ FunctionArn }) => !version || FunctionArn?.endsWith(`:${version}`),
      );
      const ordered = ReverseOrder ? matching : matching.toReversed();
      const from = Number(Marker ?? 0);
      const NextMarker = from + 1 < ordered.length ? String(from + 1) : undefined;
      return { DurableExecutions: ordered.slice(from, from + 1), NextMarker };
    },
  };
  return { lambda, asked };
}

interface Question {
  readonly Qualifier?: string | undefined;
  readonly Marker?: string | undefined;
  readonly ReverseOrder?: boolean | undefined;
}
