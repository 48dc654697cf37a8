import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { askPending } from '../../src/lambda/emulator-questions.ts';

test('an answer that breaks off is none, so that the API is asked, which says what is wrong', async (t) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'x-durcb-version': '1.0.0' });
    response.write('{"Callbacks":[', () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  assert.equal(await askPending(`http://127.0.0.1:${port}`, {}), undefined);
});
