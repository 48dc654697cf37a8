import * as z from 'zod/mini';
import { argument, command, type Row } from '../cli/command.ts';
import type { ConfigFile } from '../cli/config-file.ts';
import { column, idOf } from './column.ts';

const parts = ['show'] as const;

type Protected = NonNullable<ConfigFile['protected']>;

export const config = command({
  name: 'config',
  summary: 'show what is configured: each value, and where it is from',
  examples: [
    'durcb config show   of several durcb.json the nearest counts, for protection, too',
    'durcb config show -o json --query "[?Name==\'endpointUrl\'].Source"',
  ],
  arguments: {
    part: argument('[show]', 'the only thing there is to do', z._default(z.enum(parts), 'show'), parts),
  },
  options: {},
  async run({ config: { sources, file, ...settings } }) {
    const values: Readonly<Record<string, unknown>> = settings;
    const rows: Row[] = Object.entries(sources).map(([Name, source]) => ({
      Name,
      Value: values[Name],
      Source: values[Name] === undefined ? (leftTo[Name] ?? source) : source,
    }));
    const functions = Object.keys(file?.functions ?? {});
    const Source = file?.path ?? 'default';
    const inFile = [
      { Name: 'protected', Value: protectedText(file?.protected) || undefined, Source },
      { Name: 'functions', Value: functions.join(', ') || undefined, Source },
    ];
    return {
      kind: 'rows',
      columns: [column('name', 'Name'), column('value', 'Value'), column('from', 'Source')],
      rows: [...rows, ...inFile],
      id: idOf('Name'),
    };
  },
});

function protectedText({ profiles = [], accounts = [], requireReason }: Protected = {}): string {
  const parts = [
    profiles.length > 0 && `profiles ${profiles.join(', ')}`,
    accounts.length > 0 && `accounts ${accounts.join(', ')}`,
    requireReason && 'with a reason',
  ];
  return parts.filter(Boolean).join('; ');
}

// What durcb does not say, the SDK finds in the files and services of AWS.
const leftTo: Readonly<Record<string, string>> = {
  endpointUrl: 'left to the AWS SDK',
  region: 'left to the AWS SDK',
  profile: 'left to the AWS SDK',
};
