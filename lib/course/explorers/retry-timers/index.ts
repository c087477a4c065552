// The explorer `retry-timers`.
export { type RetryTimersProps } from "./data.js";
export { retryTimers } from "./explorer.js";
export { prepareRetryTimers } from "./prepare.js";
