/** What CloudWatch Logs is asked for, named as there. */
export interface LogQuery {
  readonly logGroupName: string;
  /** Epoch milliseconds, inclusive. */
  readonly startTime: number;
  /** The same. */
  readonly endTime?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface LogPage {
  readonly events: readonly LogEvent[];
  readonly nextToken?: string | undefined;
}

export interface LogEvent {
  readonly eventId: string;
  readonly logStreamName: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}
