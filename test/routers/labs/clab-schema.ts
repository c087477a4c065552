// The rules of containerlab's public schema (https://containerlab.dev/clab.schema.json, draft 07) for what our topologies have, read at
// https://github.com/srl-labs/containerlab/blob/b11ef1add1ee7a51e37f092d18526d8768e66098/schemas/clab.schema.json. A node takes no other
// keys (additionalProperties); of its kinds only "linux" is ours.
import { z } from "zod";

const unique = (items: readonly string[]) => new Set(items).size === items.length;
const strings = z.array(z.string()).min(1);
const uniqueStrings = strings.refine(unique, "items must be unique");

const healthcheck = z.object({
  test: z.array(z.string()).optional(),
  interval: z.int().optional(),
  timeout: z.int().optional(),
  retries: z.int().optional(),
  "start-period": z.int().optional(),
});

const node = z.strictObject({
  kind: z.literal("linux").optional(),
  image: z.string().optional(),
  group: z.string().optional(),
  "network-mode": z
    .string()
    .regex(/^(host|container:\S+|none)$/)
    .optional(),
  binds: uniqueStrings.optional(),
  exec: strings.optional(),
  labels: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  healthcheck: healthcheck.optional(),
});

/** A whole topology file. */
export const clabTopology = z.strictObject({
  name: z.string(),
  topology: z.object({
    nodes: z.record(z.string(), node.nullable()),
    // The schema says nothing about groups; containerlab reads each as a node's defaults.
    groups: z.record(z.string(), node).optional(),
    links: z
      .array(
        z.object({
          endpoints: z
            .array(z.string().regex(/^\S+:\S+$/))
            .min(2)
            .refine(unique),
        }),
      )
      .min(1),
  }),
});
