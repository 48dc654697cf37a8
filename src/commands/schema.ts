import { argument, command } from '../cli/command.ts';
import type { Failure } from '../cli/failure.ts';
import { nearest } from '../cli/nearest.ts';
import { usageFailure } from '../cli/usage.ts';
import { column, idOf } from './column.ts';
import { textValue } from './values/text-value.ts';

export const schema = command({
  name: 'schema',
  summary: 'print the JSON Schema of what a command prints, or list all there are',
  examples: [
    'durcb schema                   the names of all',
    'durcb schema pending           of the document of durcb pending -o json',
    'durcb schema pending-line      of a line of durcb pending -o jsonl',
    'durcb schema configuration     of durcb.json, for editors',
  ],
  arguments: { name: argument('[name]', 'which one; none: list them', textValue) },
  options: {},
  async run({ config }, { name }) {
    const { schemaFiles } = await import('./output/schema-files.ts');
    if (name === undefined)
      return {
        kind: 'rows',
        columns: [column('name', 'Name'), column('what it describes', 'Title')],
        rows: schemaFiles.map((file) => ({ Name: file.name, Title: file.title })),
        id: idOf('Name'),
        mayCutId: true,
      };
    if (config.query !== undefined) throw usageFailure('a schema takes no --query', 'pipe it into jq');
    const file = schemaFiles.find((one) => one.name === name.replace(/\.json$/, ''));
    if (!file) throw unknownName(name, schemaFiles);
    return { kind: 'text', text: JSON.stringify(file.make(), null, 2) };
  },
});

function unknownName(name: string, files: readonly { readonly name: string }[]): Failure {
  const meant = nearest(
    name,
    files.map((file) => file.name),
  );
  const hint = meant ? `did you mean ${meant}?` : 'durcb schema lists them';
  return usageFailure(`there is no schema named ${name}`, hint);
}
