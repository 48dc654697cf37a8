import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const { NODE_EXTRA_CA_CERTS: _certificates, ...inherited } = process.env;

// It makes a terminal for a program to run in.
const skip = spawnSync('script', ['--version']).status !== 0 && 'there is no script(1) here';

test('a spinner turns while the service takes its time, with how far it is, and goes', { skip }, async () => {
  const isTurning = Promise.withResolvers<void>();
  const server = createServer(async (_request, response) => {
    await isTurning.promise;
    response.end('{"DurableExecutions":[]}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const url = `http://127.0.0.1:${address.port}`;
  const line = `stty cols 80; ${process.execPath} ${main} executions f --endpoint-url ${url}`;
  const terminal = spawn('script', ['-qec', line, '/dev/null'], { env: { ...inherited, TERM: 'xterm' } });
  let screen = '';
  for await (const chunk of terminal.stdout) {
    screen += chunk;
    if (/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(screen) && screen.includes('functions 0/1')) isTurning.resolve();
  }
  server.close();
  const end = screen.slice(screen.lastIndexOf('\u001b[0K'));
  assert.ok(end.includes('\u001b[?25h'), 'the cursor is back');
  assert.match(stripVTControlCharacters(end).trim(), /^no [^\n]+$/);
});
