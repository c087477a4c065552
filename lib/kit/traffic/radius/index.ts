// RADIUS with EAP.
export { radiusClient, radiusServer, type Login, type RadiusClientOptions, type RadiusServerOptions } from "./eap.js";
export type { RadiusMessage } from "./message.js";
