import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages that the modules are from, one after another. */
export function licencesOf(modules: readonly string[]): string {
  const directories = new Set(modules.flatMap((file) => packageDirectory(file) ?? []));
  return [...directories]
    .sort()
    .map(licenceOf)
    .join(`${'-'.repeat(80)}\n\n`);
}

function packageDirectory(file: string): string | undefined {
  return file.match(/^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

function licenceOf(directory: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const texts = readdirSync(directory)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .map((file) => readFileSync(join(directory, file), 'utf8').trim());
  return [`${name} ${version}, ${license}`, ...texts, ''].join('\n\n');
}
