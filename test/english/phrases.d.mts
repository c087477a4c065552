export interface Phrase {
  readonly id: string;
  readonly pattern: RegExp;
  readonly write: string;
  readonly allow?: readonly RegExp[];
  readonly bad: readonly string[];
  readonly good: readonly string[];
}
export const phrases: readonly Phrase[];
