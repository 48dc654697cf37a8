/** The hidden command by which shells ask for what only the service or a file knows. Behind it: a kind, `=` and the word, the words before. */
export const completing = '__complete';

/** What can be asked for. */
export const liveKinds = ['function', 'execution', 'callback', 'callback-name', 'profile'] as const;
export type LiveKind = (typeof liveKinds)[number];
