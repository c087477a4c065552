// Traffic over the routers: name servers at the sites, questions from every router, and who must answer.
export { runTraffic, type Answers, type TrafficRow } from "./run-traffic.js";
export { nextHop, predictedSite, serviceAddresses } from "./traffic-plan.js";
export {
  addAddress,
  insideOf,
  removeAddress,
  returnNetwork,
  runProgram,
  servedBy,
  startServer,
  untilListening,
} from "./traffic-script.js";
