import { describe, expect, it } from "vitest";
import { deliver } from "../../lib/kit/routing/delivery.js";
import { sendOnLan } from "../../lib/kit/routing/lan.js";
import { square } from "./square.js";

describe("one packet", () => {
  const send = (mode: Parameters<typeof deliver>[0]["mode"], members?: string[]) =>
    deliver({ network: square, from: "a", mode, members });

  it("to a unicast address has one receiver", () => expect(send("unicast", ["d"]).receivers).toEqual(["d"]));

  it("to an anycast address has one receiver of the group, the nearest", () =>
    expect(send("anycast", ["d", "b"])).toMatchObject({ receivers: ["b"], copies: 1 }));

  it("to a multicast group has every member as receiver, and shares links of the path", () =>
    expect(send("multicast", ["b", "d"])).toMatchObject({ receivers: ["b", "d"], copies: 2 }));

  it("by broadcast reaches everyone", () =>
    expect(send("broadcast")).toMatchObject({ receivers: ["b", "c", "d"], copies: 3 }));

  it("needs a receiver", () => {
    expect(() => send("unicast", ["b", "c"])).toThrow("must belong to one host (got 2)");
    expect(() => send("anycast", [])).toThrow("must have at least one member");
  });
});

describe("two hosts with one address", () => {
  const got = (hosts: string[], seed: number) =>
    new Set(sendOnLan({ hosts, packets: 40, seed }).map((delivery) => delivery.mac));

  it("on one LAN take each other's packets", () => {
    for (const seed of [1, 2, 3]) expect(got(["02:a", "02:b"], seed)).toEqual(new Set(["02:a", "02:b"]));
  });

  it("on two LANs never do", () => {
    expect(got(["02:a"], 1)).toEqual(new Set(["02:a"]));
  });

  it("end alike for the same seed", () => {
    const run = () => sendOnLan({ hosts: ["02:a", "02:b"], packets: 40, seed: 7 });
    expect(run()).toEqual(run());
  });
});
