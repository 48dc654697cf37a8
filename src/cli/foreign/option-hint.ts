/** What to do with an option of the AWS CLI or SAM that a command of ours does not have; undefined for any other. */
export function optionHint(option: string, command: string): string | undefined {
  return perCommand.get(command)?.get(option) ?? anywhere.get(option);
}

const allPages = 'all pages are read: leave it out';
const asTheyAre = 'bytes are sent as they are: leave it out';
const noPager = 'there is no pager: leave it out';
const version = 'name the version with the function, as in order:3';
const input = 'give --input FILE, or --input-text TEXT';
const result = 'give --result FILE, or --result-text TEXT';
const notWaiting = 'nothing waits for a start: leave it out, or add --wait';

const anywhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '--cli-binary-format': asTheyAre,
    '--cli-input-json': 'give the options themselves',
    '--cli-pager': noPager,
    '--force': 'that is --yes, where there is something to say yes to',
    '--format': 'that is -o: table, tsv, json, jsonl, id or none',
    '--include-execution-data': 'that is --show, and in a history --payload full',
    '--json': 'that is -o json',
    '--max-items': 'that is --limit, where there is one; all pages are read',
    '--no-cli-pager': noPager,
    '--no-paginate': allPages,
    '--no-pager': noPager,
    '--no-verify-ssl': 'name the certificate in AWS_CA_BUNDLE',
    '--page-size': allPages,
    '--qualifier': version,
    '--reverse-order': 'that is --reverse',
    '--started-after': 'that is --since',
    '--started-before': 'that is --until',
    '--starting-token': allPages,
    '--statuses': 'that is --status, with commas between',
  }),
);

const start: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '--durable-execution-name': 'that is --name',
    '--event': input,
    '--event-file': input,
    '--invocation-type': notWaiting,
    '--payload': input,
  }),
);

const perCommand: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['start', start],
  ['executions', new Map([['--durable-execution-name', 'that is --name']])],
  ['send-success', new Map([['--payload', result]])],
  ['send-failure', new Map([['--payload', 'give --error FILE, or --error-data TEXT']])],
]);
