import * as z from 'zod/mini';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What a schema asks of JSON. Open, it lets members be added later, as published ones must;
 * closed, it refuses what it does not know.
 */
export const jsonSchemaOf = (schema: z.ZodMiniType, isOpen: boolean): JsonSchema => ({
  ...z.toJSONSchema(schema, { io: isOpen ? 'input' : 'output', unrepresentable: 'any', override: plainer }),
});

type Overridden = Parameters<NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']>>[0];

function plainer({ zodSchema, jsonSchema: made }: Overridden): void {
  if (zodSchema._zod.def.type === 'date') {
    made.type = 'string';
    made.format = 'date-time';
  }
  // No bounds of ours: those of a JavaScript number.
  if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
  if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
}
