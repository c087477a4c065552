// Several programs on one host: a name server that answers over UDP and over TCP, a server that also balances. Each receives
// every packet and handles its own; a timer goes to the program that set it.
import type { Action, Program } from "./endpoint.js";

/**
 * Several programs on one host: each gets every packet that is meant for it, and its own timers.
 * @example combinePrograms(dnsServer({ identity: "ns1.sea.example" }), dnsOverTcp({ identity: "ns1.sea.example" })).initial.length // 2
 */
export function combinePrograms(...programs: readonly Program[]): Program<readonly unknown[]> {
  return {
    initial: programs.map(({ initial }) => initial),
    step(states, input, nowMs) {
      const actions: Action[] = [];
      const after = programs.map((program, i) => {
        const own = ` @${i}`;
        if (input.kind === "timer" && !input.timer.endsWith(own)) return states[i];
        const theirs = input.kind === "timer" ? { ...input, timer: input.timer.slice(0, -own.length) } : input;
        const reaction = program.step(states[i], theirs, nowMs);
        for (const action of reaction.actions ?? [])
          actions.push("timer" in action ? { ...action, timer: action.timer + own } : action);
        return reaction.state;
      });
      return { state: after, actions };
    },
  };
}
