// Traffic over the routers: name servers at the sites, questions from every router, and who must answer.
export { runTraffic, type Answers, type TrafficRow } from "./run-traffic.js";
export { predictedSite, serviceAddresses } from "./traffic-plan.js";
