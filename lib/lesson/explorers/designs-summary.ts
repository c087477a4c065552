// What a state of "designs" shows, in a sentence or two.
import { isSteered } from "./designs-list.js";
import type { DesignOutcome, Setting } from "./designs-data.js";
import { unanswered } from "./designs-moment.js";
import { percent } from "./knobs-summary.js";

export function designsSummary(outcomes: readonly DesignOutcome[], setting: Setting): string {
  const { name, design, evaluation, answers, loss } = outcomes.find((each) => each.name === setting.chosen)!;
  const { death, seconds } = setting;
  if (!death || !loss) {
    const { rttMs, atBestSite } = evaluation;
    const other = outcomes.find((each) => each.name !== name && each.design.kind === "global");
    const [own, global] = [rttMs.mean, other?.evaluation.rttMs.mean ?? NaN];
    const against =
      other && Math.abs(own - global) >= 0.5
        ? ` Its mean is ${ms(Math.abs(own - global))} ${own < global ? "below" : "above"} that of global anycast.`
        : "";
    const idle =
      !isSteered(design) && errs(setting) ? " DNS has one address to hand out: its mistakes change nothing here." : "";
    return (
      `${sentence(name)}: mean ${ms(rttMs.mean)}, median ${ms(rttMs.p50)}, 95th percentile ${ms(rttMs.p95)}; ` +
      `${percent(atBestSite)} of the users are on their best site.${against}${idle}`
    );
  }
  const waiting = unanswered(answers);
  const hit = percent(loss.hit);
  const first = `${sentence(name)}, ${seconds} s after ${death.label} died: ${percent(waiting)} of the users have no answer.`;
  const moved = loss.hit - loss.lost;
  const wait =
    moved > 0
      ? ` They wait ${loss.meanSeconds.toFixed(0)} s on average and ${loss.worstSeconds.toFixed(0)} s at worst`
      : "";
  const never = loss.lost > 0 ? ` ${percent(loss.lost)} get none any more.` : "";
  const who = [
    ...(loss.movedByBgp > 0 ? [`${percent(loss.movedByBgp)} are moved by BGP`] : []),
    ...(loss.movedByDns > 0 ? [`${percent(loss.movedByDns)} wait for DNS`] : []),
  ];
  if (loss.hit === 0) return `${first} Nobody was there.`;
  return `${first} It answered ${hit}.${wait}${wait && `: ${who.join(", ")}.`}${never}`;
}

const errs = ({ dns: { errors = {} } }: Setting) => Object.values(errors).some((rate) => rate > 0);
const ms = (value: number) => `${value.toFixed(0)} ms`;
const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
