// A small Internet for LinkedIn's seven regions, made up: seven carriers, and in each region a few networks with a part of its
// users. The shares are chosen to reproduce LinkedIn's table; routing and DNS decide which users reach which site.

/** A network that carries the traffic of others. */
export interface CarrierSpec {
  readonly asn: number;
  readonly name: string;
  readonly pops: readonly string[];
  /** ASNs of the carriers that it buys from; it peers with all others that it meets and does not sell to. */
  readonly buysFrom?: readonly number[];
  /** Cities where the service buys transit from it. */
  readonly sellsToServiceIn: readonly string[];
}

const AMERICA = ["Chicago", "Ashburn", "New York", "Miami", "Dallas", "Los Angeles"];

export const linkedInCarriers: readonly CarrierSpec[] = [
  {
    asn: 10,
    name: "Carrier One",
    pops: [...AMERICA, "Atlanta", "Philadelphia", "Phoenix", "Sao Paulo", "Amsterdam", "Singapore"],
    sellsToServiceIn: ["Chicago", "Ashburn", "Miami", "Los Angeles", "Sao Paulo", "Amsterdam"],
  },
  // Sells to a customer in Singapore, and only peers with Carrier One at home: a customer route comes before a peer route.
  {
    asn: 20,
    name: "Carrier Two",
    pops: [...AMERICA, "Phoenix", "Sao Paulo", "Amsterdam", "Singapore", "Tokyo"],
    sellsToServiceIn: [],
  },
  { asn: 30, name: "Straits Net", pops: ["Singapore"], buysFrom: [20], sellsToServiceIn: ["Singapore"] },
  {
    asn: 40,
    name: "Southwest",
    pops: ["Dallas", "Phoenix", "Atlanta", "Los Angeles"],
    buysFrom: [10],
    sellsToServiceIn: ["Dallas"],
  },
  { asn: 45, name: "Pacific Wholesale", pops: ["Los Angeles", "Phoenix"], buysFrom: [10], sellsToServiceIn: [] },
  { asn: 50, name: "Atlantic", pops: ["New York", "London", "Amsterdam"], sellsToServiceIn: ["Amsterdam"] },
  { asn: 60, name: "East Coast", pops: ["Ashburn", "Chicago", "Miami"], sellsToServiceIn: ["Ashburn"] },
];

/** A network with users. */
export interface UserNetworkSpec {
  readonly asn: number;
  readonly name: string;
  /** The city of its DNS resolver. Defaults to where its users are. */
  readonly resolver?: string;
  readonly buysFrom: readonly number[];
  /** Cities where it peers with the service itself. */
  readonly peersWithServiceIn?: readonly string[];
  /** Per cent of a region's users, and the city where they are. */
  readonly users: readonly { readonly region: string; readonly city: string; readonly percent: number }[];
}

/** A network of one region: its users by city, and its providers. Defaults to Carrier One. */
const one = (
  asn: number,
  name: string,
  region: string,
  cities: Readonly<Record<string, number>>,
  buysFrom: readonly number[] = [10],
): UserNetworkSpec => ({
  asn,
  name,
  buysFrom,
  users: Object.entries(cities).map(([city, percent]) => ({ region, city, percent })),
});

export const linkedInUserNetworks: readonly UserNetworkSpec[] = [
  one(101, "Illinois Telephone", "Illinois", { Chicago: 66 }),
  one(102, "Florida Telephone", "Florida", { Miami: 47, Tampa: 32 }),
  one(103, "Georgia Telephone", "Georgia", { Atlanta: 71 }),
  one(104, "Pennsylvania Telephone", "Pennsylvania", { Philadelphia: 84 }),
  one(105, "New York Telephone", "New York", { "New York": 54 }),
  one(106, "Arizona Telephone", "Arizona", { Phoenix: 4 }),
  one(107, "Brasil Telefone", "Brazil", { "Sao Paulo": 13, "Rio de Janeiro": 8 }),
  // One resolver for the whole country: DNS locates all its users in Texas; BGP is not affected.
  {
    asn: 110,
    name: "National Cable",
    resolver: "Dallas",
    buysFrom: [10],
    users: [
      { region: "Illinois", city: "Chicago", percent: 24 },
      { region: "Florida", city: "Miami", percent: 16 },
      { region: "Georgia", city: "Atlanta", percent: 22 },
      { region: "Pennsylvania", city: "Philadelphia", percent: 11 },
      { region: "New York", city: "New York", percent: 20 },
      { region: "Arizona", city: "Phoenix", percent: 35 },
    ],
  },
  {
    asn: 111,
    name: "Celular do Brasil",
    resolver: "Miami",
    buysFrom: [10],
    users: [{ region: "Brazil", city: "Sao Paulo", percent: 12 }],
  },
  one(120, "Net do Brasil", "Brazil", { "Sao Paulo": 37, "Rio de Janeiro": 20, Recife: 10 }, [20]),
  one(121, "Desert Broadband", "Arizona", { Phoenix: 36 }, [20]),
  // The shorter AS path is the longer distance: through AS40 to Dallas, not through AS45 and AS10 to Los Angeles.
  one(122, "Cactus Fibre", "Arizona", { Phoenix: 25 }, [40, 45]),
  one(123, "Peach Fibre", "Georgia", { Atlanta: 7 }, [40]),
  one(124, "Hudson Online", "New York", { "New York": 14 }, [50]),
  // It peers with the service, but only in Chicago: a free route is preferred to a near one.
  {
    asn: 125,
    name: "Empire and Keystone",
    buysFrom: [10],
    peersWithServiceIn: ["Chicago"],
    users: [
      { region: "New York", city: "New York", percent: 12 },
      { region: "Pennsylvania", city: "Philadelphia", percent: 5 },
    ],
  },
  // Its resolver is in Chicago, its carrier sells to the service in Ashburn: in Miami DNS and BGP both err.
  {
    asn: 126,
    name: "Lakes and Beaches",
    buysFrom: [60],
    users: [
      { region: "Illinois", city: "Chicago", percent: 10 },
      { region: "Florida", city: "Miami", percent: 5 },
    ],
  },
  one(130, "Euro Telephone", "Europe", { Frankfurt: 40, Paris: 30 }),
  one(131, "Thames Online", "Europe", { London: 30 }, [50]),
  one(132, "Malacca Mobile", "Asia", { Singapore: 20, "Kuala Lumpur": 40 }, [30]),
  one(133, "Edo Broadband", "Asia", { Tokyo: 40 }, [20]),
];
