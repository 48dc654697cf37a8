/** What has started may show in lists so much later, and behind what started after it; milliseconds. */
export const listDelay = 60_000;
