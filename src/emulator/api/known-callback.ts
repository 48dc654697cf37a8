import { type CallbackAddress, decodeCallbackId } from '../../model/ids.ts';
import { callbackNotFound, invalidParameter } from '../engine/rejection.ts';
import type { ApiContext } from './action.ts';

/** Where a callback id points. Throws when it is none of ours, or when the execution is not there any more. */
export function knownCallback({ executions }: ApiContext, callbackId: string): CallbackAddress {
  const address = decodeCallbackId(callbackId);
  if (!address) throw invalidParameter('Invalid callback id');
  if (!executions.findById(address.executionId)) throw callbackNotFound();
  return address;
}
