/** Where the emulator listens unless told otherwise. */
export const defaultPort = 9014;
