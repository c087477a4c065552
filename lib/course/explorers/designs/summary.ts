// What a state of "designs" shows, in a sentence or two.
import { capitalised, percent } from "../core/index.js";
import { isSteered } from "./list.js";
import type { DesignOutcome, Setting } from "./data.js";
import { unanswered } from "./moment.js";

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
      !isSteered(design) && errs(setting)
        ? " DNS has only one address to return, so its errors change nothing here."
        : "";
    return (
      `${capitalised(name)}: mean ${ms(rttMs.mean)}, median ${ms(rttMs.p50)}, 95th percentile ${ms(rttMs.p95)}; ` +
      `${percent(atBestSite)} of the users are on their best site.${against}${idle}`
    );
  }
  const first = `${capitalised(name)}, ${seconds} s after ${death.label} failed: ${percent(unanswered(answers))} of the users have no answer.`;
  if (loss.hit === 0) return `${first} No users were there.`;
  const ways = [
    { share: loss.movedByBgp, does: "BGP moves" },
    { share: loss.movedByDns, does: "DNS moves" },
    { share: loss.lost, does: "for good are lost" },
  ].filter(({ share }) => share > 0);
  const hit = `the ${percent(loss.hit)} whose site failed`;
  const what =
    ways.length === 1
      ? `${capitalised(ways[0].does)} all of ${hit}`
      : `Of ${hit} ${ways.map(({ share, does }) => `${does} ${percent(share)}`).join(", ")}`;
  const { meanSeconds, worstSeconds } = loss;
  const wait =
    meanSeconds === worstSeconds
      ? `they wait ${worstSeconds.toFixed(0)} s`
      : `they wait ${meanSeconds.toFixed(0)} s on average, ${worstSeconds.toFixed(0)} s at worst`;
  const whom = loss.hit > loss.lost ? `; ${wait}` : "";
  return `${first} ${what}${whom}.`;
}

const errs = ({ dns: { errors = {} } }: Setting) => Object.values(errors).some((rate) => rate > 0);
export const ms = (value: number) => `${value.toFixed(0)} ms`;
