import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as z from 'zod/mini';
import { checkInput } from '../../../src/emulator/api/constraints.ts';
import { MaxItems } from '../../../src/emulator/api/query-members.ts';
import { Rejection } from '../../../src/emulator/engine/rejection.ts';

const Id = z.string().check(z.minLength(1), z.maxLength(4), z.regex(/^[a-z/]+$/));
const Input = z.object({
  Token: Id,
  KMSKeyArn: z.optional(Id),
  Status: z.optional(z.enum(['RUNNING', 'FAILED'])),
  Wait: z.optional(z.int().check(z.gte(1), z.lte(5))),
  Force: z.optional(z.boolean()),
  MaxItems: z.optional(MaxItems),
  Updates: z.optional(z.array(z.object({ Id, Names: z.optional(z.array(Id)) })).check(z.maxLength(3))),
});

function refusal(members: unknown): Rejection {
  try {
    checkInput(Input, members);
  } catch (error) {
    if (error instanceof Rejection) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'it was accepted' });
}

const one = '1 validation error detected: Value';
const violations: Record<string, [members: object, message: string]> = {
  'a missing member': [{}, `${one} null at 'token' failed to satisfy constraint: Member must not be null`],
  'a null member': [
    { Token: null },
    `${one} null at 'token' failed to satisfy constraint: Member must not be null`,
  ],
  'a pattern, without what only JavaScript needs': [
    { Token: 'A' },
    `${one} 'A' at 'token' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z/]+`,
  ],
  'a length': [
    { Token: 'abcde' },
    `${one} 'abcde' at 'token' failed to satisfy constraint: Member must have length less than or equal to 4`,
  ],
  'several of one member': [
    { Token: '' },
    `2 validation errors detected: Value '' at 'token' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'token' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z/]+`,
  ],
  'an enum': [
    { Token: 'a', Status: 'DONE' },
    `${one} 'DONE' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [RUNNING, FAILED]`,
  ],
  'a range, from below': [
    { Token: 'a', Wait: 0 },
    `${one} '0' at 'wait' failed to satisfy constraint: Member must have value greater than or equal to 1`,
  ],
  'a range, from above, of a query': [
    { Token: 'a', MaxItems: '1001' },
    `${one} '1001' at 'maxItems' failed to satisfy constraint: Member must have value less than or equal to 1000`,
  ],
  'a name that begins with several capitals': [
    { Token: 'a', KMSKeyArn: '1' },
    `${one} '1' at 'kMSKeyArn' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z/]+`,
  ],
  'members of lists, counted from 1': [
    { Token: 'a', Updates: [{ Id: 'a' }, { Names: ['a', '1'] }] },
    `2 validation errors detected: Value null at 'updates.2.member.id' failed to satisfy constraint: Member must not be null; Value '[a, 1]' at 'updates.2.member.names' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: [a-z/]+, Member must not be null]`,
  ],
  'the length of a list': [
    { Token: 'a', Updates: [1, 2, [3, { Id: 4 }], 'x'] },
    `${one} '[1, 2, [3, {"Id":4}], x]' at 'updates' failed to satisfy constraint: Member must have length less than or equal to 3`,
  ],
};

describe('a violation is said in the words of the service:', () => {
  for (const [what, [members, message]] of Object.entries(violations)) {
    test(what, () => {
      const { exception, message: said } = refusal(members);
      assert.deepEqual({ exception, said }, { exception: 'ValidationException', said: message });
    });
  }
});

const mismatches: Record<string, [members: unknown, message: string]> = {
  'a number for text': [{ Token: 1 }, 'NUMBER_VALUE can not be converted to a String'],
  'a boolean for text': [{ Token: false }, 'FALSE_VALUE can not be converted to a String'],
  'a number for an enum': [{ Token: 'a', Status: 4 }, 'NUMBER_VALUE can not be converted to a String'],
  'text for a number': [{ Token: 'a', Wait: '1' }, 'STRING_VALUE can not be converted to an Integer'],
  'a fraction for an integer': [{ Token: 'a', Wait: 1.5 }, 'NUMBER_VALUE can not be converted to an Integer'],
  'words for a number of a query': [{ Token: 'a', MaxItems: 'ten' }, "'ten' can not be converted to Integer"],
  'text for a boolean': [{ Token: 'a', Force: 'true' }, 'STRING_VALUE can not be converted to a Boolean'],
  'a list for text': [{ Token: [] }, 'Start of list found where not expected'],
  'a structure for a list': [
    { Token: 'a', Updates: {} },
    'Start of structure or map found where not expected.',
  ],
  'text for a list': [{ Token: 'a', Updates: 'x' }, 'Unexpected field type'],
  'a wrong type beside a violation': [
    { Token: '', Wait: '1' },
    'STRING_VALUE can not be converted to an Integer',
  ],
};

test('a payload is not repeated', () => {
  const Payloads = z.object({ Payload: z.string().check(z.maxLength(2)) });
  assert.throws(() => checkInput(Payloads, { Payload: 'abc' }), {
    message:
      "1 validation error detected: Value at 'payload' failed to satisfy constraint: Member must have length less than or equal to 2",
  });
});

describe('a wrong JSON type is a SerializationException:', () => {
  for (const [what, [members, message]] of Object.entries(mismatches)) {
    test(what, () => {
      const { exception, message: said } = refusal(members);
      assert.deepEqual({ exception, said }, { exception: 'SerializationException', said: message });
    });
  }
});

test('what satisfies the schema comes back without nulls and unknown members', () => {
  const members = { Token: 'a', Wait: null, MaxItems: '0', Unknown: 1, Updates: [{ Id: 'b', Names: null }] };
  assert.deepEqual(checkInput(Input, members), { Token: 'a', MaxItems: 100, Updates: [{ Id: 'b' }] });
});
