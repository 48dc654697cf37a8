import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** A POST without an SDK, whose own cost would be most of what is measured. Resolves with the body's text. */
export function post(url: string, body: string, headers: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.once('end', () => {
        if (response.statusCode && response.statusCode < 300) resolve(text);
        else reject(new Error(`${response.statusCode} ${text}`));
      });
    });
    call.once('error', reject);
    call.end(body);
  });
}

export function invokeAsync(url: string, functionName: string, payload: string): Promise<string> {
  const address = `${url}/2015-03-31/functions/${functionName}/invocations?Qualifier=%24LATEST`;
  return post(address, payload, { 'x-amz-invocation-type': 'Event' });
}
