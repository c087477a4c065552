// The playground: any scenario beside its picture, in one page that needs no server. playground-bundle.mjs builds its scripts.
export { playgroundFile, playgroundPage, type PlaygroundOptions } from "./playground-page.js";
export { answer } from "./compute/index.js";
