import type { FunctionConfiguration } from '../../model/wire.ts';
import type { FunctionCode, FunctionDefinition } from './functions.ts';

/** What the deploying API did to a function: all that is stored of it. Each event tells the whole of what it leaves. */
export type FunctionEvent = Stamp &
  (
    | { readonly type: 'FunctionCreated'; readonly release: Release; readonly tags: Tags }
    | { readonly type: 'LatestUpdated'; readonly release: Release }
    | { readonly type: 'VersionPublished'; readonly version: string; readonly release: Release }
    | { readonly type: 'VersionDeleted'; readonly version: string }
    | { readonly type: 'AliasPut'; readonly alias: FunctionAlias }
    | { readonly type: 'AliasDeleted'; readonly name: string }
    | { readonly type: 'FunctionTagged'; readonly tags: Tags }
    | { readonly type: 'FunctionDeleted' }
  );

interface Stamp {
  readonly functionName: string;
}

export type Tags = Readonly<Record<string, string>>;

/** Code and configuration as they were deployed together: `$LATEST` at one time, or a version for ever. */
export interface Release {
  readonly settings: ReleaseSettings;
  readonly code: ReleasedCode;
  /** Base64, of the archive. */
  readonly codeSha256: string;
  /** Bytes. */
  readonly codeSize: number;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  readonly revisionId: string;
  /** What a configuration shows and nothing here depends on. */
  readonly shown: ShownMembers;
}

export type ReleaseSettings = Omit<FunctionDefinition, 'name' | 'code' | 'aliases' | 'versions' | 'tags'>;

/** Code as the command line names it, or as it was deployed for one of Lambda's runtimes. */
export type ReleasedCode = FunctionCode | PackagedCode;

export interface PackagedCode {
  readonly kind: 'package';
  /** Unpacked under its SHA-256, in hexadecimal digits, or a directory that is used where it is. */
  readonly from: { readonly zip: string } | { readonly directory: string };
  readonly runtime: string;
  readonly handler: string;
}

export type ShownMembers = Partial<
  Pick<
    FunctionConfiguration,
    | 'Role'
    | 'VpcConfig'
    | 'DeadLetterConfig'
    | 'KMSKeyArn'
    | 'TracingConfig'
    | 'Layers'
    | 'Architectures'
    | 'EphemeralStorage'
    | 'SnapStart'
    | 'LoggingConfig'
  >
>;

export interface FunctionAlias {
  readonly name: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly description: string;
  readonly revisionId: string;
}
