import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Offer } from './offer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The profiles of the AWS configuration, from its files alone. */
export function profileOffers(environment: Environment): readonly Offer[] {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, HOME, USERPROFILE } = environment;
  const home = join(HOME ?? USERPROFILE ?? '', '.aws');
  const config = sectionsOf(AWS_CONFIG_FILE || join(home, 'config'));
  const names = [
    ...config.flatMap((section) => /^(?:profile\s+(.+)|(default))$/.exec(section)?.slice(1) ?? []),
    ...sectionsOf(AWS_SHARED_CREDENTIALS_FILE || join(home, 'credentials')),
  ];
  return [...new Set(names.filter(Boolean))].map((name) => ({
    value: name.replaceAll(/["']/g, ''),
    about: '',
  }));
}

// A file that is not there has none.
function sectionsOf(path: string): string[] {
  try {
    return [...readFileSync(path, 'utf8').matchAll(/^\s*\[\s*([^\]]+?)\s*\]/gm)].map(([, name = '']) => name);
  } catch {
    return [];
  }
}
