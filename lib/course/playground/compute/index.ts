// What the playground computes: in a worker of the page, in Node for the page's first picture, and in tests.
export { answer } from "./answer.js";
