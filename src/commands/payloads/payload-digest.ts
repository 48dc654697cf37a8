import { sha256 } from '../../cli/payload.ts';
import type { digest } from '../output/known-members.ts';
import type { Printed } from '../output/member.ts';

/** What is said of a payload instead of itself. */
export type PayloadDigest = Printed<ReturnType<typeof digest>>;

export function payloadDigest(payload: Uint8Array | string): PayloadDigest {
  const bytes = Buffer.from(payload);
  return { Bytes: bytes.length, Sha256: sha256(bytes) };
}
