export interface EnvironmentVariable {
  readonly name: string;
  readonly meaning: string;
}

/** What durcb reads from its environment. An option goes before its variable, and that before durcb.json. */
export const environmentTable: readonly EnvironmentVariable[] = [
  { name: 'DURCB_OUTPUT', meaning: 'as --output' },
  { name: 'DURCB_TIME', meaning: 'as --time' },
  { name: 'DURCB_COLOR', meaning: 'as --color' },
  { name: 'DURCB_ENDPOINT_URL', meaning: 'as --endpoint-url' },
  { name: 'DURCB_REGION', meaning: 'as --region' },
  { name: 'DURCB_PROFILE', meaning: 'as --profile' },
  { name: 'DURCB_NO_CACHE', meaning: 'as --no-cache, unless it is empty' },
  { name: 'DURCB_REASON', meaning: 'as --reason' },
  { name: 'DURCB_CALLBACK_ID', meaning: 'the callback, where none is named' },
  { name: 'DURCB_PYTHON', meaning: 'the Python that runs handlers of an emulator' },
  {
    name: 'AWS_*',
    meaning: 'what the AWS SDK knows: region, profile, credentials, endpoint, retries, proxy, CA',
  },
  { name: 'NO_COLOR', meaning: 'no colours, unless it is empty' },
  { name: 'TERM', meaning: 'dumb: no colours, and nothing that moves' },
  { name: 'VISUAL, EDITOR', meaning: 'the editor for inputs and results' },
  { name: 'BROWSER', meaning: 'the program that durcb open starts' },
];

/** What it sets for the commands that it runs. */
export const environmentOfCommands: readonly EnvironmentVariable[] = [
  { name: 'DURCB_CALLBACK_ID', meaning: 'run, pending --exec: the callback' },
  { name: 'DURCB_EVENT', meaning: 'pending --exec: opened, closed or expiring' },
  { name: 'DURCB_CALLBACK_NAME', meaning: 'pending --exec: name of the callback' },
  { name: 'DURCB_FUNCTION', meaning: 'pending --exec: its function' },
  { name: 'DURCB_EXECUTION_NAME', meaning: 'pending --exec: its execution' },
  { name: 'DURCB_EXECUTION_ARN', meaning: 'pending --exec: the same by its ARN' },
  { name: 'DURCB_DEADLINE', meaning: 'pending --exec: when it expires, ISO 8601; or empty' },
  { name: 'DURCB_OUTCOME', meaning: 'pending --exec: how it came to its end; or empty' },
];
