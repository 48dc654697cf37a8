import { exitCodes, Failure } from '../../cli/failure.ts';
import { CallbackId } from '../../model/ids.ts';
import { percentDecoded } from '../../model/percent-decoded.ts';

/** A callback id as people have it: out of a log or an address, with quotes, line ends, percent signs. */
export function parseCallbackId(text: string): string {
  const bare = text.replace(/^[\s'"`]+|[\s'"`]+$/g, '');
  const parsed = CallbackId.safeParse(percentDecoded(bare));
  if (parsed.success) return parsed.data;
  throw new Failure({
    code: 'malformed-callback-id',
    message:
      bare === ''
        ? 'the callback id is empty'
        : `not a callback id: ${bare.length > 80 ? `${bare.slice(0, 80)}…` : bare}`,
    hint: 'an id is base64: letters, digits, + and /, with up to two = at the end; durcb pending shows them',
    exitCode: exitCodes.refused,
  });
}
