// Links with a scenario in them: there and back, and hostile ones.
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fromHash, isShared, LONGEST_LINK, ShareError, toHash } from "../../lib/course/playground/page/share.js";
import { readyScenarios } from "../../lib/course/playground/ready.js";

const [{ text }] = readyScenarios();
const packed = (raw: string | Uint8Array) => `#s=${deflateRawSync(raw).toString("base64url")}`;

describe("a link", () => {
  it("gives back the scenario, and is short", async () => {
    const hash = await toHash(text);
    expect(JSON.parse(await fromHash(`#${hash}`))).toEqual(JSON.parse(text));
    expect(hash.length).toBeLessThan(700);
    expect(isShared(`#${hash}`)).toBe(true);
    expect(isShared("#page-main")).toBe(false);
  });

  it("refuses a scenario that is too large, with the remedy", async () => {
    const names = Array.from({ length: 9000 }, (_, i) => `${i * 7919}${Math.sin(i)}`);
    await expect(toHash(JSON.stringify({ names }))).rejects.toThrow(/too large for a link .* Save it as a file/);
  });

  it.each([
    ["nothing", "#s="],
    ["other characters", "#s=<script>alert(1)</script>"],
    ["no compressed data", "#s=AAAA"],
    ["half a link", packed(text).slice(0, 200)],
    ["a link of a kilometre", `#s=${"A".repeat(LONGEST_LINK)}`],
    ["what unpacks to gigabytes", packed(Buffer.alloc(3_000_000, 0x20))],
    ["what is not JSON", packed("{ scenario }")],
    ["what is not UTF-8", packed(Uint8Array.from([0xff, 0xfe, 0x22]))],
  ])("refuses %s", async (_what, hash) => {
    await expect(fromHash(hash)).rejects.toThrow(ShareError);
    await expect(fromHash(hash)).rejects.toThrow(/Your own work is unchanged\.$/);
  });
});
