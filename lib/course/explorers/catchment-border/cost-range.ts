// The slider for the cost of a link.
interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
}

/** A range whose steps hit the link's own cost, so that the slider can return to it. */
export function costRange(now: number, { min = 1, max = 2 * now, step }: Range): Required<Range> {
  const top = Math.max(Math.min(max, 65535), now);
  const stride = step ?? 10 ** Math.max(0, Math.floor(Math.log10(top / 40)));
  const below = Math.floor(Math.max(0, now - min) / stride);
  const above = Math.floor((top - now) / stride);
  return { min: now - below * stride, max: now + above * stride, step: stride };
}
