import { BatchItemStatus, type BatchResult, type Serdes } from '@aws/durable-execution-sdk-js';

const prefix = 'OPSERDE:';

/** Keeps a batch without failures as its results, joined by commas. */
export const joinedResults: Serdes<BatchResult<string>> = {
  serialize: async (batch) => batch && `${prefix}${batch.getResults().join(',')}`,
  deserialize: async (data) => (data ? batchOf(data.slice(prefix.length).split(',')) : undefined),
};

function batchOf(results: string[]): BatchResult<string> {
  const all = results.map((result, index) => ({ result, index, status: BatchItemStatus.SUCCEEDED }));
  return {
    all,
    succeeded: () => all,
    failed: () => [],
    started: () => [],
    status: BatchItemStatus.SUCCEEDED,
    completionReason: 'ALL_COMPLETED',
    hasFailure: false,
    throwIfError: () => {},
    getResults: () => results,
    getErrors: () => [],
    successCount: results.length,
    failureCount: 0,
    startedCount: 0,
    totalCount: results.length,
  };
}
