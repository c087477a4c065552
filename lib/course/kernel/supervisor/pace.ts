// How fast output may go. A Jupyter server drops what a kernel publishes beyond 1000 messages or 1 MB of stream text a
// second, counted over 3 s (jupyter_server, ZMQChannelsWebsocketConnection._limit_rate). We stay at four fifths of both.

export interface Pace {
  /** How long to wait before a message of this size may be sent, ms; 0 for now. The message then counts as sent. */
  wait(bytes: number): number;
}

const windowMs = 3200;
const mostMessages = 2400;
const mostBytes = 2_400_000;

/** For a client that nobody watches (nbclient and its relatives) there is no server between, and no limit. */
export const unlimited: Pace = { wait: () => 0 };

export function belowServerLimits(now: () => number = () => performance.now()): Pace {
  let sent: { readonly at: number; readonly bytes: number }[] = [];
  return {
    wait(bytes) {
      const time = now();
      sent = sent.filter(({ at }) => time - at < windowMs);
      const total = sent.reduce((sum, each) => sum + each.bytes, 0);
      if (sent.length > 0 && (sent.length >= mostMessages || total + bytes > mostBytes))
        return Math.max(1, Math.ceil(sent[0].at + windowMs - time));
      sent.push({ at: time, bytes });
      return 0;
    },
  };
}
