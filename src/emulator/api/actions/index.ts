import type { Action } from '../action.ts';
import { logsActions } from '../logs/index.ts';
import { checkpointDurableExecution } from './checkpoint-durable-execution.ts';
import { createAlias } from './create-alias.ts';
import { createFunction } from './create-function.ts';
import { deleteAlias } from './delete-alias.ts';
import { deleteFunction } from './delete-function.ts';
import { getAlias } from './get-alias.ts';
import { getDurableExecution } from './get-durable-execution.ts';
import { getDurableExecutionHistory } from './get-durable-execution-history.ts';
import { getDurableExecutionState } from './get-durable-execution-state.ts';
import { getFunction } from './get-function.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { health, ownHealth } from './health.ts';
import { invoke } from './invoke.ts';
import { listAliases } from './list-aliases.ts';
import { listDurableExecutionsByFunction } from './list-durable-executions-by-function.ts';
import { listFunctions } from './list-functions.ts';
import { listTags } from './list-tags.ts';
import { listVersionsByFunction } from './list-versions-by-function.ts';
import { locateCallback } from './locate-callback.ts';
import { pendingCallbacks } from './pending-callbacks.ts';
import { publishVersion } from './publish-version.ts';
import { sendDurableExecutionCallbackFailure } from './send-durable-execution-callback-failure.ts';
import { sendDurableExecutionCallbackHeartbeat } from './send-durable-execution-callback-heartbeat.ts';
import { sendDurableExecutionCallbackSuccess } from './send-durable-execution-callback-success.ts';
import { startDurableExecution } from './start-durable-execution.ts';
import { stopDurableExecution } from './stop-durable-execution.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateAlias } from './update-alias.ts';
import { updateFunctionCode } from './update-function-code.ts';
import { updateFunctionConfiguration } from './update-function-configuration.ts';

/** Everything that is served; where two paths match, the first counts. */
export const actions: readonly Action[] = [
  checkpointDurableExecution,
  getDurableExecutionState,
  getDurableExecutionHistory,
  getDurableExecution,
  listDurableExecutionsByFunction,
  sendDurableExecutionCallbackSuccess,
  sendDurableExecutionCallbackFailure,
  sendDurableExecutionCallbackHeartbeat,
  stopDurableExecution,
  invoke,
  getFunction,
  getFunctionConfiguration,
  listFunctions,
  listVersionsByFunction,
  listAliases,
  createFunction,
  updateFunctionCode,
  updateFunctionConfiguration,
  deleteFunction,
  publishVersion,
  createAlias,
  updateAlias,
  getAlias,
  deleteAlias,
  listTags,
  tagResource,
  untagResource,
  startDurableExecution,
  health,
  ownHealth,
  pendingCallbacks,
  locateCallback,
  ...logsActions,
];
