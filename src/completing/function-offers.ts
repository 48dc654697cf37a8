import { publishedVersions } from '../lambda/functions.ts';
import type { Asking } from './live-offers.ts';
import type { Offer } from './offer.ts';

/** Durable functions, or the versions of one. */
export async function* functionOffers(
  { lambda, signal }: Asking,
  versionsOf: string | undefined,
): AsyncGenerator<Offer> {
  if (versionsOf !== undefined) {
    yield { value: `${versionsOf}:$LATEST`, about: 'what is not published' };
    const versions = await publishedVersions(lambda, versionsOf, signal);
    for (const version of versions.toReversed())
      yield { value: `${versionsOf}:${version}`, about: `version ${version}` };
    return;
  }
  let Marker: string | undefined;
  do {
    const page = await lambda.listFunctions({ Marker }, signal);
    for (const { FunctionName, Description, Runtime, DurableConfig } of page.Functions ?? [])
      if (FunctionName && DurableConfig) yield { value: FunctionName, about: Description || Runtime || '' };
    Marker = page.NextMarker || undefined;
  } while (Marker);
}
