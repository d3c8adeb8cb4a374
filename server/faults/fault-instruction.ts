/** Which calls an instruction meets. Absent members match everything. */
export type FaultMatch = {
  /** An HTTP method, or 'SOCKET' for a call that comes as a frame. */
  method?: string;
  /** Start of the path with query behind the dialect's own, such as '/messages'; for frames the name of the call. */
  path?: string;
  visitorId?: string;
  /** How many calls it meets before it is used up; 1 unless told, 'always' for until cleared. */
  times?: number | 'always';
};

/** What happens to a call. */
export type RequestFault = FaultMatch &
  (
    | {
        /** Answers instead of the server; a body that is not a text is sent as JSON. */
        do: 'status';
        status: number;
        body?: unknown;
        headers?: Record<string, string>;
      }
    /** Waits, then goes on (also to further instructions). */
    | { do: 'delay'; ms: number }
    /** Cuts the connection before anything is handled. */
    | { do: 'drop' }
    /** Handles and commits, then cuts the connection. */
    | { do: 'dropAfter' }
    /** Never answers. */
    | { do: 'hang' }
  );

/** What happens to event streams, of one visitor or of all. */
export type StreamFault = { visitorId?: string } & (
  | { do: 'dropStreams' }
  /** Refuses new streams for a while with this status (default 503). */
  | { do: 'refuseStreams'; ms: number; status?: number }
  /** Sends each of the next events twice. */
  | { do: 'duplicate'; count: number }
  /** Holds the next events back until there are `count`, then sends them backwards. */
  | { do: 'reorder'; count: number }
  /** Accepts and stays mute, pings included; afterwards everything held back is sent. */
  | { do: 'silence'; ms: number }
  /** Puts raw bytes on the wire of the open streams. */
  | { do: 'malformed'; chunk: string }
  /** Logs an event of a type no client knows. */
  | { do: 'unknown'; type?: string; data?: unknown }
  | { do: 'expireCursors' }
);

export type FaultInstruction = RequestFault | StreamFault;
