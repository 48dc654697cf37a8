import manifest from '../../package.json' with { type: 'json' };

/** Of durcb itself. */
export const version: string = manifest.version;
