/** What to do where there are no credentials, or they are not taken any more. */
export function logInHint(name: string, message: string, profile: string | undefined): string {
  const option = profile === undefined ? '' : ` --profile ${profile}`;
  // What the SDK says where a profile names a session that is not there.
  if (/reading 'sso_region'/.test(message))
    return 'the profile names an sso_session that is not configured: aws configure sso-session';
  if (/aws login|login.cache|has expired\. Please reauth|change in your password/i.test(message))
    return `log in: aws login${option}`;
  if (/\bSSO\b|^Token is expired/i.test(message)) return `log in: aws sso login${option}`;
  if (/Could not resolve credentials using profile|could not be found|was not found/.test(message))
    return 'aws configure list-profiles shows those there are; name one with --profile';
  if (profile !== undefined && /from any providers/.test(message))
    return `is it there? aws configure list-profiles; then log in: aws sso login${option}`;
  if (/expired/i.test(name) || /expired/i.test(message))
    return `get new ones, as with: aws sso login${option}; ones in the environment are taken first`;
  return `log in (aws sso login${option}), name a profile with --profile, or use --local for the emulator`;
}
