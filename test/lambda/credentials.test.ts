import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect } from '../../src/lambda/client.ts';
import { temporaryDirectory } from '../temporary-directory.ts';

// The SDK finds its files by the environment of the process.
const file = join(temporaryDirectory({ after }), 'credentials');
writeFileSync(file, '[there]\naws_access_key_id = AKIDTHERE\naws_secret_access_key = secret\n');
process.env.AWS_SHARED_CREDENTIALS_FILE = file;
process.env.AWS_CONFIG_FILE = file;

const signers: (string | undefined)[] = [];
const server = createServer((request, response) => {
  signers.push(/Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1]);
  response.end('{"Functions":[]}');
});
let endpoint: string;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
after(() => server.close());

async function signerFor(profile: string | undefined): Promise<string | undefined> {
  const lambda = connect({ endpoint, profile, environment: { AWS_PROFILE: profile } });
  await lambda.listFunctions({});
  lambda.close();
  return signers.at(-1);
}

test('on this machine, configured credentials sign, and dummy ones when there are none to be had', async () => {
  assert.equal(await signerFor('there'), 'AKIDTHERE');
  assert.equal(await signerFor('logged-out'), 'durcb');
  assert.equal(await signerFor(undefined), 'durcb');
});
