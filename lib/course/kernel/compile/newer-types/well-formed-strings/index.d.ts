interface String {
  /** Whether the string has no lone surrogate. */
  isWellFormed(): boolean;
  /** The string with each lone surrogate replaced by U+FFFD. */
  toWellFormed(): string;
}
