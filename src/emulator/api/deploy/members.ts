import * as z from 'zod/mini';
import { limits } from '../../../model/limits.ts';
import { logLevels } from '../../../model/log-levels.ts';
import { pattern } from '../../../model/pattern.ts';
import { text } from '../input-members.ts';

/** Members of the deploying operations, with the constraints of the API model. */

/** Where a function is changed, unlike where it is invoked. */
export const FunctionName = text(
  limits.changedFunctionName,
  String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?`,
);

const optionalArn = z
  .string()
  .check(z.maxLength(limits.resourceArn), pattern('(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()'));

export const Role = z
  .string()
  .check(pattern(String.raw`arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+`));

export const Description = z.string().check(z.maxLength(limits.description));

export const Version = text(limits.version, String.raw`(\$LATEST(\.PUBLISHED)?|[0-9]+)`);

export const AliasName = text(limits.aliasName, '(?!^[0-9]+$)([a-zA-Z0-9-_]+)');

const tagText = z.regex(/^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u);

export const TagKey = z.string().check(z.minLength(1), z.maxLength(limits.tagKey), tagText);

export const Tags = z.record(TagKey, z.string().check(z.maxLength(limits.tagValue), tagText));

export const Architectures = z.array(z.enum(['x86_64', 'arm64'])).check(z.minLength(1), z.maxLength(1));

export const codeMembers = {
  ZipFile: z.optional(z.string()),
  S3Bucket: z.optional(
    z
      .string()
      .check(
        z.minLength(limits.shortestBucket),
        z.maxLength(limits.bucket),
        pattern(String.raw`[0-9A-Za-z\.\-_]*(?<!\.)`),
      ),
  ),
  S3Key: z.optional(z.string().check(z.minLength(1), z.maxLength(limits.bucketKey))),
  ImageUri: z.optional(z.string()),
};

export type CodeInput = z.output<z.ZodMiniObject<typeof codeMembers>>;

const DurableConfig = z.object({
  ExecutionTimeout: z.optional(z.number().check(z.int(), z.gte(1), z.lte(limits.executionTimeout))),
  RetentionPeriodInDays: z.optional(z.number().check(z.int(), z.gte(1), z.lte(limits.retentionDays))),
  KMSKeyArn: z.optional(optionalArn),
});

const LoggingConfig = z.object({
  LogFormat: z.optional(z.enum(['JSON', 'Text'])),
  ApplicationLogLevel: z.optional(z.enum(logLevels)),
  SystemLogLevel: z.optional(z.enum(['DEBUG', 'INFO', 'WARN'])),
  LogGroup: z.optional(
    z.string().check(z.minLength(1), z.maxLength(limits.logGroup), pattern(String.raw`[\.\-_/#A-Za-z0-9]+`)),
  ),
});

// As the API model writes it; where the group is repeated, a long name would exhaust the stack.
const variableName = '[a-zA-Z]([a-zA-Z0-9_])+';
const isVariableName = (name: string): boolean => /^[a-zA-Z][a-zA-Z0-9_]+$/.test(name);

const Variables = z
  .record(z.string(), z.string())
  .check(
    z.refine(
      (variables) => Object.keys(variables).every(isVariableName),
      `Map keys must satisfy constraint: [Member must satisfy regular expression pattern: ${variableName}]`,
    ),
  );

/** What both CreateFunction and UpdateFunctionConfiguration take. */
export const configurationMembers = {
  Role: z.optional(Role),
  Handler: z.optional(z.string().check(z.maxLength(limits.handler), pattern(String.raw`[^\s]+`))),
  Description: z.optional(Description),
  Timeout: z.optional(z.number().check(z.int(), z.gte(1), z.lte(limits.functionTimeout))),
  MemorySize: z.optional(
    z.number().check(z.int(), z.gte(limits.leastFunctionMemory), z.lte(limits.functionMemory)),
  ),
  Environment: z.optional(z.object({ Variables: z.optional(Variables) })),
  Runtime: z.optional(z.string()),
  DurableConfig: z.optional(DurableConfig),
  LoggingConfig: z.optional(LoggingConfig),
  TracingConfig: z.optional(z.object({ Mode: z.optional(z.enum(['Active', 'PassThrough'])) })),
  EphemeralStorage: z.optional(
    z.object({ Size: z.number().check(z.int(), z.gte(limits.leastStorage), z.lte(limits.mostStorage)) }),
  ),
  SnapStart: z.optional(z.object({ ApplyOn: z.optional(z.enum(['PublishedVersions', 'None'])) })),
  VpcConfig: z.optional(
    z.object({
      SubnetIds: z.optional(z.array(z.string())),
      SecurityGroupIds: z.optional(z.array(z.string())),
    }),
  ),
  DeadLetterConfig: z.optional(z.object({ TargetArn: z.optional(optionalArn) })),
  KMSKeyArn: z.optional(optionalArn),
  Layers: z.optional(z.array(z.string())),
};

export type ConfigurationInput = z.output<z.ZodMiniObject<typeof configurationMembers>>;
