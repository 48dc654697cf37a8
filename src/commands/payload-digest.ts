import { sha256 } from '../cli/payload.ts';

/** What is said of a payload instead of itself. */
export interface PayloadDigest {
  readonly Bytes: number;
  /** Hexadecimal. */
  readonly Sha256: string;
}

export function payloadDigest(payload: Uint8Array | string): PayloadDigest {
  const bytes = Buffer.from(payload);
  return { Bytes: bytes.length, Sha256: sha256(bytes) };
}
