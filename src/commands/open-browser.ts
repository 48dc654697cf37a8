import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:process';
import { Failure } from '../cli/failure.ts';

/** Shows an address in the browser of a person; resolves once that has started. */
export async function openBrowser(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const [program, ...words] = environment.BROWSER
    ? [environment.BROWSER]
    : (openers[platform] ?? ['xdg-open']);
  const child = spawn(program, [...words, url], { detached: true, stdio: 'ignore', env: environment });
  await once(child, 'spawn').catch((cause) => {
    throw new Failure({
      code: 'no-browser',
      message: `${program} cannot be started, so no browser opens`,
      hint: `open it yourself: ${url}`,
      cause,
    });
  });
  child.unref();
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
