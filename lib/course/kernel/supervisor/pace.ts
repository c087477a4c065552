// How fast output may go. A Jupyter server drops what a kernel publishes beyond 1000 messages or 1 MB of stream text a
// second, as they arrive, counted over 3 s (jupyter_server, ZMQChannelsWebsocketConnection._limit_rate). A server that stands
// still takes all that has gathered at once, so we stay far enough below that it may stand still for 3 s.

export interface Pace {
  /** How long to wait before a message of this size may be sent, ms; 0 for now. The message then counts as sent. */
  wait(bytes: number): number;
  /** A cell has ended and `idle` was sent: the server then counts from zero, and so do we. */
  restart(): void;
}

/** What may be sent at once, and then in a second. */
const messages = { atOnce: 600, perSecond: 390 };
const bytesOfText = { atOnce: 600_000, perSecond: 390_000 };

/** For a client that nobody watches (nbclient and its relatives) there is no server between, and no limit. */
export const unlimited: Pace = { wait: () => 0, restart: () => undefined };

/** @param now in ms */
export function belowServerLimits(now: () => number = () => performance.now()): Pace {
  let at = now();
  let [messagesLeft, bytesLeft] = [messages.atOnce, bytesOfText.atOnce];
  return {
    wait(bytes) {
      const seconds = (now() - at) / 1000;
      at = now();
      messagesLeft = Math.min(messages.atOnce, messagesLeft + seconds * messages.perSecond);
      bytesLeft = Math.min(bytesOfText.atOnce, bytesLeft + seconds * bytesOfText.perSecond);
      // A message larger than all that may be sent at once waits for all of it, and those behind it wait longer.
      const wanted = Math.min(bytes, bytesOfText.atOnce);
      const lacking = Math.max((1 - messagesLeft) / messages.perSecond, (wanted - bytesLeft) / bytesOfText.perSecond);
      if (lacking > 0) return Math.max(1, Math.ceil(1000 * lacking));
      messagesLeft -= 1;
      bytesLeft -= bytes;
      return 0;
    },
    restart() {
      [messagesLeft, bytesLeft] = [messages.atOnce, bytesOfText.atOnce];
    },
  };
}
